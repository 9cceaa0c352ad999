import {
  startTransition,
  useCallback,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactElement,
} from 'react';
import { useTranslation } from 'react-i18next';
import { createCase } from '../../../shared/api/cases';
import type { CaseState } from '../../../shared/domain/consultation/case';
import { useCommand } from '../../platform/useCommand';
import { newIdempotencyKey } from '../../platform/idempotency';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useNow } from '../../ui/useNow';
import { Banners } from './Banners';
import { CaseHeader } from './CaseHeader';
import { CasePanel, type CasePanels, type PanelTab } from './CasePanel';
import type { CaseView } from '../../ports/caseView';
import { CommandDialog, hasDialog, type DialogCommand } from './dialogs/CommandDialog';
import { Divider } from './layout/Divider';
import { usePanelWidths } from './layout/usePanelWidths';
import { placeOf, type StepType } from './nextStep';
import { cameLate } from './panels/lateMarks';
import { firstTab } from './opening';
import { openingItem } from './openingItem';
import { IdentityBar } from './stage/IdentityBar';
import {
  closePane,
  onePane,
  openBeside,
  openIn,
  putInto,
  renewed,
  setCount,
  type Panes,
} from './stage/panes';
import { RecordStage, type StageSlots } from './stage/RecordStage';
import { Timeline } from './timeline/Timeline';
import { isUnverified } from './timeline/unverified';

export type { CasePanels } from './CasePanel';

type Props = {
  readonly view: CaseView;
  readonly stages: StageSlots;
  readonly panels: CasePanels;
  readonly onNavigate: (path: string) => void;
};

export function CaseBody({ view, stages, panels, onNavigate }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const { detail } = view;
  const caseId = detail.case.id;
  const bodyRef = useRef<HTMLDivElement>(null);
  const { widths, resize } = usePanelWidths(bodyRef);
  const [held, setPanes] = useState<Panes>(() => onePane(openingItem(detail)));
  const panes = renewed(held, detail.records);
  const [tab, setTab] = useState<PanelTab>(() => firstTab(detail, view.me));
  const [wideTabs, setWideTabs] = useState<ReadonlySet<PanelTab>>(new Set());
  const isWide = wideTabs.has(tab);
  const [pressed, setPressed] = useState(0);
  const [dialog, setDialog] = useState<DialogCommand | null>(null);
  const copy = useCommand(createCase);
  const isOpen = useSecondTurn();

  const startCopy = useCallback(async () => {
    const body = { idempotencyKey: newIdempotencyKey(), copyOf: caseId };
    const result = await copy.run({ body });
    if (result.ok) onNavigate(`/cases/${result.value.case.id}/edit`);
  }, [copy, caseId, onNavigate]);

  const onStep = (step: StepType) => {
    const place = placeOf(step);
    if (step === 'resubmitCopy') void startCopy();
    else if (place === 'form') onNavigate(`/cases/${caseId}/edit`);
    else if (place === 'lateEntry') onNavigate(`/cases/${caseId}/late-entry`);
    else if (place === 'queue' || place === 'schedule') onNavigate(`/${place}?case=${caseId}`);
    else if (place !== 'dialog') {
      if (tab === place) setPressed(pressed + 1);
      setTab(place);
    } else if (hasDialog(step)) setDialog(step);
  };

  return (
    <>
      <CaseHeader view={view} now={useNow()} onStep={onStep} />
      <Banners view={view} onOpenReport={() => setTab('report')} onStep={onStep} />
      {copy.error && <ErrorNotice error={copy.error} />}
      <div
        ref={bodyRef}
        className="case-body"
        data-wide={isWide}
        style={
          {
            '--case-timeline': `${widths.timeline}px`,
            '--case-panel': `${widths.panel}px`,
          } as CSSProperties
        }
      >
        <Timeline
          records={detail.records}
          openIds={openIdsOf(panes)}
          columns={panes.count}
          isLate={(record) => cameLate(detail.case, record)}
          onOpen={(record) => setPanes((now) => openIn(now, { kind: 'record', record }))}
          onCompare={(record) => setPanes((now) => openBeside(now, { kind: 'record', record }))}
          onFill={(record) =>
            setPanes((now) => openIn(setCount(now, 1), { kind: 'record', record }))
          }
          onColumns={(count) => setPanes((now) => setCount(now, count))}
        />
        <Divider
          label={t('layout.timelineWidth')}
          width={widths.timeline}
          direction={1}
          onResize={(width) => resize('timeline', width)}
        />
        <RecordStage
          detail={detail}
          panes={panes}
          slots={stages}
          canAdd={!CLOSED.includes(detail.case.state)}
          onActivate={(pane) => setPanes((now) => ({ ...now, active: pane }))}
          onClose={(pane) => setPanes((now) => closePane(now, pane))}
          onPut={(pane, item) => setPanes((now) => putInto(now, pane, item))}
          note={(item) =>
            item.kind === 'record' &&
            isUnverified(item.record) && <IdentityBar view={view} record={item.record} />
          }
        />
        <Divider
          label={t('layout.panelWidth')}
          width={widths.panel}
          direction={-1}
          onResize={(width) => resize('panel', width)}
        />
        {isOpen ? (
          <CasePanel
            view={view}
            panels={panels}
            tab={tab}
            onTab={setTab}
            isWide={isWide}
            onWide={(of, wide) => setWideTabs((before) => withTab(before, of, wide))}
            pressed={pressed}
            onOpenReport={(version) => setPanes((now) => openIn(now, { kind: 'report', version }))}
            onNavigate={onNavigate}
          />
        ) : (
          <aside className="case-panel" aria-busy />
        )}
      </div>
      {dialog && <CommandDialog view={view} type={dialog} onClose={() => setDialog(null)} />}
    </>
  );
}

/** States in which the server takes no more remarks and pictures. */
const CLOSED: readonly CaseState[] = ['archived', 'cancelled', 'rejected', 'enteredInError'];

const openIdsOf = ({ items, count }: Panes): readonly string[] =>
  items.slice(0, count).flatMap((item) => (item && item.kind !== 'report' ? [item.record.id] : []));

/** False in the first drawing: forms and editors come after the material, and give way to whatever it needs. */
function useSecondTurn(): boolean {
  const [isSecond, setSecond] = useState(false);
  useEffect(() => startTransition(() => setSecond(true)), []);
  return isSecond;
}

function withTab(
  tabs: ReadonlySet<PanelTab>,
  tab: PanelTab,
  isWide: boolean,
): ReadonlySet<PanelTab> {
  const next = new Set(tabs);
  if (isWide) next.add(tab);
  else next.delete(tab);
  return next;
}
