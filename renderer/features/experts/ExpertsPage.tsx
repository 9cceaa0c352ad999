import { Button, Input, Table, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listExperts, type Expert } from '../../../shared/api/scheduling';
import { useMe } from '../../platform/ApiContext';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import './page.css';
import { ExpertDrawer } from './ExpertDrawer';

type Row = Expert & { readonly mayBeInvited: boolean };
const SOON_MS = 60 * 86_400_000;

/** The expert library: who may be invited, what each can do, how busy and how quick each is. */
export function ExpertsPage(): ReactElement {
  const { t } = useTranslation(['experts', 'caseTerms']);
  const me = useMe();
  const [q, setQ] = useState('');
  const [editing, setEditing] = useState<Expert | null>(null);
  const list = useQuery(listExperts, { query: q ? { q } : {} }, { keepPrevious: true });
  const items = list.value?.items ?? [];
  const mayEdit = (expert: Expert) =>
    me.role === 'coordinator' || (me.role === 'expert' && me.userId === expert.userId);
  const columns: TableColumnsType<Row> = [
    { title: t('experts:name'), dataIndex: 'name', width: 110, fixed: 'left' },
    {
      title: t('experts:titleColumn'),
      width: 110,
      render: (_, row) => t(`caseTerms:title.${row.title}`),
    },
    { title: t('experts:department'), dataIndex: 'departmentName', width: 120 },
    {
      title: t('experts:skills'),
      render: (_, row) => row.skills.map((skill) => <Tag key={skill}>{skill}</Tag>),
    },
    {
      title: t('experts:open'),
      dataIndex: 'openCases',
      width: 70,
      align: 'right',
      sorter: (a, b) => a.openCases - b.openCases,
    },
    {
      title: t('experts:done'),
      dataIndex: 'doneCases',
      width: 70,
      align: 'right',
      sorter: (a, b) => a.doneCases - b.doneCases,
    },
    {
      title: t('experts:minutes'),
      width: 96,
      align: 'right',
      render: (_, row) => number(row.medianMinutes),
    },
    {
      title: t('experts:response'),
      width: 96,
      align: 'right',
      render: (_, row) => number(row.medianResponseMinutes),
    },
    {
      title: t('experts:rating'),
      width: 70,
      align: 'right',
      render: (_, row) => row.averageRating?.toFixed(1) ?? '—',
    },
    { title: t('experts:status'), width: 170, render: (_, row) => <Status expert={row} /> },
    {
      width: 80,
      render: (_, row) =>
        mayEdit(row) && (
          <Button size="small" type="link" onClick={() => setEditing(row)}>
            {t('experts:edit')}
          </Button>
        ),
    },
  ];
  return (
    <div className="hz-page">
      <header className="hz-page-head">
        <h1>{t('experts:title')}</h1>
        <Input.Search
          allowClear
          style={{ width: 280 }}
          placeholder={t('experts:search')}
          onSearch={setQ}
        />
        <span className="hz-dim">{t('experts:count', { count: items.length })}</span>
      </header>
      {(list.status === 'failed' || list.status === 'stale') && (
        <ErrorNotice error={list.error} onRetry={list.reload} />
      )}
      <Table<Row>
        rowKey="userId"
        size="small"
        columns={columns}
        dataSource={[...items]}
        loading={list.status === 'loading'}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 1200 }}
        locale={{ emptyText: <EmptyState title={t('experts:empty')} /> }}
      />
      {editing && (
        <ExpertDrawer
          expert={editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            list.reload();
          }}
        />
      )}
    </div>
  );
}

const number = (value: number | null) => (value === null ? '—' : Math.round(value));

function Status({ expert }: { readonly expert: Row }): ReactElement {
  const { t } = useTranslation('experts');
  const expiresSoon = Date.parse(expert.licenceValidUntil) - Date.now() < SOON_MS;
  return (
    <>
      {expert.serviceOn ? (
        <Tag>{t('serviceOn')}</Tag>
      ) : (
        <Tag color="default">{t('serviceOff')}</Tag>
      )}
      {expert.onCall && <Tag color="blue">{t('onCall')}</Tag>}
      {expiresSoon && (
        <Tag color="orange">{t('licenceUntil', { day: expert.licenceValidUntil })}</Tag>
      )}
      {!expert.mayBeInvited && <Tag>{t('notEligible')}</Tag>}
    </>
  );
}
