import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { OVERLAY_KINDS, type DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import type { DicomWebFetcher, ViewportHandle, ViewportState } from '../../../ports/imageViewer';
import { allSets, visibleSlots, type ViewerState } from '../store';
import type { OverlayLayer } from './drawOverlay';
import { loadOverlay, type LoadedOverlay, type OverlayFailure } from './loadOverlay';
import { createOverlayStore, partKey, type OverlayState } from './overlayStore';
import { SegmentLayer } from './SegmentLayer';

export type Segments = {
  readonly overlays: StoreApi<OverlayState>;
  /** A set from the rail in a place: pictures as they are, an object that lies over pictures on those. */
  readonly open: (slot: number, setId: string) => void;
  /** Draws what lies over a picture; `null` where nothing does. */
  readonly over: (view: ViewportState, set: DisplaySet) => ReactElement | null;
  /** Why the object in a place is not shown over pictures. */
  readonly refusalOf: (setId: string) => OverlayFailure | null;
  readonly jumpTo: (setId: string, index: number) => void;
  readonly close: (setId: string) => void;
};

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly fetcher: DicomWebFetcher;
  readonly handleOf: (slot: number) => ViewportHandle | null;
};

/** Segmentations and structure sets over the pictures of the workspace. */
export function useSegments({ store, fetcher, handleOf }: Options): Segments {
  const [overlays] = useState(createOverlayStore);
  const state = useStore(overlays);
  const loaded = useRef(new Map<string, LoadedOverlay>());
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const [there, under] = [loaded.current, running.current];
    return () => {
      for (const control of under.values()) control.abort();
      under.clear();
      there.clear();
    };
  }, []);
  const actions = useMemo(() => {
    const show = ({ target, parts }: LoadedOverlay, slot: number): void => {
      const viewer = store.getState();
      if (viewer.panel !== 'segments') viewer.togglePanel('segments');
      if (!overlays.getState().isShown) overlays.getState().toggle();
      const there = visibleSlots(viewer).find((at) => viewer.assigned[at]?.setId === target.id);
      if (there !== undefined) return viewer.activate(there);
      const first = Math.min(...parts.flatMap(({ firstIndex }) => firstIndex ?? []));
      viewer.assign(slot, target.id, Number.isFinite(first) ? first : 0);
    };
    const start = async (slot: number, set: DisplaySet): Promise<void> => {
      const control = new AbortController();
      running.current.get(set.id)?.abort();
      running.current.set(set.id, control);
      const { learn, forget } = overlays.getState();
      learn(set.id, { status: 'loading', done: 0, total: null });
      const result = await loadOverlay(set, {
        fetcher,
        sets: allSets(store.getState().studies),
        signal: control.signal,
        onProgress: (done, total) => learn(set.id, { status: 'loading', done, total }),
      });
      if (control.signal.aborted) return;
      running.current.delete(set.id);
      if (result === null) return forget(set.id);
      if (!result.ok) {
        learn(set.id, { status: 'failed', failure: result.error });
        // the tile names the object and says why
        return store.getState().assign(slot, set.id);
      }
      const { title, target, parts } = result.value;
      loaded.current.set(set.id, result.value);
      learn(set.id, { status: 'ready', title, targetId: target.id, parts });
      show(result.value, slot);
    };
    return {
      open: (slot: number, setId: string): void => {
        const set = allSets(store.getState().studies).find(({ id }) => id === setId);
        if (!set || !OVERLAY_KINDS.has(set.kind)) return store.getState().assign(slot, setId);
        const there = loaded.current.get(setId);
        if (there) return show(there, slot);
        if (!running.current.has(setId)) void start(slot, set);
      },
      jumpTo: (setId: string, index: number): void => {
        const there = loaded.current.get(setId);
        const viewer = store.getState();
        if (!there) return;
        const slot = visibleSlots(viewer).find(
          (at) => viewer.assigned[at]?.setId === there.target.id,
        );
        if (slot === undefined) return viewer.assign(viewer.active, there.target.id, index);
        viewer.activate(slot);
        handleOf(slot)?.setIndex(index);
      },
      close: (setId: string): void => {
        running.current.get(setId)?.abort();
        running.current.delete(setId);
        loaded.current.delete(setId);
        overlays.getState().forget(setId);
      },
    };
  }, [store, overlays, fetcher, handleOf]);
  const { entries, hidden, opacity, isShown } = state;
  const over = useCallback(
    (view: ViewportState, set: DisplaySet): ReactElement | null => {
      if (!isShown) return null;
      const layers = Object.keys(entries).flatMap((setId): OverlayLayer[] => {
        const there = loaded.current.get(setId);
        if (there?.target.id !== set.id) return [];
        return [{ loaded: there, isVisible: (part) => !hidden.has(partKey(setId, part)) }];
      });
      if (layers.length === 0) return null;
      return <SegmentLayer layers={layers} opacity={opacity} view={view} set={set} />;
    },
    [entries, hidden, opacity, isShown],
  );
  const refusalOf = useCallback(
    (setId: string): OverlayFailure | null => {
      const entry = entries[setId];
      return entry?.status === 'failed' ? entry.failure : null;
    },
    [entries],
  );
  return useMemo(
    () => ({ overlays, over, refusalOf, ...actions }),
    [overlays, over, refusalOf, actions],
  );
}
