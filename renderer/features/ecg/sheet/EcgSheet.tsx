import { Button } from 'antd';
import { useCallback, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperSheet } from '../../../../shared/domain/ecg/paper';
import type { EcgRecording } from '../../../../shared/domain/ecg/recording';
import type { EcgTrace } from '../../../../shared/domain/ecg/traces';
import type { EcgPicture, EcgViewer } from '../../../ports/ecgViewer';
import { Notice } from '../../../ui/Notice';
import { CaliperBar, useCaliperText } from '../caliper/CaliperBar';
import { caliperMarks } from '../caliper/caliperMarks';
import { useCalipers } from '../caliper/useCalipers';
import { appliedFilters, filtered, filtersOf, NO_FILTER } from '../filter/filterChoice';
import { KeyOverlay } from '../keys/KeyOverlay';
import { useAnalysis } from '../measure/useAnalysis';
import type { EcgHead } from '../print/head';
import { PrintSheets, type PrintJob } from '../print/PrintSheets';
import { CalibrationDialog } from '../screen/CalibrationDialog';
import { useScreenScale } from '../screen/useScreenScale';
import { EcgToolbar, type OpenMenu } from './EcgToolbar';
import { ScaleLine } from './ScaleLine';
import { useScaleText } from './scaleText';
import { SheetStage, type StageHandle } from './SheetStage';
import { SidePanel, type PanelName } from './SidePanel';
import { useFrameSize } from './useFrameSize';
import { useSheet, type SheetState } from './useSheet';
import { useSheetKeys } from './useSheetKeys';
import { pxPerMmOf, zoomStep, type Zoom } from './zoom';

type Props = {
  readonly recording: EcgRecording;
  readonly viewer: EcgViewer;
  readonly head: EcgHead;
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
  const { t } = useTranslation('ecg');
  const [filter, setFilter] = useState(NO_FILTER);
  const shape = useCallback(
    (traces: readonly EcgTrace[], rate: number) => filtered(traces, rate, filtersOf(filter)),
    [filter],
  );
  const state = useSheet(recording, shape, startS);
  const { sheet, group } = state;
  const analysis = useAnalysis(group);
  const screen = useScreenScale();
  const [zoom, setZoom] = useState<Zoom>('width');
  const [menu, setMenu] = useState<OpenMenu>(null);
  const [panel, setPanel] = useState<PanelName | null>(null);
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
  const toggle = (name: PanelName): void => setPanel((now) => (now === name ? null : name));
  const fullscreen = (): void => void toggleFullscreen(section.current);
  const print = (): void => {
    if (!onPrint) return;
    const measured = analysis?.ok ? analysis.value : null;
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
      fullscreen,
      print,
      calibrate: () => setDialog('calibrate'),
      help: () => setDialog('help'),
    },
  });

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
      <div className="ecg-body" data-panel={panel ?? 'none'}>
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
        {panel !== null && (
          <SidePanel
            name={panel}
            analysis={analysis}
            facts={recording}
            calipers={calipers.state.calipers}
            onClose={() => setPanel(null)}
          />
        )}
      </div>
      <CaliperBar calipers={calipers} />
      <ScaleLine
        facts={recording}
        state={state}
        pxPerMm={pxPerMm}
        screen={screen}
        onCalibrate={() => setDialog('calibrate')}
      />
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

const PANELS = ['measure'] as const;

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

/** The whole view, so that dialogs and menus inside it stay with it. */
export async function toggleFullscreen(element: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await element?.requestFullscreen?.();
}

/** Every fifth second is enough to find one's place. */
const CLOCK_STEP_S = 5;

/** What is printed on a sheet of this recording besides the traces. */
function usePicture(
  recording: EcgRecording,
  { group, totalS, settings, isScaled, drawn }: SheetState,
  timeText: (atS: number) => string,
): (sheet: PaperSheet) => EcgPicture {
  const { t } = useTranslation('ecg');
  const scaleText = useScaleText();
  const filters = scaleText.filters(appliedFilters(drawn), recording.recorderFilter);
  const footer = [
    scaleText.scale(settings, isScaled),
    filters,
    `${Math.round(group.sampleRateHz)} Hz`,
    ...(recording.isLossy ? [t('lossy')] : []),
  ].join(' · ');
  return useCallback(
    (sheet) => ({
      sheet,
      sampleRateHz: group.sampleRateHz,
      footer,
      clock: totalS > sheet.toS - sheet.fromS + 0.1 ? clockOf(sheet, timeText) : [],
      remarks: {
        derived: t('remark.derived'),
        unscaled: t('remark.unscaled'),
        shifted: t('remark.shifted'),
      },
    }),
    [group, footer, totalS, timeText, t],
  );
}

function clockOf(
  { fromS, toS }: PaperSheet,
  timeText: (atS: number) => string,
): EcgPicture['clock'] {
  const first = Math.ceil(fromS / CLOCK_STEP_S - 1e-6);
  // a time at the very end would run off the paper
  const last = Math.floor((toS - 1) / CLOCK_STEP_S + 1e-6);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const atS = (first + at) * CLOCK_STEP_S;
    return { atS, text: timeText(atS) };
  });
}

/** `0:05` from the start of the recording. */
function elapsed(atS: number): string {
  const whole = Math.round(atS);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function CalibrationNotice({ state }: { readonly state: SheetState }): ReactElement | null {
  const { t } = useTranslation('ecg');
  const unscaled = state.traces.filter((trace) => trace.unscaled !== null);
  if (unscaled.length === 0) return null;
  const leads = unscaled.map(({ label }) => label).join(' ');
  return (
    <Notice tone="risk">
      {unscaled.length === state.traces.length ? t('unscaledAll') : t('unscaledSome', { leads })}
    </Notice>
  );
}
