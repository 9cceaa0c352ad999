import { Button, Checkbox, Input, Radio, Space } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useMe } from '../../platform/ApiContext';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useNow } from '../../ui/useNow';
import './queue.css';
import { RejectDialog, ReturnDialog, WaiverDialog } from './dialogs';
import { PreviewPane } from './PreviewPane';
import { INITIAL_FILTER, type QueueFilter } from './queueFilter';
import { QueueTable } from './QueueTable';
import { useTriageQueue } from './useTriageQueue';

const STAGES = ['queue', 'accepted', 'coordinating', 'returned', 'reporting', 'all'] as const;

export function TriageQueuePage(): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const me = useMe();
  const {
    filter,
    setFilter,
    dialog,
    closeDialog,
    list,
    items,
    selectedId,
    select,
    detail,
    command,
    run,
    act,
    open,
  } = useTriageQueue();
  const now = Date.parse(useNow());
  const dialogProps = {
    error: command.error,
    busy: command.status === 'running',
    onCancel: closeDialog,
    onRun: (body: CaseCommand) => void run(body),
  };
  return (
    <div className="hz-queue">
      <Filters filter={filter} onChange={setFilter} waiting={list.value?.counts.queue ?? null} />
      <main aria-busy={list.status === 'loading'}>
        {(list.status === 'failed' || list.status === 'stale') && (
          <ErrorNotice error={list.error} onRetry={list.reload} />
        )}
        {list.status === 'ready' && items.length === 0 ? (
          <EmptyState title={t('triage:empty')} />
        ) : (
          <QueueTable
            items={items}
            selectedId={selectedId}
            meId={me.userId}
            now={now}
            loading={list.status === 'loading' && items.length === 0}
            onSelect={select}
            onOpen={open}
          />
        )}
      </main>
      {detail.value && selectedId && (
        <PreviewPane
          key={selectedId}
          detail={detail.value}
          busy={command.status === 'running'}
          error={dialog ? null : command.error}
          onAction={act}
          onRun={(body) => void run(body)}
        />
      )}
      {detail.status === 'failed' && <ErrorNotice error={detail.error} onRetry={detail.reload} />}
      {dialog === 'reject' && <RejectDialog {...dialogProps} />}
      {dialog === 'return' && (
        <ReturnDialog {...dialogProps} missing={detail.value?.missing ?? []} />
      )}
      {dialog === 'waiver' && (
        <WaiverDialog {...dialogProps} missing={detail.value?.missing ?? []} />
      )}
    </div>
  );
}

type FilterProps = {
  readonly filter: QueueFilter;
  readonly waiting: number | null;
  readonly onChange: (filter: QueueFilter) => void;
};

function Filters({ filter, waiting, onChange }: FilterProps): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const set = (patch: Partial<QueueFilter>) => onChange({ ...filter, ...patch });
  return (
    <nav className="hz-queue-filters" aria-label={t('triage:filters')}>
      <Input.Search allowClear placeholder={t('triage:search')} onSearch={(q) => set({ q })} />
      <Radio.Group
        value={filter.stage}
        onChange={(event) => set({ stage: event.target.value as QueueFilter['stage'] })}
        options={STAGES.map((stage) => ({
          value: stage,
          label:
            stage === 'queue' && waiting !== null
              ? `${t('triage:stage.queue')} ${waiting}`
              : t(`triage:stage.${stage}`),
        }))}
        vertical
      />
      <Space orientation="vertical" size={2}>
        {(['emergency', 'routine', 'elective'] as const).map((urgency) => (
          <Checkbox
            key={urgency}
            checked={filter.urgency === urgency}
            onChange={(event) => set({ urgency: event.target.checked ? urgency : null })}
          >
            {t(`caseTerms:urgency.${urgency}`)}
          </Checkbox>
        ))}
        <Checkbox
          checked={filter.mode === 'async'}
          onChange={(event) => set({ mode: event.target.checked ? 'async' : null })}
        >
          {t('caseTerms:mode.async')}
        </Checkbox>
        <Checkbox checked={filter.mdt} onChange={(event) => set({ mdt: event.target.checked })}>
          MDT
        </Checkbox>
        <Checkbox
          checked={filter.incomplete}
          onChange={(event) => set({ incomplete: event.target.checked })}
        >
          {t('triage:incompleteOnly')}
        </Checkbox>
      </Space>
      <Button size="small" type="link" onClick={() => onChange(INITIAL_FILTER)}>
        {t('triage:clear')}
      </Button>
      <p className="hz-dim">{t('triage:keys')}</p>
    </nav>
  );
}
