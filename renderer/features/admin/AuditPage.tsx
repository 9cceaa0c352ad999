import { DownloadOutlined, SafetyOutlined } from '@ant-design/icons';
import { Button, DatePicker, Input, Select, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  exportAudit,
  listAudit,
  verifyAudit,
  type auditEntrySchema,
} from '../../../shared/api/administration';
import { ROLES, type Role } from '../../../shared/domain/identity/actor';
import { toLanguage } from '../../../shared/i18n/index';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { FilterChip } from '../../ui/FilterChip';
import { Notice } from '../../ui/Notice';
import { Page, PageHeader } from '../../ui/PageHeader';
import { saveText } from '../../ui/saveText';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { fromWallClock } from '../../ui/wallClock';
import { ACTIONS, useAuditWords } from './auditWords';
import { Pager } from './Pager';

type Entry = z.infer<typeof auditEntrySchema>;
const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

type Filter = {
  readonly account?: string;
  readonly action?: string;
  readonly requestNo?: string;
  readonly outcome?: 'refused';
  readonly from?: string;
  readonly to?: string;
};

/** Who did what, when, to which case. The log itself cannot be changed from here or anywhere. */
export function AuditPage(): ReactElement {
  const { t, i18n } = useTranslation('admin');
  const api = useApi();
  const [filter, setFilter] = useState<Filter>({});
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useQuery(
    listAudit,
    { query: { limit: 100, ...filter, ...(cursor ? { cursor } : {}) } },
    { keepPrevious: true },
  );
  const verify = useVerification();
  const save = useAction(async () => {
    const language = toLanguage(i18n.language);
    const result = await api(exportAudit, { query: { ...filter, language } });
    if (result.ok) saveText(result.value.fileName, result.value.csv, 'text/csv');
    return result;
  });
  const [truncated, setTruncated] = useState(false);
  const download = async () => {
    const result = await save.run(undefined);
    setTruncated(result.ok && result.value.truncated);
  };
  return (
    <Page
      header={
        <PageHeader
          title={t('audit.title')}
          aside={
            <Filters
              filter={filter}
              onChange={(next) => {
                setCursor(null);
                setFilter(next);
              }}
            />
          }
          secondary={
            <>
              <Button
                icon={<DownloadOutlined />}
                loading={save.status === 'running'}
                onClick={() => void download()}
              >
                {t('audit.export')}
              </Button>
              <Button
                type="primary"
                icon={<SafetyOutlined />}
                loading={verify.isRunning}
                onClick={verify.run}
              >
                {t('audit.verify')}
              </Button>
            </>
          }
        />
      }
    >
      {verify.notice}
      {truncated && <Notice tone="risk">{t('audit.truncated')}</Notice>}
      {save.error && <ErrorNotice error={save.error} />}
      {(list.status === 'failed' || list.status === 'stale') && (
        <ErrorNotice error={list.error} onRetry={list.reload} />
      )}
      <EntryTable entries={list.value?.items ?? []} isLoading={list.status === 'loading'} />
      <Pager
        hasPrevious={cursor !== null}
        nextCursor={list.value?.nextCursor ?? null}
        onGo={setCursor}
      />
    </Page>
  );
}

function useVerification() {
  const { t } = useTranslation('admin');
  const api = useApi();
  const verify = useAction(() => api(verifyAudit, {}));
  const [found, setFound] = useState<{
    intact: boolean;
    entries: number;
    firstBrokenSeq: number | null;
  } | null>(null);
  const run = () =>
    void verify.run(undefined).then((result) => setFound(result.ok ? result.value : null));
  const notice = (
    <>
      {found && (
        <Notice tone={found.intact ? 'plain' : 'urgent'}>
          {found.intact
            ? t('audit.intact', { count: found.entries })
            : t('audit.broken', { seq: found.firstBrokenSeq ?? 0 })}
        </Notice>
      )}
      {verify.error && <ErrorNotice error={verify.error} />}
    </>
  );
  return { run, isRunning: verify.status === 'running', notice };
}

