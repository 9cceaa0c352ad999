import { Button, Checkbox, Input, Radio, Space } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { getCase, listCases } from '../../../shared/api/cases';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useMe } from '../../platform/ApiContext';
import { useCaseCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useHotkeys } from '../../ui/hotkeys';
import { useNow } from '../../ui/useNow';
import './queue.css';
import { RejectDialog, ReturnDialog, WaiverDialog } from './dialogs';
import { PreviewPane, type PreviewAction } from './PreviewPane';
import { INITIAL_FILTER, toQuery, type QueueFilter } from './queueFilter';
import { QueueTable } from './QueueTable';

const STAGES = ['queue', 'accepted', 'coordinating', 'returned', 'reporting', 'all'] as const;

export function TriageQueuePage(): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const me = useMe();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [filter, setFilter] = useState<QueueFilter>(INITIAL_FILTER);
  const [dialog, setDialog] = useState<'return' | 'reject' | 'waiver' | null>(null);
  const list = useQuery(
    listCases,
    { query: toQuery(filter) },
    { keepPrevious: true, reloadOn: (event) => event.type === 'caseChanged' },
  );
  const items = list.value?.items ?? [];
  const selectedId = params.get('case') ?? items[0]?.id ?? null;
  const select = (id: string) => setParams({ case: id }, { replace: true });
  const detail = useQuery(
    getCase,
    { params: { caseId: (selectedId ?? '') as never } },
    {
      enabled: selectedId !== null,
      reloadOn: (event) => event.type === 'caseChanged' && event.caseId === selectedId,
    },
  );
  const command = useCaseCommand();
  const now = Date.parse(useNow());

  const run = async (body: CaseCommand) => {
    if (!detail.value) return;
    const { id, version } = detail.value.case;
    const result = await command.run({ caseId: id, expectedVersion: version, command: body });
    if (!result.ok) return;
    detail.replace(result.value);
    list.reload();
    setDialog(null);
  };
  const act = (action: PreviewAction) => {
    command.reset();
    if (!detail.value) return;
    if (action === 'open') void navigate(`/cases/${detail.value.case.id}`);
    else if (action === 'claim') void run({ type: 'claim' });
    else if (action === 'return' || action === 'reject') setDialog(action);
    else if (detail.value.missing.length > 0) setDialog('waiver');
    else void run({ type: 'accept', waiverNote: null });
  };
  const move = (step: number) => {
    const index = items.findIndex((item) => item.id === selectedId);
    const next = items[Math.min(items.length - 1, Math.max(0, index + step))];
    if (next) select(next.id);
  };
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => act('open'),
    c: () => act('claim'),
    a: () => act('accept'),
    r: () => act('return'),
    x: () => act('reject'),
  });
  const dialogProps = {
    error: command.error,
    busy: command.status === 'running',
    onCancel: () => setDialog(null),
    onRun: (body: CaseCommand) => void run(body),
  };
  return (
    <div className="hz-queue">
      <Filters filter={filter} onChange={setFilter} waiting={list.value?.counts.queue ?? null} />
      <main aria-busy={list.status === 'loading'}>
        {(list.status === 'failed' || list.status === 'stale') && <ErrorNotice error={list.error} onRetry={list.reload} />}
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
            onOpen={(id) => void navigate(`/cases/${id}`)}
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
      {dialog === 'return' && <ReturnDialog {...dialogProps} missing={detail.value?.missing ?? []} />}
      {dialog === 'waiver' && <WaiverDialog {...dialogProps} missing={detail.value?.missing ?? []} />}
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
          label: stage === 'queue' && waiting !== null ? `${t('triage:stage.queue')} ${waiting}` : t(`triage:stage.${stage}`),
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
        <Checkbox checked={filter.mode === 'async'} onChange={(event) => set({ mode: event.target.checked ? 'async' : null })}>
          {t('caseTerms:mode.async')}
        </Checkbox>
        <Checkbox checked={filter.mdt} onChange={(event) => set({ mdt: event.target.checked })}>MDT</Checkbox>
        <Checkbox checked={filter.incomplete} onChange={(event) => set({ incomplete: event.target.checked })}>
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
