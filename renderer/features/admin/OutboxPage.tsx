import { ReloadOutlined } from '@ant-design/icons';
import { Button, Segmented, Table, Tag } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { listOutbox, type outboxEntrySchema } from '../../../shared/api/notifications';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { Page, PageHeader } from '../../ui/PageHeader';
import { useTimeFormat } from '../../ui/useTimeFormat';
import { Pager } from './Pager';

type Entry = z.infer<typeof outboxEntrySchema>;
type State = Entry['state'] | 'all';

/** What went out to phones and mailboxes. In the demo this page stands in for the carrier. */
export function OutboxPage(): ReactElement {
  const { t } = useTranslation('admin');
  const time = useTimeFormat();
  const [state, setState] = useState<State>('all');
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useQuery(
    listOutbox,
    { query: { limit: 100, ...(state === 'all' ? {} : { state }), ...(cursor ? { cursor } : {}) } },
    {
      keepPrevious: true,
      reloadOn: (event) => event.type === 'caseChanged' || event.type === 'notified',
    },
  );
  return (
    <Page
      header={
        <PageHeader
          title={t('outbox.title')}
          aside={
            <Segmented<State>
              aria-label={t('state')}
              value={state}
              onChange={(value) => {
                setCursor(null);
                setState(value);
              }}
              options={(['all', 'pending', 'sent', 'failed'] as const).map((value) => ({
                value,
                label: t(`outbox.${value}`),
              }))}
            />
          }
          secondary={
            <Button icon={<ReloadOutlined />} onClick={list.reload}>
              {t('outbox.reload')}
            </Button>
          }
        />
      }
    >
      {(list.status === 'failed' || list.status === 'stale') && (
        <ErrorNotice error={list.error} onRetry={list.reload} />
      )}
      <Table<Entry>
        rowKey="id"
        size="small"
        pagination={false}
        loading={list.status === 'loading'}
        dataSource={[...(list.value?.items ?? [])]}
        sticky={{ offsetHeader: -16 }}
        locale={{
          emptyText: <EmptyState title={t('outbox.empty')} text={t('outboxHint')} />,
        }}
        columns={[
          { title: t('outbox.at'), width: 170, render: (_, row) => time.instant(row.createdAt) },
          {
            title: t('outbox.channel'),
            width: 80,
            render: (_, row) => t(`outbox.channelName.${row.channel}`),
          },
          { title: t('outbox.to'), width: 150, dataIndex: 'address' },
          { title: t('outbox.text'), dataIndex: 'text' },
          {
            title: t('state'),
            width: 96,
            render: (_, row) => (
              <Tag color={row.state === 'failed' ? 'error' : 'default'}>
                {t(`outbox.${row.state}`)}
              </Tag>
            ),
          },
          { title: t('outbox.attempts'), width: 64, align: 'right', dataIndex: 'attempts' },
          { title: t('outbox.error'), width: 170, render: (_, row) => row.lastError ?? '' },
        ]}
      />
      <Pager
        hasPrevious={cursor !== null}
        nextCursor={list.value?.nextCursor ?? null}
        onGo={setCursor}
      />
    </Page>
  );
}
