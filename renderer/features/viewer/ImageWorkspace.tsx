import { ConfigProvider, theme } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Measurement, MeasurementValue } from '../../../shared/domain/imaging/measurement';
import type {
  DicomWebFetcher,
  ImageViewerFactory,
  MeasuredValue,
  ViewportHandle,
  ViewportState,
} from '../../ports/imageViewer';
import { FirstPicture } from './FirstPicture';
import { KeyImageStrip, type KeyImageItem } from './KeyImageStrip';
import { SeriesRail } from './SeriesRail';
import { ShortcutOverlay } from './ShortcutOverlay';
import { allSets, createViewerStore } from './store';
import { useFirstPicture } from './useFirstPicture';
import { useMeasurements } from './useMeasurements';
import { useViewer } from './useViewer';
import {
  activeSet,
  useShortcuts,
  useViewerCommands,
  type CapturedKeyImage,
} from './useViewerCommands';
import './viewer.css';
import { ViewerStage } from './ViewerStage';
import { ViewerToolbar } from './ViewerToolbar';
import { measurementLines } from './words';

export type ImageWorkspaceProps = {
  /** Studies of the case, in the order of the rail. */
  readonly studies: readonly { readonly studyInstanceUid: string }[];
  /** Both must be stable: a new one starts the viewer again. */
  readonly fetcher: DicomWebFetcher;
  readonly viewerFactory: ImageViewerFactory;
  readonly keyImages: readonly KeyImageItem[];
  /** Absent where nothing takes key images; then neither the tool nor the strip is there. */
  readonly onKeyImage?: (captured: CapturedKeyImage) => void;
  readonly measurements: readonly Measurement[];
  /** The whole list, and the values of those on the series just drawn on. */
  readonly onMeasurementsChange: (
    all: readonly Measurement[],
    onThisSeries: readonly MeasuredValue[],
  ) => void;
  /** For sharing the view in a conference: called as viewports come and go. */
  readonly onViewport?: (slot: number, handle: ViewportHandle | null) => void;
  /** True where the site declared this screen diagnostic grade; otherwise the notice says it is not confirmed. */
  readonly diagnosticDisplay?: boolean;
};

const DARK = {
  // the page around is light, and its tokens would win over what the dark algorithm derives
  inherit: false,
  algorithm: theme.darkAlgorithm,
  token: { colorPrimary: '#8c8c8c', colorBgBase: '#0d0d0d', fontSize: 13 },
};

/** The picture stage of a case: series rail, toolbar, viewports and the key image strip. */
export function ImageWorkspace(props: ImageWorkspaceProps): ReactElement {
  const { studies, fetcher, viewerFactory, keyImages, measurements } = props;
  const { t } = useTranslation('viewer');
  const rootRef = useRef<HTMLDivElement>(null);
  const [store] = useState(() => createViewerStore({ fetcher }));
  const state = useStore(store);
  const measurementText = useCallback((value: MeasurementValue) => measurementLines(t, value), [t]);
  const first = useFirstPicture(state);
  const isDue = first.isViewerDue;
  const load = useViewer({ viewerFactory, fetcher, measurementText, isDue });
  const commands = useViewerCommands({ store, rootRef, onKeyImage: props.onKeyImage ?? null });
  const { listen, restore } = useMeasurements({
    store,
    measurements,
    onChange: props.onMeasurementsChange,
    handleOf: commands.handleOf,
  });
  useShortcuts(rootRef, commands.perform);

  const uids = studies.map(({ studyInstanceUid }) => studyInstanceUid).join(' ');
  useEffect(
    () => void store.getState().openStudies(uids.split(' ').filter(Boolean)),
    [store, uids],
  );

  const { onViewport } = props;
  const attach = useCallback(
    (slot: number, handle: ViewportHandle | null): void => {
      commands.attach(slot, handle);
      if (handle) listen(slot, handle);
      onViewport?.(slot, handle);
    },
    [commands, listen, onViewport],
  );
  const openKeyImage = useOpenKeyImage(store, commands.handleOf);

  const view = state.slots[state.active]?.view ?? null;
  const set = activeSet(state);
  const shownIds = useMemo(() => state.assigned, [state.assigned]);
  return (
    <ConfigProvider theme={DARK} getPopupContainer={() => rootRef.current ?? document.body}>
      <div ref={rootRef} className="hz-viewer">
        <ViewerToolbar
          tool={state.tool}
          layout={state.layout}
          {...toolbarFacts(view, set?.modality ?? null)}
          hasKeyImages={props.onKeyImage !== undefined}
          actions={commands}
        />
        <div className="hz-middle">
          <SeriesRail
            studies={state.studies}
            fetcher={fetcher}
            hasPreviews={isDue}
            shownIds={shownIds}
            onOpen={(id) => state.assign(state.active, id)}
            onRetry={(uid) => void state.retryStudy(uid)}
          />
          {load.status === 'ready' ? (
            <ViewerStage store={store} viewer={load.viewer} onHandle={attach} onShown={restore} />
          ) : (
            <p className="hz-stage-note" role={load.status === 'failed' ? 'alert' : 'status'}>
              {t(load.status === 'failed' ? 'stage.failed' : 'stage.starting')}
            </p>
          )}
          {first.set && load.status !== 'failed' && (
            <FirstPicture set={first.set} fetcher={fetcher} onSettled={first.onSettled} />
          )}
        </div>
        <footer className="hz-foot">
          {props.onKeyImage && <KeyImageStrip items={keyImages} onOpen={openKeyImage} />}
          <p className="hz-notice">
            {t('notice.use')}
            {props.diagnosticDisplay !== true && ` ${t('notice.display')}`}
          </p>
        </footer>
        <ShortcutOverlay
          open={state.helpOpen}
          modality={set?.modality ?? ''}
          onClose={state.toggleHelp}
        />
      </div>
    </ConfigProvider>
  );
}

/** What the toolbar shows of the picture in the active slot. */
function toolbarFacts(view: ViewportState | null, modality: string | null) {
  if (view === null)
    return { modality: null, windowChoice: null, inverted: false, playing: false, canPlay: false };
  const { windowChoice, inverted, cineRate, count } = view;
  return { modality, windowChoice, inverted, playing: cineRate !== null, canPlay: count > 1 };
}

/** A key image leads back to its picture: in the slot that shows its series, else in the active one. */
function useOpenKeyImage(
  store: ReturnType<typeof createViewerStore>,
  handleOf: (slot: number) => ViewportHandle | null,
): (item: KeyImageItem) => void {
  return useCallback(
    ({ sopInstanceUid, frameNumber }) => {
      const state = store.getState();
      const isIt = (frame: { sopInstanceUid: string; frame: number }): boolean =>
        frame.sopInstanceUid === sopInstanceUid && frame.frame === frameNumber;
      const set = allSets(state.studies).find(({ frames }) => frames.some(isIt));
      if (set === undefined) return;
      const shown = state.assigned.indexOf(set.id);
      const slot = shown >= 0 && handleOf(shown) !== null ? shown : state.active;
      const index = set.frames.findIndex(isIt);
      if (slot === shown) {
        state.activate(slot);
        handleOf(slot)?.setIndex(index);
      } else {
        state.assign(slot, set.id);
        // The pane shows the newly assigned set in its next effect; the picture is asked for after that.
        setTimeout(() => handleOf(slot)?.setIndex(index), 0);
      }
    },
    [store, handleOf],
  );
}
