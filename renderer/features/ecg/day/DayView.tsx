import { Button, Spin, Tabs, type InputRef } from 'antd';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { EcgManifest } from '../../../../shared/domain/ecg/manifest';
import type { LaneViewer } from '../../../ports/ecgLanes';
import type { LongEcg } from '../../../ports/ecgSource';
import type { EcgViewer } from '../../../ports/ecgViewer';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { Notice } from '../../../ui/Notice';
import { KeyOverlay } from '../keys/KeyOverlay';
import type { EcgHead } from '../print/head';
import { EcgSheet } from '../sheet/EcgSheet';
import { toggleFullscreen } from '../sheet/fullscreen';
import { clockText, momentText, secondOfDay } from './clock';
import { DayDisclosure } from './DayDisclosure';
import { DayNavigator } from './DayNavigator';
import { createDayStore, goTo, middleOf, openPage, type DayStore } from './dayStore';
import { DayStrips } from './DayStrips';
import { DaySummary } from './DaySummary';
import { DayToolbar, GO_SPAN_S } from './DayToolbar';
import { EventList } from './EventList';
import { useBeats } from './useBeats';
import { useDayKeys } from './useDayKeys';
import { useExcerpt } from './useExcerpt';
import { useLongAnalysis } from './useLongAnalysis';
import { useMoment } from './useMoment';
import { useTiles } from './useTiles';

export type DayViewProps = {
  readonly manifest: EcgManifest;
  readonly long: LongEcg;
  readonly lanes: LaneViewer;
  readonly viewer: EcgViewer;
  readonly head: EcgHead;
  /** Goes in front of the toolbar. */
  readonly lead?: ReactNode;
  readonly onPrint?: () => Promise<void>;
};

/** A recording of hours: the whole at once, any moment of it, and its pages line by line. */
export function DayView(props: DayViewProps): ReactElement {
  const { manifest, long, lanes, head: caseHead } = props;
  const { t } = useTranslation('ecg');
  const group = manifest.groups[0];
  if (!group) throw new Error('a recording has at least one group');
  const totalS = group.sampleCount / group.sampleRateHz;
  const [day] = useState(() =>
    createDayStore(
      totalS,
      group.channels.map((_, index) => index),
    ),
  );
  const mode = useStore(day, (state) => state.mode);
  const channels = useStore(day, (state) => state.channels);
  const pageChannel = useStore(day, (state) => state.pageChannel);
  const shown = useMemo(
    () => (mode === 'disclosure' ? [pageChannel] : channels),
    [mode, pageChannel, channels],
  );
  const redraw = useRef<() => void>(() => undefined);
  const drawAgain = useCallback(() => redraw.current(), []);
  const { store, error } = useTiles(long, manifest, shown, drawAgain);
  const analysis = useLongAnalysis(long, manifest.derived === 'ready');
  const beatsIn = useBeats(long, group.sampleRateHz, manifest.derived === 'ready', drawAgain);
  const startOfDayS = secondOfDay(manifest.recordedAt);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const [leadsOpen, setLeadsOpen] = useState(false);
  const [isHelp, setHelp] = useState(false);
  const section = useRef<HTMLElement>(null);
  const timeField = useRef<InputRef>(null);
  const events = analysis?.events ?? NONE;

  const open = (atS: number): void => day.getState().set({ cursorS: atS, mode: 'paper' });
  const go = (atS: number): void => goTo(day, atS, GO_SPAN_S);
  const step = (direction: 1 | -1): void => {
    const { cursorS, view, mode: now, pageStartS } = day.getState();
    const from = cursorS ?? (now === 'disclosure' ? pageStartS : view.startS);
    const next =
      direction === 1
        ? events.find(({ fromS }) => fromS > from + 1e-6)
        : events.findLast(({ fromS }) => fromS < from - 1e-6);
    if (next) go(next.fromS);
  };
  const fullscreen = (): void => void toggleFullscreen(section.current);
  useDayKeys(
    {
      section,
      day,
      on: {
        step,
        goTo: () => timeField.current?.focus({ cursor: 'all' }),
        disclosure: () => openPage(day),
        leads: () => setLeadsOpen((now) => !now),
        paper: () => open(middleOf(day)),
        panel: () => setPanelOpen((now) => !now),
        fullscreen,
        help: () => setHelp(true),
      },
    },
    mode !== 'paper',
  );

  const common = { day, viewer: lanes, store, head: group, startOfDayS, events, redraw };
  return (
    <section ref={section} className="ecg ecg-day" aria-label={caseHead.title}>
      {mode === 'paper' ? (
        <DayPaper {...props} day={day} startOfDayS={startOfDayS} />
      ) : (
        <>
          <DayToolbar
            lead={props.lead}
            day={day}
            head={group}
            startOfDayS={startOfDayS}
            timeField={timeField}
            onStep={events.length > 0 ? step : null}
            leadsOpen={leadsOpen}
            onLeads={setLeadsOpen}
            isPanelOpen={isPanelOpen}
            onPanel={() => setPanelOpen((now) => !now)}
            onFullscreen={fullscreen}
            onHelp={() => setHelp(true)}
            onMode={(to) =>
              to === 'paper'
                ? open(middleOf(day))
                : to === 'disclosure'
                  ? openPage(day)
                  : day.getState().set({ mode: to })
            }
          />
          {manifest.derived === 'waiting' && <Notice tone="plain">{t('day.waiting')}</Notice>}
          {error && <ErrorNotice error={error} onRetry={() => store.retry()} />}
          <DayNavigator day={day} analysis={analysis} startOfDayS={startOfDayS} />
          <div className="ecg-body">
            {mode === 'strips' ? (
              <DayStrips
                {...common}
                channels={shown}
                beatsIn={beatsIn}
                annotations={manifest.annotations}
                onOpen={open}
              />
            ) : (
              <DayDisclosure {...common} channel={pageChannel} onOpen={open} />
            )}
            {isPanelOpen && (
              <aside className="ecg-panel" aria-label={t('day.panel')}>
                {analysis ? (
                  <PanelTabs day={day} analysis={analysis} startOfDayS={startOfDayS} onGo={go} />
                ) : (
                  <p className="ecg-hint">{t('day.noAnalysis')}</p>
                )}
              </aside>
            )}
          </div>
          <DayLine day={day} manifest={manifest} startOfDayS={startOfDayS} />
        </>
      )}
      <KeyOverlay open={isHelp} of="day" onClose={() => setHelp(false)} />
    </section>
  );
}

