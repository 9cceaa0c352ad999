import { useCallback, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import { withDrawn, type AnnotationStore, type PlaceOf } from '../../features/annotations';
import type { ImageWorkspaceProps } from '../../features/viewer';

type OnChange = ImageWorkspaceProps['onMeasurementsChange'];

/** One's own drawings between the viewer, which draws them, and the case, which keeps them. */
export function useOwnDrawings(store: AnnotationStore, me: string) {
  const annotations = useStore(store, (state) => state.mine.annotations);
  const isHidden = useStore(store, (state) => state.hidden.has(me));
  const cuts = useCuts();
  const measurements = useMemo(
    () =>
      isHidden
        ? NONE
        : [
            ...annotations.filter(({ visible }) => visible).map(({ measurement }) => measurement),
            ...cuts.drawn,
          ],
    [annotations, cuts.drawn, isHidden],
  );
  const { take } = cuts;
  const onChange: OnChange = useCallback(
    (all, onThisSeries, setOf) => {
      const { hidden, toggle, edit } = store.getState();
      // who draws while his own are out of sight gets to see them again, and loses none of them
      const wasHidden = hidden.has(me);
      if (wasHidden) toggle(me);
      const toKeep = take(all, setOf, wasHidden);
      if (toKeep === null) return;
      const placeOf: PlaceOf = (measurement) => setOf(measurement);
      const values = new Map(onThisSeries.map(({ measurement, value }) => [measurement.id, value]));
      edit((mine) => {
        const unseen = wasHidden ? visibleOf(mine.annotations, toKeep) : [];
        const at = new Date().toISOString();
        return withDrawn(mine, { measurements: [...unseen, ...toKeep], values, placeOf, at });
      });
    },
    [store, me, take],
  );
  return { measurements, onChange };
}

/**
 * What is drawn on cuts through a block: no archive has those images, so nothing can be filed on them. Such drawings stay for
 * as long as the page is open.
 */
function useCuts() {
  const [drawn, setDrawn] = useState(NONE);
  const known = useRef(NONE);
  /** Takes out what lies on cuts; `null` when nothing else can have changed, as a change is of one series. */
  const take = useCallback(
    (
      all: readonly Measurement[],
      setOf: Parameters<OnChange>[2],
      wasHidden: boolean,
    ): readonly Measurement[] | null => {
      const ids = new Set(known.current.map(({ id }) => id));
      const isOnCut = (one: Measurement) => ids.has(one.id) || setOf(one)?.derived !== undefined;
      const shown = all.filter(isOnCut);
      const shownIds = new Set(shown.map(({ id }) => id));
      const unseen = wasHidden ? known.current.filter(({ id }) => !shownIds.has(id)) : NONE;
      const next = [...unseen, ...shown];
      if (JSON.stringify(next) === JSON.stringify(known.current))
        return all.filter((one) => !isOnCut(one));
      known.current = next;
      setDrawn(next);
      return null;
    },
    [],
  );
  return useMemo(() => ({ drawn, take }), [drawn, take]);
}

const NONE: readonly Measurement[] = [];

function visibleOf(
  annotations: readonly { readonly visible: boolean; readonly measurement: Measurement }[],
  except: readonly Measurement[],
): readonly Measurement[] {
  const ids = new Set(except.map(({ id }) => id));
  return annotations
    .filter(({ visible, measurement }) => visible && !ids.has(measurement.id))
    .map(({ measurement }) => measurement);
}
