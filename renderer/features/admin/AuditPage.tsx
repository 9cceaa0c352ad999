import { Alert, Button, Input, Space, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { listAudit, verifyAudit, type auditEntrySchema } from '../../../shared/api/administration';
import { ROLES, type Role } from '../../../shared/domain/identity/actor';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useTimeFormat } from '../../ui/useTimeFormat';

type Entry = z.infer<typeof auditEntrySchema>;
const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

type Verified = { intact: boolean; entries: number; firstBrokenSeq: number | null };

export function AuditPage(): ReactElement {
  const { t } = useTranslation(['admin', 'caseTerms']);
  const api = useApi();
  const time = useTimeFormat();
  const [filter, setFilter] = useState<{ account?: string; action?: string; requestNo?: string }>(
    {},
  );
  const [cursor, setCursor] = useState<string | null>(null);
  const [verified, setVerified] = useState<Verified | null>(null);
  const list = useQuery(
    listAudit,
    { query: { limit: 100, ...filter, ...(cursor ? { cursor } : {}) } },
    { keepPrevious: true },
  );
  const verify = useAction(() => api(verifyAudit, {}));
  const check = async () => {
    const result = await verify.run(undefined);
    setVerified(result.ok ? result.value : null);
  };
  const set = (key: 'account' | 'action' | 'requestNo', text: string) => {
    setCursor(null);
    const { [key]: _old, ...rest } = filter;
    setFilter(text.trim() ? { ...rest, [key]: text.trim() } : rest);
  };
  return (
    <div className="hz-page">
      <header className="hz-page-head">
        <h1>{t('admin:audit.title')}</h1>
        <Space>
          <Input.Search
            allowClear
            placeholder={t('admin:audit.account')}
            onSearch={(text) => set('account', text)}
          />
          <Input.Search
            allowClear
            placeholder={t('admin:audit.action')}
            onSearch={(text) => set('action', text)}
          />
          <Input.Search
            allowClear
            placeholder={t('admin:audit.requestNo')}
            onSearch={(text) => set('requestNo', text)}
          />
        </Space>
        <Button type="primary" loading={verify.status === 'running'} onClick={() => void check()}>
          {t('admin:audit.verify')}
        </Button>
      </header>
      {verified && (
        <Alert
          showIcon
          type={verified.intact ? 'success' : 'error'}
          title={
            verified.intact
              ? t('admin:audit.intact', { count: verified.entries })
              : t('admin:audit.broken', { seq: verified.firstBrokenSeq ?? 0 })
          }
        />
      )}
      {verify.error && <ErrorNotice error={verify.error} />}
      {(list.status === 'failed' || list.status === 'stale') && (
        <ErrorNotice error={list.error} onRetry={list.reload} />
      )}
      <Table<Entry>
        rowKey="seq"
        size="small"
        pagination={false}
        loading={list.status === 'loading'}
        dataSource={[...(list.value?.items ?? [])]}
        scroll={{ y: 'calc(100vh - 260px)' }}
        locale={{ emptyText: <EmptyState title={t('admin:audit.empty')} /> }}
        columns={[
          { title: '#', dataIndex: 'seq', width: 80, align: 'right' },
          { title: t('admin:audit.at'), width: 170, render: (_, row) => time.instant(row.at) },
          { title: t('admin:audit.who'), width: 130, dataIndex: 'actorName' },
          {
            title: t('admin:audit.role'),
            width: 120,
            render: (_, row) =>
              isRole(row.actorRole) ? t(`caseTerms:role.${row.actorRole}`) : row.actorRole,
          },
          { title: t('admin:audit.what'), width: 200, dataIndex: 'action' },
          { title: t('admin:audit.entity'), width: 120, dataIndex: 'entity' },
          {
            title: t('admin:audit.requestNo'),
            width: 170,
            render: (_, row) => row.requestNo ?? '',
          },
          {
            title: t('admin:audit.outcome'),
            width: 90,
            render: (_, row) =>
              row.outcome === 'ok' ? t('admin:audit.ok') : t('admin:audit.refused'),
          },
          {
            title: t('admin:audit.hash'),
            render: (_, row) => <code className="hz-dim">{row.hash.slice(0, 16)}</code>,
          },
        ]}
      />
      {list.value?.nextCursor && (
        <Button onClick={() => setCursor(list.value?.nextCursor ?? null)}>
          {t('admin:nextPage')}
        </Button>
      )}
    </div>
  );
}