const NONE: readonly [] = [];

type PanelProps = {
  readonly day: DayStore;
  readonly analysis: NonNullable<ReturnType<typeof useLongAnalysis>>;
  readonly startOfDayS: number | null;
  readonly onGo: (atS: number) => void;
};

function PanelTabs({ day, analysis, startOfDayS, onGo }: PanelProps): ReactElement {
  const { t } = useTranslation('ecg');
  const cursorS = useStore(day, (state) => state.cursorS);
  return (
    <Tabs
      size="small"
      items={[
        {
          key: 'events',
          label: t('day.hints'),
          children: (
            <EventList
              analysis={analysis}
              startOfDayS={startOfDayS}
              cursorS={cursorS}
              onGo={({ fromS }) => onGo(fromS)}
            />
          ),
        },
        {
          key: 'summary',
          label: t('day.summary'),
          children: <DaySummary analysis={analysis} startOfDayS={startOfDayS} onGo={onGo} />,
        },
      ]}
    />
  );
}

type LineProps = Pick<PanelProps, 'day' | 'startOfDayS'> & { readonly manifest: EcgManifest };

/** What is in the window and whether it is all there. */
function DayLine({ day, manifest, startOfDayS }: LineProps): ReactElement {
  const { t } = useTranslation('ecg');
  const view = useStore(day, (state) => state.view);
  const isCoarse = useStore(day, (state) => state.isCoarse);
  const cursorS = useStore(day, (state) => state.cursorS);
  const mode = useStore(day, (state) => state.mode);
  const moment = useMoment(startOfDayS);
  const [group] = manifest.groups;
  const stepS = view.spanS < 10 ? 0.1 : 1;
  return (
    <p className="ecg-line ecg-scale">
      {mode === 'strips' && (
        <b>
          {t('day.window', {
            from: moment(view.startS, stepS),
            to: moment(view.startS + view.spanS, stepS),
          })}
        </b>
      )}
      {cursorS !== null && (
        <span>
          {t('day.cursor', {
            clock: moment(cursorS),
            elapsed: clockText(cursorS),
          })}
        </span>
      )}
      <span>
        {t('day.recording', {
          length: clockText(day.getState().totalS),
          leads: group?.channels.length ?? 0,
          rate: Math.round(group?.sampleRateHz ?? 0),
        })}
      </span>
      {manifest.recordedAt !== null && (
        <span>{t('day.startedAt', { time: manifest.recordedAt.replace('T', ' ') })}</span>
      )}
      {group?.channels.some(({ calibration }) => calibration === null) === true && (
        <span className="ecg-unmeasured">{t('day.unscaled')}</span>
      )}
      <span className="ecg-coarse" role="status">
        {isCoarse ? t('day.coarse') : ''}
      </span>
    </p>
  );
}

type PaperProps = DayViewProps & Pick<PanelProps, 'day' | 'startOfDayS'>;

/** A minute of the recording on calibrated paper, with all the tools of a short one. */
function DayPaper(props: PaperProps): ReactElement {
  const { day, long, manifest, viewer, head, onPrint, startOfDayS } = props;
  const { t } = useTranslation('ecg');
  const [atS] = useState(() => middleOf(day));
  const state = useExcerpt(long, manifest, atS);
  const back = (): void => day.getState().set({ mode: 'strips' });
  const offsetS = state.status === 'ready' ? state.excerpt.offsetS : 0;
  const timeText = useCallback(
    (at: number) => momentText(offsetS + at, startOfDayS),
    [offsetS, startOfDayS],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Backspace' && event.altKey) back();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  const button = (
    <Button size="small" onClick={back}>
      {t('day.back')}
    </Button>
  );
  if (state.status === 'ready')
    return (
      <EcgSheet
        recording={state.excerpt.recording}
        viewer={viewer}
        head={head}
        startS={Math.max(0, state.excerpt.atS - SHEET_HALF_S)}
        timeText={timeText}
        lead={button}
        {...(onPrint && { onPrint })}
      />
    );
  return (
    <div className="ecg-waiting">
      {button}
      {state.status === 'failed' ? <ErrorNotice error={state.error} /> : <Spin />}
    </div>
  );
}

/** The moment asked for stands in the middle of a sheet. */
const SHEET_HALF_S = 5;
