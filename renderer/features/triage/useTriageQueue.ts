import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { getCase, getQueueFacets, QUEUE_STAGES } from '../../../shared/api/cases';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useCasePages } from '../../platform/useCasePages';
import { useCaseCommand } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { useHotkeys } from '../../ui/hotkeys';
import type { PreviewAction } from './PreviewPane';
import { INITIAL_FILTER, toQuery, type QueueFilter, type QueueStage } from './queueFilter';

/** What the queue page knows and does: the list, the selected case, one command at a time, the keys. */
export function useTriageQueue() {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [filter, setFilter] = useState<QueueFilter>(() => ({
    ...INITIAL_FILTER,
    stage: stageOf(params.get('stage')),
  }));
  const [dialog, setDialog] = useState<'return' | 'reject' | 'waiver' | null>(null);
  const [looked, setLooked] = useState<{ caseId: string; recordId: string } | null>(null);
  const pages = useCasePages(toQuery(useSettled(filter)));
  const facets = useQuery(
    getQueueFacets,
    { query: { stage: filter.stage === 'all' ? 'queue' : filter.stage } },
    { keepPrevious: true, reloadOn: (event) => event.type === 'caseChanged' },
  );
  const { items } = pages;
  const selectedId = params.get('case') ?? items[0]?.id ?? null;
  const select = (id: string) => setParams({ case: id }, { replace: true });
  const detail = useQuery(
    getCase,
    { params: { caseId: selectedId ?? '' } },
    {
      enabled: selectedId !== null,
      reloadOn: (event) => event.type === 'caseChanged' && event.caseId === selectedId,
    },
  );
  const command = useCaseCommand();

  const run = async (body: CaseCommand) => {
    if (!detail.value) return;
    const { id, version } = detail.value.case;
    const result = await command.run({ caseId: id, expectedVersion: version, command: body });
    if (!result.ok) return;
    detail.replace(result.value);
    pages.query.reload();
    facets.reload();
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
  const lookedAt =
    looked && looked.caseId === selectedId
      ? (detail.value?.records.find(({ id }) => id === looked.recordId) ?? null)
      : null;
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    Enter: () => act('open'),
    c: () => act('claim'),
    a: () => act('accept'),
    r: () => act('return'),
    x: () => act('reject'),
  };
  // over a picture the letters belong to its tools: R draws a rectangle there and sends nothing back
  useHotkeys(keys, lookedAt === null);
  return {
    filter,
    setFilter,
    dialog,
    closeDialog: () => setDialog(null),
    pages,
    facets: facets.value,
    selectedId,
    select,
    detail,
    command,
    run,
    act,
    open: (id: string) => void navigate(`/cases/${id}`),
    lookedAt,
    lookAt: (recordId: string | null) =>
      setLooked(recordId !== null && selectedId !== null ? { caseId: selectedId, recordId } : null),
  };
}

/** A link may name the stage it means; anything else is the queue. */
const stageOf = (text: string | null): QueueStage =>
  QUEUE_STAGES.find((stage) => stage === text) ?? 'queue';

const PAUSE_MS = 250;

/** Chips answer at once; typing is waited for. */
function useSettled(filter: QueueFilter): QueueFilter {
  const [q, setQ] = useState(filter.q);
  useEffect(() => {
    const timer = setTimeout(() => setQ(filter.q), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [filter.q]);
  return { ...filter, q };
}
