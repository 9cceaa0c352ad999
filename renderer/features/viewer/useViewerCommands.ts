import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { type StoreApi } from 'zustand';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { windowPresets } from '../../../shared/domain/imaging/windowing';
import type { KeyImageCapture, ViewportHandle } from '../../ports/imageViewer';
import { keepsKey, shortcutOf, type ShortcutAction } from './shortcuts';
import { allSets, type ViewerState } from './store';
import type { ToolbarActions } from './toolbarItems';

const DEFAULT_CINE_RATE = 15;

export type CapturedKeyImage = KeyImageCapture & {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
};

export type ViewerCommands = ToolbarActions & {
  readonly perform: (action: ShortcutAction) => void;
  readonly attach: (slot: number, handle: ViewportHandle | null) => void;
  readonly handleOf: (slot: number) => ViewportHandle | null;
};

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly rootRef: RefObject<HTMLElement | null>;
  /** `null` where nothing takes key images. */
  readonly onKeyImage: ((captured: CapturedKeyImage) => void) | null;
};

/** The set shown in the active slot, if any. */
export function activeSet(state: ViewerState): DisplaySet | null {
  const id = state.assigned[state.active];
  return allSets(state.studies).find((set) => set.id === id) ?? null;
}

/** Everything a button or a key can do, carried out on the active viewport. */
export function useViewerCommands({ store, rootRef, onKeyImage }: Options): ViewerCommands {
  const handles = useRef(new Map<number, ViewportHandle>());
  const onKeyImageRef = useRef(onKeyImage);
  useEffect(() => {
    onKeyImageRef.current = onKeyImage;
  }, [onKeyImage]);
  const attach = useCallback(
    (slot: number, handle: ViewportHandle | null): void => {
      if (handle === null) handles.current.delete(slot);
      else handles.current.set(slot, handle);
      handle?.setTool(store.getState().tool);
    },
    [store],
  );
  return useMemo(() => {
    const active = (): ViewportHandle | null =>
      handles.current.get(store.getState().active) ?? null;
    const actions = toolbarActions({
      store,
      active,
      all: () => [...handles.current.values()],
      rootRef,
      onKeyImageRef,
    });
    return {
      ...actions,
      attach,
      handleOf: (slot) => handles.current.get(slot) ?? null,
      perform: (action) => perform(action, { actions, active, store }),
    };
  }, [store, attach, rootRef]);
}

type Context = {
  readonly store: StoreApi<ViewerState>;
  readonly active: () => ViewportHandle | null;
  readonly all: () => readonly ViewportHandle[];
  readonly rootRef: RefObject<HTMLElement | null>;
  readonly onKeyImageRef: RefObject<((captured: CapturedKeyImage) => void) | null>;
};

function toolbarActions({ store, active, all, rootRef, onKeyImageRef }: Context): ToolbarActions {
  return {
    setTool: (tool) => {
      store.getState().setTool(tool);
      for (const handle of all()) handle.setTool(tool);
    },
    applyPreset: (id) => active()?.applyPreset(id),
    setLayout: (layout) => store.getState().setLayout(layout),
    reset: () => active()?.reset(),
    rotate: () => active()?.rotate(1),
    flip: () => active()?.flip(),
    invert: () => active()?.invert(),
    toggleCine: () => {
      const handle = active();
      const state = handle?.getState();
      if (!handle || !state || state.count < 2) return;
      const rate = activeSet(store.getState())?.frameRate ?? DEFAULT_CINE_RATE;
      handle.setCine(state.cineRate === null ? rate : null);
    },
    keyImage: () => {
      const set = activeSet(store.getState());
      void active()
        ?.captureKeyImage()
        .then((capture) => {
          if (capture === null || set === null) return;
          const { studyInstanceUid, seriesInstanceUid } = set;
          onKeyImageRef.current?.({ ...capture, studyInstanceUid, seriesInstanceUid });
        });
    },
    fullscreen: () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void rootRef.current?.requestFullscreen();
    },
    help: () => store.getState().toggleHelp(),
  };
}

type PerformContext = Pick<Context, 'active' | 'store'> & { readonly actions: ToolbarActions };

function perform(action: ShortcutAction, { actions, active, store }: PerformContext): void {
  const handle = active();
  switch (action.kind) {
    case 'scroll':
      return handle?.scroll(action.delta);
    case 'jump':
      return handle?.setIndex(action.to === 'first' ? 0 : Number.MAX_SAFE_INTEGER);
    case 'preset': {
      const preset = windowPresets(activeSet(store.getState())?.modality ?? '')[action.position];
      return preset && actions.applyPreset(preset.id);
    }
    case 'tool':
      return actions.setTool(action.tool);
    case 'delete':
      return handle?.removeSelectedMeasurements();
    case 'keyImage':
      return actions.keyImage();
    case 'invert':
      return actions.invert();
    case 'cine':
      return actions.toggleCine();
    case 'fullscreen':
      return actions.fullscreen();
    case 'reset':
      return actions.reset();
    case 'help':
      return actions.help();
  }
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
