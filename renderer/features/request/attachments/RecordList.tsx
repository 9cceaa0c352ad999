import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Popconfirm, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { removeRecord, updateRecord, type CaseRecord } from '../../../../shared/api/cases';
import {
  RECORD_CATEGORIES,
  type RecordCategory,
} from '../../../../shared/domain/consultation/completeness';
import { labelOfMime } from '../../../../shared/domain/intake/formats';
import { filedIn } from '../../../../shared/domain/paper/origin';
import { useCommand } from '../../../platform/useCommand';
import { formatBytes } from '../../../ui/bytes';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import styles from '../request.module.css';

type Props = {
  readonly caseId: string;
  readonly records: readonly CaseRecord[];
  readonly isReadOnly: boolean;
  /** Narrows it to single pieces: what had gone out before stays as it is. */
  readonly isFixed?: (record: CaseRecord) => boolean;
  readonly onChanged: () => void;
};

/** The material of the case, sorted by kind; category and title can be put right, anything can be taken off again. */
export function RecordList({
  caseId,
  records,
  isReadOnly,
  isFixed = () => false,
  onChanged,
}: Props): ReactElement {
  const { t } = useTranslation('request');
  const [isShowingFiled, setShowingFiled] = useState(false);
  const filed = filedIn(records);
  const shown = records.filter(({ id }) => isShowingFiled || !filed.has(id));
  const ordered = [...shown].sort(
    (a, b) =>
      RECORD_CATEGORIES.indexOf(a.category) - RECORD_CATEGORIES.indexOf(b.category) ||
      a.addedAt.localeCompare(b.addedAt),
  );
  return (
    <ul className={styles['records']}>
      {ordered.map((record) => (
        <RecordRow
          // a corrected record starts afresh from what the server has
          key={`${record.id} ${record.title} ${record.category}`}
          caseId={caseId}
          record={record}
          isReadOnly={isReadOnly || isFixed(record)}
          onChanged={onChanged}
        />
      ))}
      {filed.size > 0 && (
        <li>
          <Button
            size="small"
            type="link"
            aria-expanded={isShowingFiled}
            onClick={() => setShowingFiled(!isShowingFiled)}
          >
            {t(isShowingFiled ? 'records.hideOriginals' : 'records.showOriginals', {
              count: filed.size,
            })}
          </Button>
        </li>
      )}
    </ul>
  );
}

type RowProps = Omit<Props, 'records' | 'isFixed'> & { readonly record: CaseRecord };

function RecordRow({ caseId, record, isReadOnly, onChanged }: RowProps): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  const { instant } = useTimeFormat();
  const update = useCommand(updateRecord);
  const remove = useCommand(removeRecord);
  const [title, setTitle] = useState(record.title);
  const params = { caseId, recordId: record.id };
  const change = async (next: { readonly title?: string; readonly category?: RecordCategory }) => {
    const body = { title: record.title, category: record.category, ...next };
    const result = await update.run({ params, body });
    if (result.ok) onChanged();
    else setTitle(record.title);
  };
  const saveTitle = () => {
    const text = title.trim();
    if (text === '' || text === record.title) setTitle(record.title);
    else void change({ title: text });
  };
  const takeOff = async () => {
    const result = await remove.run({ params });
    if (result.ok) onChanged();
  };
  const facts = [
    record.modality ?? labelOfMime(record.mime) ?? t(`caseTerms:kind.${record.kind}`),
    record.itemCount > 1 &&
      t(record.kind === 'lab' ? 'request:records.results' : 'request:records.items', {
        count: record.itemCount,
      }),
    record.sizeBytes !== null && formatBytes(record.sizeBytes),
    record.occurredAt && instant(record.occurredAt),
    t(`caseTerms:source.${record.source}`),
  ].filter(Boolean);
  return (
    <li>
      <Select
        size="small"
        variant="filled"
        aria-label={t('request:records.category')}
        disabled={isReadOnly || update.status === 'running'}
        value={record.category}
        options={RECORD_CATEGORIES.map((value) => ({
          value,
          label: t(`caseTerms:category.${value}`),
        }))}
        onChange={(category: RecordCategory) => void change({ category })}
      />
      <Input
        size="small"
        variant="borderless"
        aria-label={t('request:records.titleField')}
        maxLength={200}
        disabled={isReadOnly || update.status === 'running'}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onBlur={saveTitle}
        onPressEnter={saveTitle}
      />
      <span className={styles['muted']}>{facts.join(' · ')}</span>
      {!isReadOnly && (
        <Popconfirm
          title={t('request:records.removeQuestion')}
          okText={t('request:records.remove')}
          onConfirm={() => void takeOff()}
        >
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('request:records.remove')}
          />
        </Popconfirm>
      )}
      {(update.error ?? remove.error) && (
        <div className={styles['recordError']}>
          {update.error && <ErrorNotice error={update.error} />}
          {remove.error && <ErrorNotice error={remove.error} />}
        </div>
      )}
    </li>
  );
}
