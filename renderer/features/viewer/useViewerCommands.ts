import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { type StoreApi } from 'zustand';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { layoutFor } from '../../../shared/domain/imaging/layout';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import { windowPresets } from '../../../shared/domain/imaging/windowing';
import type {
  ImageViewer,
  KeyImageCapture,
  LayerChoice,
  ViewportHandle,
  ViewportState,
} from '../../ports/imageViewer';
import { faster, otherMode, slower, startOrStop, type CineChange } from './cineSteps';
import { keepsKey, shortcutOf, type ShortcutAction } from './shortcuts';
import { activeSet, isFrame, visibleSlots, type FramePlace, type ViewerState } from './store';
import { solidRefusal } from './solid';
import type { ToolbarActions } from './toolbarItems';

const ZOOM_STEP = 1.25;

export type CapturedKeyImage = KeyImageCapture & {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  /** What was on screen, and the picture's metadata. */
  readonly view: ViewportState;
  readonly instance: DicomJson;
};

export type ViewerCommands = ToolbarActions & {
  readonly perform: (action: ShortcutAction) => void;
  readonly attach: (slot: number, handle: ViewportHandle | null) => void;
  readonly handleOf: (slot: number) => ViewportHandle | null;
  readonly handles: () => readonly (readonly [number, ViewportHandle])[];
  /** Brings a frame on screen: in the place that shows its series, else in the active one; which place that is. */
  readonly openPicture: (frame: FramePlace) => number | null;
  /** Asks for other words of a measurement, on its picture. */
  readonly rename: (measurement: Measurement) => void;
};

/** What is not the viewports' to do. */
export type OtherCommands = Readonly<
  Record<
    'undo' | 'redo' | 'mpr' | 'thicker' | 'thinner' | 'slabMode' | 'secondScreen' | 'segmentsShown',
    () => void
  >
>;

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly rootRef: RefObject<HTMLElement | null>;
  /** `null` where nothing takes key images. */
  readonly onKeyImage: ((captured: CapturedKeyImage) => void) | null;
  readonly others: RefObject<OtherCommands | null>;
  readonly viewer: ImageViewer | null;
};

/** Everything a button or a key can do, carried out on the active viewport. */
export function useViewerCommands(options: Options): ViewerCommands {
  const { store, rootRef, onKeyImage, others, viewer } = options;
  const handles = useRef(new Map<number, ViewportHandle>());
  const onKeyImageRef = useRef(onKeyImage);
  const viewerRef = useRef(viewer);
  useEffect(() => {
    onKeyImageRef.current = onKeyImage;
    viewerRef.current = viewer;
  }, [onKeyImage, viewer]);
  const attach = useCallback(
    (slot: number, handle: ViewportHandle | null): void => {
      if (handle === null) handles.current.delete(slot);
      else handles.current.set(slot, handle);
      handle?.setTool(store.getState().tool);
      handle?.showDrawings(store.getState().drawingsShown);
    },
    [store],
  );
  return useMemo(() => {
    const active = (): ViewportHandle | null =>
      handles.current.get(store.getState().active) ?? null;
    const handleOf = (slot: number) => handles.current.get(slot) ?? null;
    const context = {
      store,
      active,
      all: () => [...handles.current.values()],
      rootRef,
      onKeyImageRef,
      others,
      viewerRef,
    };
    const actions = toolbarActions(context);
    return {
      ...actions,
      attach,
      handleOf,
      handles: () => [...handles.current.entries()],
      openPicture: (frame) => openPicture(store, handleOf, frame),
      rename: (measurement) => {
        const slot = openPicture(store, handleOf, measurement);
        if (slot !== null) handleOf(slot)?.editLabel(measurement.id);
      },
      perform: (action) => perform(action, { ...context, actions }),
    };
  }, [store, attach, rootRef, others]);
}

type Context = {
  readonly store: StoreApi<ViewerState>;
  readonly active: () => ViewportHandle | null;
  readonly all: () => readonly ViewportHandle[];
  readonly rootRef: RefObject<HTMLElement | null>;
  readonly onKeyImageRef: RefObject<((captured: CapturedKeyImage) => void) | null>;
  readonly others: RefObject<OtherCommands | null>;
  readonly viewerRef: RefObject<ImageViewer | null>;
};

