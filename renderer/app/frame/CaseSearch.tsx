import { SearchOutlined } from '@ant-design/icons';
import { Input, Modal } from 'antd';
import { useEffect, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listCases, type CaseSummary } from '../../../shared/api/cases';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useHotkeys } from '../../ui/hotkeys';
import { PatientLine } from '../../ui/PatientLine';
import { StateTag } from '../../ui/StateTag';
import styles from './frame.module.css';

const PAUSE_MS = 200;

/** Ctrl K: find a case by patient, request number or doctor. What is typed never enters the address bar. */
export function CaseSearch(): ReactElement {
  const { t } = useTranslation('common');
  const [isOpen, setOpen] = useState(false);
  useHotkeys({ 'mod+k': () => setOpen(true) });
  return (
    <>
      <button type="button" className={styles['search']} onClick={() => setOpen(true)}>
        <SearchOutlined aria-hidden />
        <span>{t('search.open')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        closable={false}
        width={640}
        destroyOnHidden
      >
        <SearchPanel onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function SearchPanel({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const q = useSettled(text.trim());
  const [index, setIndex] = useState(0);
  const query = useQuery(
    listCases,
    { query: { q, limit: 8 } },
    { enabled: q !== '', keepPrevious: true },
  );
  const items = q === '' ? [] : (query.value?.items ?? []);
  const open = (item: CaseSummary | undefined) => {
    if (!item) return;
    onClose();
    void navigate(`/cases/${item.id}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setIndex((before) => Math.min(before + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setIndex((before) => Math.max(before - 1, 0));
    else if (event.key === 'Enter') open(items[index]);
    else return;
    event.preventDefault();
  };
  return (
    <div onKeyDown={onKeyDown}>
      <Input
        autoFocus
        size="large"
        prefix={<SearchOutlined />}
        placeholder={t('search.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIndex(0);
        }}
      />
      {query.status === 'failed' && <ErrorNotice error={query.error} onRetry={query.reload} />}
      <ul className={styles['results']} role="listbox">
        {items.map((item, position) => (
          <li
            key={item.id}
            role="option"
            aria-selected={position === index}
            onMouseEnter={() => setIndex(position)}
            onClick={() => open(item)}
          >
            <PatientLine
              name={item.patientName}
              sex={item.patientSex}
              birthDate={item.patientBirthDate}
            />
            <span className={styles['resultNo']}>{item.requestNo}</span>
            <StateTag state={item.state} isMine={item.owed !== null} />
          </li>
        ))}
      </ul>
      {query.status === 'ready' && q !== '' && items.length === 0 && (
        <p className={styles['hint']}>{t('search.empty', { q })}</p>
      )}
      <p className={styles['hint']}>{t('search.hint')}</p>
    </div>
  );
}

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
