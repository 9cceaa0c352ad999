import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { StoreApi } from 'zustand';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import type { MeasuredValue, ViewportHandle } from '../../ports/imageViewer';
import { changeBetween, NO_HISTORY, record, redo, undo, type History } from './measurementHistory';
import { activeSet, setInSlot, type ViewerState } from './store';

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly measurements: readonly Measurement[];
  readonly onChange: (all: readonly Measurement[], onThisSeries: readonly MeasuredValue[]) => void;
  readonly handles: () => readonly (readonly [number, ViewportHandle])[];
};

/** Keeps the drawings in the viewports and the case's list the same, whoever changed one of them, and the way back. */
export function useMeasurements({ store, measurements, onChange, handles }: Options) {
  const listRef = useRef(measurements);
  const changeRef = useRef(onChange);
  const histories = useRef(new Map<string, History>());
  useEffect(() => {
    changeRef.current = onChange;
  }, [onChange]);

  const listen = useCallback(
    (slot: number, handle: ViewportHandle): (() => void) =>
      handle.on('measurement', (drawn) => {
        const set = setInSlot(store.getState(), slot);
        if (set === null) return;
        store.getState().learnValues(drawn);
        const own = drawn.map(({ measurement }) => measurement);
        const change = changeBetween(onSet(set, listRef.current), own);
        if (change === null) return;
        if (set.derived && change.removed.length === 0) store.getState().tell('notKept');
        const before = histories.current.get(set.id) ?? NO_HISTORY;
        histories.current.set(set.id, record(before, change));
        listRef.current = [...listRef.current.filter((m) => !isOn(set, m)), ...own];
        changeRef.current(listRef.current, drawn);
      }),
    [store],
  );

  const restore = useCallback(
    (slot: number, handle: ViewportHandle): void => {
      const set = setInSlot(store.getState(), slot);
      if (set === null) return;
      handle.restoreMeasurements(onSet(set, listRef.current));
      store.getState().learnValues(handle.getMeasurements());
    },
    [store],
  );

  const restoreAll = useCallback(() => {
    for (const [slot, handle] of handles()) {
      const set = setInSlot(store.getState(), slot);
      const drawn = handle.getMeasurements().map(({ measurement }) => measurement);
      if (set && changeBetween(drawn, onSet(set, listRef.current))) restore(slot, handle);
    }
  }, [handles, restore, store]);

  useEffect(() => {
    listRef.current = measurements;
    restoreAll();
  }, [measurements, restoreAll]);

  const step = useCallback(
    (way: typeof undo): void => {
      const set = activeSet(store.getState());
      const history = set && histories.current.get(set.id);
      const next = history && way(history, onSet(set, listRef.current));
      if (!set || !next) return;
      histories.current.set(set.id, next.history);
      listRef.current = [...listRef.current.filter((m) => !isOn(set, m)), ...next.list];
      restoreAll();
      const handle = handles().find(([slot]) => slot === store.getState().active)?.[1];
      changeRef.current(listRef.current, handle?.getMeasurements() ?? []);
    },
    [handles, restoreAll, store],
  );

  /** One measurement goes, wherever it is. */
  const remove = useCallback(
    (id: string): void => {
      const gone = listRef.current.find((one) => one.id === id);
      const set = gone && store.getState().setOf(gone);
      if (!gone) return;
      if (set) {
        const before = histories.current.get(set.id) ?? NO_HISTORY;
        histories.current.set(set.id, record(before, { removed: [gone], added: [] }));
      }
      listRef.current = listRef.current.filter((one) => one !== gone);
      restoreAll();
      changeRef.current(listRef.current, []);
    },
    [restoreAll, store],
  );

  return useMemo(
    () => ({ listen, restore, remove, undo: () => step(undo), redo: () => step(redo) }),
    [listen, restore, remove, step],
  );
}

function isOn(set: DisplaySet, { sopInstanceUid, frameNumber }: Measurement): boolean {
  return set.frames.some(
    (ref) => ref.sopInstanceUid === sopInstanceUid && ref.frame === frameNumber,
  );
}

const onSet = (set: DisplaySet, list: readonly Measurement[]): readonly Measurement[] =>
  list.filter((measurement) => isOn(set, measurement));
