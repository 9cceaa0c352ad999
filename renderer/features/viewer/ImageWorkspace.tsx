import { ConfigProvider, theme } from 'antd';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Measurement, MeasurementValue } from '../../../shared/domain/imaging/measurement';
import { OVERLAY_KINDS, type DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type {
  DicomWebFetcher,
  ImageViewerFactory,
  MeasuredValue,
  ViewportHandle,
  ViewportState,
} from '../../ports/imageViewer';
import type { Companion } from '../../ports/companionScreen';
import { protocolsWith } from './arrange';
import type { ArrangementShelf } from './arrangement';
import { FirstPicture } from './FirstPicture';
import type { KeyImageItem } from './KeyImageStrip';
import { hangingShelf } from './savedHangings';
import { MprBar } from './MprBar';
import { MprStatus } from './MprStatus';
import { NoticeLine } from './NoticeLine';
import { SeriesRail } from './SeriesRail';
import { ShortcutOverlay } from './ShortcutOverlay';
import { MeasurementPanel } from './MeasurementPanel';
import { withoutSeries } from './hiddenSeries';
import { activeSet, allSets, createViewerStore, type ViewerState } from './store';
import { solidRefusal } from './solid';
import { useBeside } from './useBeside';
import { useCompanion, useLedPlaces } from './useCompanion';
import { useConductor } from './useConductor';
import { useFirstPicture } from './useFirstPicture';
import { useLooks } from './useLooks';
import { useMeasurements } from './useMeasurements';
import { useArrangement, useScreens } from './useScreens';
import { useViewer } from './useViewer';
import { useMpr } from './useMpr';
import { SegmentPanel } from './segments/SegmentPanel';
import { useSegments } from './segments/useSegments';
import { failureText } from './segments/words';
import {
  useShortcuts,
  useViewerCommands,
  type CapturedKeyImage,
  type OtherCommands,
} from './useViewerCommands';
import './viewer.css';
import { ViewerFoot, type StripTools } from './ViewerFoot';
import { ViewerStage } from './ViewerStage';
import { VolumeStage } from './VolumeStage';
import { measurementLines } from './words';
import { WorkspaceToolbar } from './WorkspaceToolbar';

export type ImageWorkspaceProps = {
  /** Studies of the case, in the order of the rail. */
  readonly studies: readonly { readonly studyInstanceUid: string }[];
  /** A study asked for beside the one in front: it is put into the second of two viewports. */
  readonly beside?: string | null;
  /** Both must be stable: a new one starts the viewer again. */
  readonly fetcher: DicomWebFetcher;
  readonly viewerFactory: ImageViewerFactory;
  readonly keyImages: readonly KeyImageItem[];
  /** Absent where nothing takes key images; then neither the tool nor the strip is there. */
  readonly onKeyImage?: (captured: CapturedKeyImage) => void;
  readonly measurements: readonly Measurement[];
  /** The whole list, the values of those on the series just drawn on, and where a frame is filed. */
  readonly onMeasurementsChange: (
    all: readonly Measurement[],
    onThisSeries: readonly MeasuredValue[],
    setOf: ViewerState['setOf'],
  ) => void;
  /** Drawn over a picture, between it and the words on it; stable. Not called while drawings are hidden. */
  readonly over?: ((view: ViewportState, set: DisplaySet) => ReactNode) | undefined;
  /** Stands below the pictures in place of the plain list of key images. */
  readonly strip?: ((tools: StripTools) => ReactNode) | undefined;
  /** Series that are no pictures to choose, such as those that hold the drawings shown anyway. */
  readonly hiddenSeries?: ReadonlySet<string> | undefined;
  /** For sharing the view in a conference: called as viewports come and go. */
  readonly onViewport?: (slot: number, handle: ViewportHandle | null) => void;
  /** The viewer on the other screen; stable. */
  readonly companion?: Companion | null;
  /** Opens the second screen; absent on that screen itself. `false`: it could not be opened. */
  readonly onSecondScreen?: (() => Promise<boolean>) | undefined;
  /** Shows a series on the second screen, opening it if need be. */
  readonly onSendSeries?: ((displaySetId: string) => Promise<boolean>) | undefined;
  /** Where this window remembers which series it showed where; stable. */
  readonly arrangement?: ArrangementShelf | undefined;
  /** True where the site declared this screen diagnostic grade; otherwise the notice says it is not confirmed. */
  readonly diagnosticDisplay?: boolean;
};

const DARK = {
  // the page around is light, and its tokens would win over what the dark algorithm derives
  inherit: false,
  algorithm: theme.darkAlgorithm,
  token: { colorPrimary: '#8c8c8c', colorBgBase: '#0d0d0d', fontSize: 13 },
};

const NO_SERIES: ReadonlySet<string> = new Set();

type Others = {
  readonly drawn: ReturnType<typeof useMeasurements>;
  readonly mpr: ReturnType<typeof useMpr>;
  readonly screens: ReturnType<typeof useScreens>;
  readonly segments: ReturnType<typeof useSegments>;
};

/** Keeps what keys and buttons do beyond the viewports at hand for them. */
function useOtherCommands(
  others: RefObject<OtherCommands | null>,
  { drawn, mpr, screens, segments }: Others,
): void {
  useEffect(() => {
    const { toggle, thicker, thinner, nextMode } = mpr.commands;
    others.current = {
      ...drawn,
      mpr: toggle,
      thicker,
      thinner,
      slabMode: nextMode,
      secondScreen: screens.secondScreen,
      segmentsShown: () => segments.overlays.getState().toggle(),
    };
  }, [others, drawn, mpr, screens, segments]);
}

function useListed(
  studies: ViewerState['studies'],
  hiddenSeries: ReadonlySet<string> | undefined,
): ViewerState['studies'] {
  return useMemo(() => withoutSeries(studies, hiddenSeries ?? NO_SERIES), [studies, hiddenSeries]);
}

/** The picture stage of a case: series rail, toolbar, viewports and the key image strip. */
export function ImageWorkspace(props: ImageWorkspaceProps): ReactElement {
  const { studies, fetcher, viewerFactory, keyImages, measurements } = props;
  const { t } = useTranslation('viewer');
  const rootRef = useRef<HTMLDivElement>(null);
  const [store] = useState(() =>
    createViewerStore({
      fetcher,
      protocols: protocolsWith,
      isTall: () => {
        const { clientWidth = 0, clientHeight = 0 } = rootRef.current ?? {};
        return clientHeight > clientWidth;
      },
      hangings: hangingShelf(window.localStorage),
      arrangement: props.arrangement,
    }),
  );
  const state = useStore(store);
  const measurementText = useCallback((value: MeasurementValue) => measurementLines(t, value), [t]);
  const first = useFirstPicture(state);
  const isDue = first.isViewerDue;
  const load = useViewer({ viewerFactory, fetcher, measurementText, isDue });
  const others = useRef<OtherCommands | null>(null);
  const onKeyImage = props.onKeyImage ?? null;
  const viewer = load.status === 'ready' ? load.viewer : null;
  const cannotBeSolid = solidRefusal(viewer, activeSet(state)?.modality ?? null);
  const commands = useViewerCommands({ store, rootRef, onKeyImage, others, viewer });
  const drawn = useMeasurements({
    store,
    measurements,
    onChange: (all, onThisSeries) =>
      props.onMeasurementsChange(all, onThisSeries, store.getState().setOf),
    handles: commands.handles,
  });
  const looks = useLooks({ store, commands, restore: drawn.restore });
  const mpr = useMpr({ store, viewer, handleOf: commands.handleOf });
  const screens = useScreens(store, props);
  const segments = useSegments({ store, fetcher, handleOf: commands.handleOf });
  useOtherCommands(others, { drawn, mpr, screens, segments });
  useShortcuts(rootRef, commands.perform);

  const uids = studies.map(({ studyInstanceUid }) => studyInstanceUid).join(' ');
  useEffect(
    () => void store.getState().openStudies(uids.split(' ').filter(Boolean)),
    [store, uids],
  );

  useBeside(store, props.beside ?? null);
  const led = useLedPlaces();
  const conduct = useConductor({ store, handleOf: commands.handleOf, isLed: led.isLed });
  useCompanion({ store, companion: props.companion, handleOf: commands.handleOf, led });
  useArrangement(store, props.arrangement);
  const { onViewport } = props;
  const attach = useCallback(
    (slot: number, handle: ViewportHandle | null): void => {
      commands.attach(slot, handle);
      if (handle) {
        drawn.listen(slot, handle);
        conduct(slot, handle);
        mpr.listen(slot, handle);
      }
      onViewport?.(slot, handle);
    },
    [commands, drawn, conduct, mpr, onViewport],
  );

  const listed = useListed(state.studies, props.hiddenSeries);
  const overPicture = state.drawingsShown ? props.over : undefined;
  const over = useCallback(
    (view: ViewportState, set: DisplaySet) => (
      <>
        {segments.over(view, set)}
        {overPicture?.(view, set)}
      </>
    ),
    [segments, overPicture],
  );
  const refusalOf = useCallback(
    (set: DisplaySet) => {
      const failure = segments.refusalOf(set.id);
      return failure && failureText(t, set.kind, failure);
    },
    [segments, t],
  );
  const shownIds = useMemo(
    () => state.assigned.map((assignment) => assignment?.setId ?? null),
    [state.assigned],
  );
  return (
    <ConfigProvider theme={DARK} getPopupContainer={() => rootRef.current ?? document.body}>
      <div ref={rootRef} className="hz-viewer">
        <WorkspaceToolbar
          state={state}
          hasKeyImages={props.onKeyImage !== undefined}
          volumeRefusal={cannotBeSolid}
          hasSecondScreen={props.onSecondScreen !== undefined}
          commands={commands}
        />
        <div className={state.panel === null ? 'hz-middle' : 'hz-middle hz-middle-panel'}>
          <SeriesRail
            studies={listed}
            fetcher={fetcher}
            hasPreviews={isDue}
            shownIds={shownIds}
            onOpen={(id) => segments.open(state.active, id)}
            onRetry={(uid) => void state.retryStudy(uid)}
            onSend={props.onSendSeries && screens.send}
          />
          {viewer ? (
            <div className="hz-centre">
              {state.mpr && <MprBar mpr={state.mpr} commands={mpr.commands} />}
              <ViewerStage
                store={store}
                viewer={viewer}
                onHandle={attach}
                onShown={looks.onShown}
                over={over}
                refusalOf={refusalOf}
                onDropSet={segments.open}
              />
              {state.volume && (
                <VolumeStage
                  key={state.volume.id}
                  viewer={viewer}
                  set={state.volume}
                  onLeave={() => state.showVolume(null)}
                />
              )}
              {state.mprLoad && <MprStatus load={state.mprLoad} commands={mpr.commands} />}
            </div>
          ) : (
            <StageNote hasFailed={load.status === 'failed'} />
          )}
          {state.panel === 'measurements' && (
            <MeasurementPanel
              measurements={measurements}
              values={state.values}
              setOf={state.setOf}
              isShown={state.drawingsShown}
              onShow={commands.drawings}
              onOpen={(measurement) => {
                commands.openPicture(measurement);
                commands.handleOf(state.active)?.selectMeasurement(measurement.id);
              }}
              onRename={commands.rename}
              onRemove={drawn.remove}
            />
          )}
          {state.panel === 'segments' && (
            <SegmentPanel
              segments={segments}
              objects={allSets(listed).filter(({ kind }) => OVERLAY_KINDS.has(kind))}
              onOpen={(id) => segments.open(state.active, id)}
            />
          )}
          {first.pictures && load.status !== 'failed' && (
            <FirstPicture
              pictures={first.pictures}
              layout={first.layout}
              fetcher={fetcher}
              onSettled={first.onSettled}
            />
          )}
        </div>
        <ViewerFoot
          tools={{
            drawingsShown: state.drawingsShown,
            showDrawings: (isShown) => {
              if (isShown !== state.drawingsShown) commands.drawings();
            },
            open: looks.open,
          }}
          strip={props.strip}
          keyImages={props.onKeyImage ? keyImages : null}
          isDiagnostic={props.diagnosticDisplay === true}
        />
        <NoticeLine notice={state.notice} onGone={() => state.tell(null)} />
        <ShortcutOverlay
          open={state.helpOpen}
          modality={activeSet(state)?.modality ?? ''}
          onClose={state.toggleHelp}
        />
      </div>
    </ConfigProvider>
  );
}

function StageNote({ hasFailed }: { readonly hasFailed: boolean }): ReactElement {
  const { t } = useTranslation('viewer');
  return (
    <p className="hz-stage-note" role={hasFailed ? 'alert' : 'status'}>
      {t(hasFailed ? 'stage.failed' : 'stage.starting')}
    </p>
  );
}