function Filters(props: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}): ReactElement {
  const { t } = useTranslation('admin');
  const words = useAuditWords();
  const { filter, onChange } = props;
  const set = <K extends keyof Filter>(key: K, value: Filter[K] | undefined) => {
    const { [key]: _old, ...rest } = filter;
    onChange(value === undefined ? rest : { ...rest, [key]: value });
  };
  const text = (key: 'account' | 'requestNo') => (value: string) =>
    set(key, value.trim() === '' ? undefined : value.trim());
  const setSpan = (span: readonly (Dayjs | null)[] | null) => {
    const { from: _from, to: _to, ...rest } = filter;
    const [first, last] = span ?? [];
    if (!first || !last) return onChange(rest);
    const from = fromWallClock(`${first.format('YYYY-MM-DD')}T00:00`);
    const to = fromWallClock(`${last.add(1, 'day').format('YYYY-MM-DD')}T00:00`);
    onChange({ ...rest, ...(from ? { from } : {}), ...(to ? { to } : {}) });
  };
  return (
    <>
      <Input.Search
        allowClear
        style={{ width: 140 }}
        placeholder={t('audit.account')}
        onSearch={text('account')}
      />
      <Input.Search
        allowClear
        style={{ width: 180 }}
        placeholder={t('audit.requestNo')}
        onSearch={text('requestNo')}
      />
      <Select<string>
        allowClear
        style={{ width: 150 }}
        placeholder={t('audit.action')}
        aria-label={t('audit.action')}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.action ?? null}
        onChange={(value) => set('action', value)}
        options={[
          { value: 'command.', label: t('audit.anyCommand') },
          ...ACTIONS.map((value) => ({ value, label: words.action(value) })),
        ]}
      />
      <DatePicker.RangePicker style={{ width: 236 }} onChange={setSpan} />
      <FilterChip
        isOn={filter.outcome === 'refused'}
        onToggle={() => set('outcome', filter.outcome === 'refused' ? undefined : 'refused')}
      >
        {t('audit.onlyRefused')}
      </FilterChip>
    </>
  );
}

function EntryTable(props: {
  readonly entries: readonly Entry[];
  readonly isLoading: boolean;
}): ReactElement {
  const { t } = useTranslation(['admin', 'caseTerms']);
  const words = useAuditWords();
  const time = useTimeFormat();
  return (
    <Table<Entry>
      rowKey="seq"
      size="small"
      pagination={false}
      loading={props.isLoading}
      dataSource={[...props.entries]}
      sticky={{ offsetHeader: -16 }}
      locale={{ emptyText: <EmptyState title={t('admin:audit.empty')} /> }}
      columns={[
        { title: t('admin:audit.seq'), dataIndex: 'seq', width: 76, align: 'right' },
        { title: t('admin:audit.at'), width: 170, render: (_, row) => time.instant(row.at) },
        { title: t('admin:audit.who'), width: 140, dataIndex: 'actorName' },
        {
          title: t('admin:audit.role'),
          width: 110,
          render: (_, row) =>
            isRole(row.actorRole) ? t(`caseTerms:role.${row.actorRole}`) : row.actorRole,
        },
        {
          title: t('admin:audit.what'),
          width: 150,
          render: (_, row) => <span title={row.action}>{words.action(row.action)}</span>,
        },
        {
          title: t('admin:audit.entity'),
          width: 120,
          render: (_, row) => (
            <span title={`${row.entity} ${row.entityId}`}>{words.entity(row.entity)}</span>
          ),
        },
        {
          title: t('admin:audit.requestNo'),
          width: 160,
          render: (_, row) => row.requestNo ?? '',
        },
        {
          title: t('admin:audit.outcome'),
          width: 80,
          render: (_, row) =>
            row.outcome === 'ok' ? (
              t('admin:audit.ok')
            ) : (
              <span className="hz-refused">{t('admin:audit.refused')}</span>
            ),
        },
        {
          title: t('admin:audit.hash'),
          render: (_, row) => (
            <code className="hz-dim" title={row.hash}>
              {row.hash.slice(0, 16)}
            </code>
          ),
        },
      ]}
    />
  );
}