function toolbarActions({ store, active, all, rootRef, ...refs }: Context): ToolbarActions {
  const play = (change: (view: ViewportState) => CineChange | null): void => {
    const view = active()?.getState();
    const next = view && view.count > 1 ? change(view) : null;
    if (next) active()?.setCine(next.rate, next.mode);
  };
  const changeLayers = (change: (shown: LayerChoice) => LayerChoice): void => {
    const view = active()?.getState();
    if (!view) return;
    for (const handle of all()) handle.showLayers(change(view.layers.shown));
  };
  return {
    setTool: (tool) => {
      store.getState().setTool(tool);
      for (const handle of all()) handle.setTool(tool);
    },
    applyPreset: (id) => active()?.applyPreset(id),
    chooseWindow: (choice) => active()?.chooseWindow(choice),
    setLayout: (layout) => store.getState().setLayout(layout),
    hang: (id) => store.getState().hangBy(id),
    saveHanging: () => store.getState().saveHanging(),
    forgetHanging: (id) => store.getState().forgetHanging(id),
    reset: () => active()?.reset(),
    fit: () => active()?.fit(),
    actualSize: () => active()?.actualSize(),
    zoomIn: () => active()?.zoomBy(ZOOM_STEP),
    zoomOut: () => active()?.zoomBy(1 / ZOOM_STEP),
    rotate: () => active()?.rotate(1),
    flip: () => active()?.flip(),
    invert: () => active()?.invert(),
    cine: () => play((view) => startOrStop(view, activeSet(store.getState())?.frameRate ?? null)),
    faster: () => play((view) => (view.cineRate === null ? null : faster(view))),
    slower: () => play((view) => (view.cineRate === null ? null : slower(view))),
    cineMode: () => play(otherMode),
    windowEditor: () => store.getState().editWindow(true),
    curve: () => {
      const handle = active();
      const fn = handle?.getState()?.windowFunction;
      handle?.setWindowFunction(fn === 'sigmoid' ? 'linear' : 'sigmoid');
    },
    overlays: () => changeLayers(({ overlays, shutter }) => ({ overlays: !overlays, shutter })),
    shutter: () => changeLayers(({ overlays, shutter }) => ({ overlays, shutter: !shutter })),
    keyImage: () => {
      const set = activeSet(store.getState());
      // the report shows key images from the archive, where a cut is not
      if (set?.derived) return store.getState().tell('notStored');
      const handle = active();
      const view = handle?.getState() ?? null;
      const instance = handle?.getInstance() ?? null;
      void handle?.captureKeyImage().then((capture) => {
        if (capture === null || set === null || view === null || instance === null) return;
        const { studyInstanceUid, seriesInstanceUid } = set;
        const place = { studyInstanceUid, seriesInstanceUid };
        refs.onKeyImageRef.current?.({ ...capture, ...place, view, instance });
      });
    },
    undo: () => refs.others.current?.undo(),
    redo: () => refs.others.current?.redo(),
    mpr: () => refs.others.current?.mpr(),
    thicker: () => refs.others.current?.thicker(),
    thinner: () => refs.others.current?.thinner(),
    slabMode: () => refs.others.current?.slabMode(),
    secondScreen: () => refs.others.current?.secondScreen(),
    volume: () => {
      const { volume, showVolume } = store.getState();
      if (volume) return showVolume(null);
      const source = store.getState().mpr?.source ?? activeSet(store.getState());
      const refusal = solidRefusal(refs.viewerRef.current, source?.modality ?? null);
      if (source && refusal === null) showVolume(source);
    },
    delete: () => active()?.removeSelectedMeasurements(),
    cancel: () => {
      if (store.getState().volume) return store.getState().showVolume(null);
      if (active()?.cancel()) return;
      active()?.selectMeasurement(null);
      store.getState().maximise(null);
    },
    link: () => store.getState().link({ scroll: !store.getState().linked.scroll }),
    linkView: () => store.getState().link({ view: !store.getState().linked.view }),
    lines: () => store.getState().showLines(!store.getState().lines),
    prior: () => store.getState().comparePrior(),
    nextSeries: () => store.getState().stepSeries(1),
    previousSeries: () => store.getState().stepSeries(-1),
    nextPane: () => store.getState().stepPane(1),
    previousPane: () => store.getState().stepPane(-1),
    maximise: () => {
      const { maximised, active: slot, maximise } = store.getState();
      maximise(maximised === null ? slot : null);
    },
    list: () => store.getState().togglePanel('measurements'),
    segments: () => store.getState().togglePanel('segments'),
    segmentsShown: () => refs.others.current?.segmentsShown(),
    drawings: () => {
      const isShown = !store.getState().drawingsShown;
      store.getState().showDrawings(isShown);
      for (const handle of all()) handle.showDrawings(isShown);
    },
    fullscreen: () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void rootRef.current?.requestFullscreen();
    },
    help: () => store.getState().toggleHelp(),
  };
}

const OVER_SOLID: ReadonlySet<string> = new Set([
  'volume',
  'cancel',
  'help',
  'fullscreen',
  'secondScreen',
]);

function perform(
  action: ShortcutAction,
  { actions, active, store }: Context & { readonly actions: ToolbarActions },
): void {
  // what is behind a solid is not to be changed unseen
  if (store.getState().volume && !OVER_SOLID.has(action.kind)) return;
  switch (action.kind) {
    case 'scroll':
      return active()?.scroll(action.delta);
    case 'jump':
      return active()?.setIndex(action.to === 'first' ? 0 : Number.MAX_SAFE_INTEGER);
    case 'preset': {
      const preset = windowPresets(activeSet(store.getState())?.modality ?? '')[action.position];
      return preset && actions.applyPreset(preset.id);
    }
    case 'layout':
      return actions.setLayout(layoutFor(action.count));
    case 'tool':
      return actions.setTool(action.tool);
    default:
      return actions[action.kind]();
  }
}

/** @returns The place that shows it. */
function openPicture(
  store: StoreApi<ViewerState>,
  handleOf: (slot: number) => ViewportHandle | null,
  frame: FramePlace,
): number | null {
  const state = store.getState();
  const set = state.setOf(frame);
  if (set === null) return null;
  const index = set.frames.findIndex(isFrame(frame));
  const shown = visibleSlots(state).find((slot) => state.assigned[slot]?.setId === set.id);
  if (shown === undefined) {
    state.assign(state.active, set.id, index);
    return state.active;
  }
  state.activate(shown);
  handleOf(shown)?.setIndex(index);
  return shown;
}

/** Listens while mounted; a key pressed elsewhere in the page than in the workspace or on nothing is not ours. */
export function useShortcuts(
  rootRef: RefObject<HTMLElement | null>,
  onAction: (action: ShortcutAction) => void,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      const ours =
        target === document.body || (target instanceof Node && rootRef.current?.contains(target));
      const action = ours && !keepsKey(target, event.key) ? shortcutOf(event) : null;
      if (action === null) return;
      event.preventDefault();
      onAction(action);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [rootRef, onAction]);
}
