import { Button } from 'antd';
import { useCallback, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperSheet } from '../../../../shared/domain/ecg/paper';
import type { EcgRecording } from '../../../../shared/domain/ecg/recording';
import type { EcgTrace } from '../../../../shared/domain/ecg/traces';
import type { EcgViewer } from '../../../ports/ecgViewer';
import { BEAT_SPEED_MM_PER_S, GRID_GAIN_MM_PER_MV } from '../beat/beatSheet';
import { CaliperBar, useCaliperText } from '../caliper/CaliperBar';
import { caliperMarks } from '../caliper/caliperMarks';
import { useCalipers } from '../caliper/useCalipers';
import type { CompareView } from '../compare/ComparePanel';
import { PriorStage } from '../compare/PriorStage';
import { usePrior, type EcgPrior, type PriorState } from '../compare/usePrior';
import { filtered, filtersOf, NO_FILTER } from '../filter/filterChoice';
import { KeyOverlay } from '../keys/KeyOverlay';
import { useAnalysis } from '../measure/useAnalysis';
import type { EcgHead } from '../print/head';
import type { PrintJob } from '../print/printJob';
import { PrintSheets } from '../print/PrintSheets';
import { CalibrationDialog } from '../screen/CalibrationDialog';
import { useScreenScale } from '../screen/useScreenScale';
import { BeatGridStage } from './BeatGridStage';
import { CalibrationNotice } from './CalibrationNotice';
import { EcgToolbar, type OpenMenu } from './EcgToolbar';
import { toggleFullscreen } from './fullscreen';
import { ScaleLine } from './ScaleLine';
import { SheetStage, type StageHandle } from './SheetStage';
import { PANELS, SidePanel, type PanelName } from './SidePanel';
import { useFrameSize } from './useFrameSize';
import { usePicture } from './usePicture';
import { useSheet } from './useSheet';
import { useSheetKeys } from './useSheetKeys';
import { pxPerMmOf, zoomStep, type Zoom } from './zoom';

type Props = {
  readonly recording: EcgRecording;
  readonly viewer: EcgViewer;
  readonly head: EcgHead;
  /** Other ECGs of the patient to compare with. */
  readonly priors?: readonly EcgPrior[];
  /** Prints the window once `.ecg-print` holds the pages. */
  readonly onPrint?: () => Promise<void>;
  /** Where the first sheet begins, seconds from the start of the recording. */
  readonly startS?: number;
  /** Name of a moment; minutes and seconds from the start when absent. */
  readonly timeText?: (atS: number) => string;
  /** Goes in front of the toolbar. */
  readonly lead?: ReactNode;
};

