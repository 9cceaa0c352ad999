import { Button, Skeleton } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useMe } from '../../platform/ApiContext';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useKeysOverlay } from '../../ui/KeysOverlay';
import { QueryView } from '../../ui/QueryView';
import { byTimeThenTitle } from '../../ui/recordOrder';
import { useNow } from '../../ui/useNow';
import './queue.css';
import { RejectDialog, ReturnDialog, WaiverDialog } from './dialogs';
import { PreviewPane } from './PreviewPane';
import { INITIAL_FILTER, isFiltered } from './queueFilter';
import { QueueFilters } from './QueueFilters';
import { QueueTable } from './QueueTable';
import { QuickLook } from './QuickLook';
import { useTriageQueue } from './useTriageQueue';

const KEYS = [
  ['J', 'next'],
  ['K', 'previous'],
  ['Enter', 'open'],
  ['C', 'claim'],
  ['A', 'accept'],
  ['R', 'return'],
  ['X', 'reject'],
  ['Esc', 'close'],
  ['Alt ← →', 'neighbour'],
  ['Ctrl K', 'search'],
  ['?', 'help'],
] as const;

export type TriageQueuePageProps = {
  /** Shows one piece of material in place; stages belong to other features, the workspace brings them. */
  readonly renderRecord: (detail: CaseDetail, record: CaseRecord) => ReactNode;
};

export function TriageQueuePage({ renderRecord }: TriageQueuePageProps): ReactElement {
  const queue = useTriageQueue();
  const { filter, setFilter, dialog, selectedId, detail, command, run, act } = queue;
  const record = queue.lookedAt;
  const { t } = useTranslation('triage');
  const help = useKeysOverlay(
    {
      title: t('help.title'),
      keys: KEYS.map(([key, action]) => [key, t(`help.${action}`)] as const),
    },
    record === null,
  );
  const dialogProps = {
    error: command.error,
    busy: command.status === 'running',
    onCancel: queue.closeDialog,
    onRun: (body: CaseCommand) => void run(body),
  };
  return (
    <div className="hz-queue">
      <QueueFilters filter={filter} facets={queue.facets} onChange={setFilter} />
      <main>
        <QueueList queue={queue} onHelp={help.open} />
        {detail.value && record && (
          <QuickLook
            records={detail.value.records.toSorted(byTimeThenTitle)}
            record={record}
            onShow={({ id }) => queue.lookAt(id)}
            onClose={() => queue.lookAt(null)}
          >
            {renderRecord(detail.value, record)}
          </QuickLook>
        )}
      </main>
      <div className="hz-queue-side">
        {detail.value && selectedId && (
          <PreviewPane
            key={selectedId}
            detail={detail.value}
            busy={command.status === 'running'}
            error={dialog ? null : command.error}
            openRecordId={record?.id ?? null}
            onAction={act}
            onRun={(body) => void run(body)}
            onOpenRecord={({ id }) => queue.lookAt(id)}
          />
        )}
        {detail.status === 'loading' && !detail.value && selectedId && (
          <div className="hz-preview-body" aria-busy="true">
            <Skeleton active paragraph={{ rows: 12 }} />
          </div>
        )}
        {detail.status === 'failed' && <ErrorNotice error={detail.error} onRetry={detail.reload} />}
      </div>
      {dialog === 'reject' && <RejectDialog {...dialogProps} />}
      {dialog === 'return' && (
        <ReturnDialog {...dialogProps} missing={detail.value?.missing ?? []} />
      )}
      {dialog === 'waiver' && (
        <WaiverDialog {...dialogProps} missing={detail.value?.missing ?? []} />
      )}
      {help.element}
    </div>
  );
}

function QueueList(props: {
  readonly queue: ReturnType<typeof useTriageQueue>;
  readonly onHelp: () => void;
}): ReactElement {
  const { t } = useTranslation(['triage', 'common']);
  const me = useMe();
  const now = Date.parse(useNow());
  const { pages, filter, setFilter, selectedId, select, open } = props.queue;
  const { items } = pages;
  return (
    <div className="hz-queue-list" aria-busy={pages.query.status === 'loading'}>
      <div className="hz-queue-scroll">
        <QueryView
          query={pages.query}
          skeleton={<Skeleton active title={false} paragraph={{ rows: 14 }} />}
        >
          {() =>
            items.length === 0 ? (
              <EmptyState
                title={t(isFiltered(filter) ? 'common:list.emptyFiltered' : 'triage:empty')}
                text={isFiltered(filter) ? '' : t(`triage:emptyText.${filter.stage}`)}
                action={
                  isFiltered(filter) && (
                    <Button onClick={() => setFilter({ ...INITIAL_FILTER, stage: filter.stage })}>
                      {t('triage:clear')}
                    </Button>
                  )
                }
              />
            ) : (
              <QueueTable
                items={items}
                selectedId={selectedId}
                meId={me.userId}
                now={now}
                onSelect={select}
                onOpen={open}
              />
            )
          }
        </QueryView>
      </div>
      <footer className="hz-queue-foot">
        {items.length > 0 && t('common:list.shown', { count: items.length })}
        {pages.hasMore && (
          <Button size="small" loading={pages.isLoadingMore} onClick={pages.loadMore}>
            {t('common:list.more')}
          </Button>
        )}
        {pages.moreError && <ErrorNotice error={pages.moreError} onRetry={pages.loadMore} />}
        <button type="button" className="hz-queue-keys" onClick={props.onHelp}>
          {t('triage:keys')}
        </button>
      </footer>
    </div>
  );
}
