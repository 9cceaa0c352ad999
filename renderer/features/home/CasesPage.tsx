import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { CASE_STATES, type CaseState } from '../../../shared/domain/consultation/case';
import { URGENCIES, type Urgency } from '../../../shared/domain/consultation/form';
import { useCasePages } from '../../platform/useCasePages';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useHotkeys } from '../../ui/hotkeys';
import { useKeysOverlay } from '../../ui/KeysOverlay';
import { Page, PageHeader } from '../../ui/PageHeader';
import { QueryView } from '../../ui/QueryView';
import { CaseTable } from './CaseTable';
import styles from './home.module.css';
import { pathOfCase } from './pathOfCase';

type Filter = {
  readonly q: string;
  readonly state: CaseState | null;
  readonly urgency: Urgency | null;
};

const NO_FILTER: Filter = { q: '', state: null, urgency: null };
const PAUSE_MS = 250;

/** Every case the reader may see: search, filter, page by page. J/K move, Enter opens. */
export function CasesPage(): ReactElement {
  const { t } = useTranslation(['common', 'caseTerms']);
  const navigate = useNavigate();
  const [filter, setFilter] = useState(NO_FILTER);
  const settled = useSettledFilter(filter);
  const pages = useCasePages({
    ...(settled.q.trim() === '' ? {} : { q: settled.q.trim() }),
    ...(settled.state ? { state: settled.state } : {}),
    ...(settled.urgency ? { urgency: settled.urgency } : {}),
  });
  const [selected, setSelected] = useState(0);
  const last = pages.items.length - 1;
  const open = (index: number) => {
    const item = pages.items[index];
    if (item) void navigate(pathOfCase(item));
  };
  useHotkeys({
    j: () => setSelected((before) => Math.min(before + 1, last)),
    k: () => setSelected((before) => Math.max(before - 1, 0)),
    Enter: () => open(selected),
  });
  const help = useKeysOverlay({
    title: t('common:keys.title'),
    keys: [
      ['J', t('common:keys.next')],
      ['K', t('common:keys.previous')],
      ['Enter', t('common:keys.open')],
      ['Ctrl K', t('common:keys.search')],
      ['?', t('common:keys.help')],
    ],
  });
  const isFiltered =
    settled !== NO_FILTER &&
    (settled.q !== '' || settled.state !== null || settled.urgency !== null);
  return (
    <Page
      header={
        <PageHeader
          title={t('common:cases.title')}
          aside={<Filters filter={filter} onChange={setFilter} />}
        />
      }
    >
      <QueryView query={pages.query}>
        {() =>
          pages.items.length === 0 ? (
            <EmptyState
              title={t(isFiltered ? 'common:list.emptyFiltered' : 'common:list.emptyTitle')}
              action={
                isFiltered && (
                  <Button onClick={() => setFilter(NO_FILTER)}>{t('common:list.clear')}</Button>
                )
              }
            />
          ) : (
            <CaseTable
              items={pages.items}
              selected={selected}
              onSelect={setSelected}
              onOpen={open}
            />
          )
        }
      </QueryView>
      <div className={styles['more']}>
        {pages.moreError && <ErrorNotice error={pages.moreError} onRetry={pages.loadMore} />}
        {pages.items.length > 0 && (
          <span>{t('common:list.shown', { count: pages.items.length })}</span>
        )}
        {pages.hasMore && (
          <Button loading={pages.isLoadingMore} onClick={pages.loadMore}>
            {t('common:list.more')}
          </Button>
        )}
        <button type="button" className={styles['keysHint']} onClick={help.open}>
          {t('common:keys.hint')}
        </button>
      </div>
      {help.element}
    </Page>
  );
}

function Filters(props: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}): ReactElement {
  const { t } = useTranslation(['common', 'caseTerms']);
  const { filter, onChange } = props;
  return (
    <>
      <Input
        allowClear
        prefix={<SearchOutlined />}
        placeholder={t('common:list.search')}
        className={styles['searchField'] ?? ''}
        value={filter.q}
        maxLength={60}
        onChange={(event) => onChange({ ...filter, q: event.target.value })}
      />
      <Select
        allowClear
        placeholder={t('common:list.allStates')}
        aria-label={t('common:list.allStates')}
        className={styles['filterField'] ?? ''}
        value={filter.state}
        onChange={(state: CaseState | undefined) => onChange({ ...filter, state: state ?? null })}
        options={CASE_STATES.map((state) => ({
          value: state,
          label: t(`caseTerms:state.${state}`),
        }))}
      />
      <Select
        allowClear
        placeholder={t('common:list.allUrgencies')}
        aria-label={t('common:list.allUrgencies')}
        className={styles['filterField'] ?? ''}
        value={filter.urgency}
        onChange={(urgency: Urgency | undefined) =>
          onChange({ ...filter, urgency: urgency ?? null })
        }
        options={URGENCIES.map((urgency) => ({
          value: urgency,
          label: t(`caseTerms:urgency.${urgency}`),
        }))}
      />
    </>
  );
}

/** The filter once typing has paused. */
function useSettledFilter(filter: Filter): Filter {
  const [settled, setSettled] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [filter]);
  return settled;
}