/** A recording on calibrated paper, with everything to read and measure it. */
export function EcgSheet(props: Props): ReactElement {
  const { recording, viewer, head, onPrint, startS = 0, timeText = elapsed, lead } = props;
  const { priors = NO_PRIORS } = props;
  const { t } = useTranslation('ecg');
  const [filter, setFilter] = useState(NO_FILTER);
  const shape = useCallback(
    (traces: readonly EcgTrace[], rate: number) => filtered(traces, rate, filtersOf(filter)),
    [filter],
  );
  const state = useSheet(recording, shape, startS);
  const { sheet, group } = state;
  const analysis = useAnalysis(group);
  const measured = analysis?.ok ? analysis.value : null;
  const prior = usePrior(priors);
  const screen = useScreenScale();
  const [zoom, setZoom] = useState<Zoom>('width');
  const [menu, setMenu] = useState<OpenMenu>(null);
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [view, setView] = useState<CompareView>('sheets');
  const [dialog, setDialog] = useState<'calibrate' | 'help' | null>(null);
  const [job, setJob] = useState<PrintJob | null>(null);
  const section = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const stage = useRef<StageHandle>(null);
  const size = useFrameSize(frame);
  const pxPerMm = pxPerMmOf(zoom, {
    frameWidth: size.width,
    frameHeight: size.height,
    sheet,
    realPxPerMm: screen.pxPerMm,
    ratio: screen.ratio,
  });
  const pictureOf = usePicture(recording, state, timeText);
  const picture = useMemo(() => pictureOf(sheet), [pictureOf, sheet]);
  const textOf = useCaliperText();
  const calipers = useCalipers({
    sheet,
    traces: useMemo(() => state.allRows.flat().filter((trace) => trace !== null), [state.allRows]),
    sampleRateHz: group.sampleRateHz,
    pxPerMm,
    textOf,
    onDouble: ({ trace }) => state.setSolo(state.solo === null ? trace.label : null),
  });

  const step = (direction: 1 | -1): void => setZoom(zoomStep(pxPerMm, screen.pxPerMm, direction));
  const toggle = (name: PanelName): void => {
    // beats are spread out for a panel that speaks of them, never left behind it
    setView('sheets');
    setPanel((now) => (now === name ? null : name));
    if (name === 'compare' && prior.id === null) prior.choose(priors[0]?.id ?? null);
  };
  const fullscreen = (): void => void toggleFullscreen(section.current);
  const print = (): void => {
    if (!onPrint) return;
    const marksOf = (page: PaperSheet) =>
      caliperMarks(page, { ...calipers.state, selectedId: null }, (caliper, strip) =>
        textOf(caliper, strip.trace),
      );
    setJob({ viewer, head, facts: recording, analysis: measured, state, pictureOf, marksOf });
  };
  useSheetKeys({
    section,
    stage,
    state,
    calipers,
    on: {
      zoom: (direction) => {
        stage.current?.holdMiddle();
        step(direction);
      },
      fit: setZoom,
      menu: (name) => setMenu((now) => (now === name ? null : name)),
      panel: toggle,
      spread: () => panel && setView((now) => (now === 'beats' ? 'sheets' : 'beats')),
      fullscreen,
      print,
      calibrate: () => setDialog('calibrate'),
      help: () => setDialog('help'),
    },
  });
  const { compared, isBeats } = shownBy(panel, view, prior.state);

  return (
    <section ref={section} className="ecg" aria-label={head.title}>
      <EcgToolbar
        lead={lead}
        timeText={timeText}
        recording={recording}
        state={state}
        filter={filter}
        onFilter={setFilter}
        menu={menu}
        onMenu={setMenu}
        zoom={zoom}
        onZoom={setZoom}
        percent={(pxPerMm / screen.pxPerMm) * 100}
        panels={<PanelButtons open={panel} onToggle={toggle} />}
        onFullscreen={fullscreen}
        onPrint={onPrint ? print : null}
        onHelp={() => setDialog('help')}
      />
      <CalibrationNotice state={state} />
      <div className="ecg-body">
        <div className="ecg-stages">
          {isBeats && (
            <BeatGridStage
              viewer={viewer}
              now={analysis}
              before={compared?.analysis ?? null}
              screen={screen}
            />
          )}
          {/* stays in place, so that its scroll position is there when the beats are put away */}
          <div className="ecg-stage" data-covered={isBeats}>
            <SheetStage
              viewer={viewer}
              picture={picture}
              marks={calipers.marks}
              pxPerMm={pxPerMm}
              frame={frame}
              label={t('sheet')}
              pointers={calipers.pointers}
              onZoom={step}
              handle={stage}
            />
          </div>
          {compared && !isBeats && (
            <PriorStage
              viewer={viewer}
              prior={compared.prior}
              recording={compared.recording}
              settings={state.settings}
              shape={shape}
              pxPerMm={pxPerMm}
            />
          )}
        </div>
        {panel !== null && (
          <SidePanel
            name={panel}
            viewer={viewer}
            analysis={analysis}
            facts={recording}
            calipers={calipers.state.calipers}
            screen={screen}
            priors={priors}
            prior={prior}
            view={view}
            onView={setView}
            onClose={() => setPanel(null)}
          />
        )}
      </div>
      {isBeats ? (
        <BeatLine />
      ) : (
        <>
          <CaliperBar calipers={calipers} />
          <ScaleLine
            facts={recording}
            state={state}
            pxPerMm={pxPerMm}
            screen={screen}
            onCalibrate={() => setDialog('calibrate')}
          />
        </>
      )}
      <CalibrationDialog
        open={dialog === 'calibrate'}
        screen={screen}
        onClose={() => setDialog(null)}
      />
      <KeyOverlay open={dialog === 'help'} of="sheet" onClose={() => setDialog(null)} />
      {job && onPrint && (
        <PrintSheets job={job} onReady={() => void onPrint().finally(() => setJob(null))} />
      )}
    </section>
  );
}

/** What stands beside or in place of the sheet. */
function shownBy(panel: PanelName | null, view: CompareView, prior: PriorState) {
  const compared = panel === 'compare' && prior.status === 'ready' ? prior : null;
  return { compared, isBeats: (panel === 'beat' || panel === 'compare') && view === 'beats' };
}

const NO_PRIORS: readonly EcgPrior[] = [];

function PanelButtons(props: {
  readonly open: PanelName | null;
  readonly onToggle: (name: PanelName) => void;
}): ReactElement {
  const { t } = useTranslation('ecg');
  return (
    <>
      {PANELS.map((name) => (
        <Button
          key={name}
          size="small"
          type={props.open === name ? 'primary' : 'default'}
          aria-pressed={props.open === name}
          onClick={() => props.onToggle(name)}
        >
          {t(`panel.${name}`)}
        </Button>
      ))}
    </>
  );
}

/** The averaged beats have a paper of their own. */
function BeatLine(): ReactElement {
  const { t } = useTranslation('ecg');
  return (
    <p className="ecg-line ecg-scale">
      <b>{t('scale', { speed: BEAT_SPEED_MM_PER_S, gain: GRID_GAIN_MM_PER_MV })}</b>
      <span>{t('beat.line')}</span>
    </p>
  );
}

/** `0:05` from the start of the recording. */
function elapsed(atS: number): string {
  const whole = Math.round(atS);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
