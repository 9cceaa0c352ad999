import { useCallback, useEffect, useRef } from 'react';
import type { StoreApi } from 'zustand';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import type { MeasuredValue, ViewportHandle } from '../../ports/imageViewer';
import { allSets, LAYOUTS, type ViewerState } from './store';

type Options = {
  readonly store: StoreApi<ViewerState>;
  readonly measurements: readonly Measurement[];
  readonly onChange: (all: readonly Measurement[], onThisSeries: readonly MeasuredValue[]) => void;
  readonly handleOf: (slot: number) => ViewportHandle | null;
};

/** Keeps the drawings in the viewports and the case's list the same, whoever changed one of them. */
export function useMeasurements({ store, measurements, onChange, handleOf }: Options) {
  const listRef = useRef(measurements);
  const changeRef = useRef(onChange);
  useEffect(() => {
    changeRef.current = onChange;
  }, [onChange]);

  const listen = useCallback(
    (slot: number, handle: ViewportHandle): (() => void) =>
      handle.on('measurement', (drawn) => {
        const set = setIn(store.getState(), slot);
        if (set === null) return;
        const own = drawn.map(({ measurement }) => measurement);
        if (same(own, of(set, listRef.current))) return;
        listRef.current = [...listRef.current.filter((m) => !isOn(set, m)), ...own];
        changeRef.current(listRef.current, drawn);
      }),
    [store],
  );

  const restore = useCallback(
    (slot: number, handle: ViewportHandle): void => {
      const set = setIn(store.getState(), slot);
      if (set !== null) handle.restoreMeasurements(of(set, listRef.current));
    },
    [store],
  );

  useEffect(() => {
    listRef.current = measurements;
    const state = store.getState();
    for (let slot = 0; slot < LAYOUTS[state.layout]; slot += 1) {
      const handle = handleOf(slot);
      const set = setIn(state, slot);
      const drawn = handle?.getMeasurements().map(({ measurement }) => measurement) ?? [];
      if (handle && set && !same(drawn, of(set, measurements))) restore(slot, handle);
    }
  }, [measurements, store, handleOf, restore]);

  return { listen, restore };
}

function setIn(state: ViewerState, slot: number): DisplaySet | null {
  return allSets(state.studies).find(({ id }) => id === state.assigned[slot]) ?? null;
}

function isOn(set: DisplaySet, { sopInstanceUid, frameNumber }: Measurement): boolean {
  return set.frames.some(
    (ref) => ref.sopInstanceUid === sopInstanceUid && ref.frame === frameNumber,
  );
}

const of = (set: DisplaySet, list: readonly Measurement[]): readonly Measurement[] =>
  list.filter((measurement) => isOn(set, measurement));

/** Points come back through the patient plane, so the last digits differ; a hundredth of a pixel is the same drawing. */
function same(a: readonly Measurement[], b: readonly Measurement[]): boolean {
  const key = (m: Measurement): string =>
    `${m.id} ${m.points.map((point) => point.map((n) => n.toFixed(2)).join()).join(' ')}`;
  return a.map(key).sort().join('\n') === b.map(key).sort().join('\n');
}
