import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Measurement } from '../../../shared/domain/imaging/measurement';
import { withDrawn, type AnnotationStore, type PlaceOf } from '../../features/annotations';
import type { ImageWorkspaceProps } from '../../features/viewer';

/** One's own drawings between the viewer, which draws them, and the case, which keeps them. */
export function useOwnDrawings(store: AnnotationStore, me: string) {
  const annotations = useStore(store, (state) => state.mine.annotations);
  const isHidden = useStore(store, (state) => state.hidden.has(me));
  const measurements = useMemo(
    () =>
      isHidden
        ? NONE
        : annotations.filter(({ visible }) => visible).map(({ measurement }) => measurement),
    [annotations, isHidden],
  );
  const onChange: ImageWorkspaceProps['onMeasurementsChange'] = useCallback(
    (all, onThisSeries, setOf) => {
      const placeOf: PlaceOf = (measurement) => setOf(measurement);
      const values = new Map(onThisSeries.map(({ measurement, value }) => [measurement.id, value]));
      const { hidden, toggle, edit } = store.getState();
      // who draws while his own are out of sight gets to see them again, and loses none of them
      const wasHidden = hidden.has(me);
      if (wasHidden) toggle(me);
      edit((mine) => {
        const unseen = wasHidden ? visibleOf(mine.annotations, all) : [];
        const at = new Date().toISOString();
        return withDrawn(mine, { measurements: [...unseen, ...all], values, placeOf, at });
      });
    },
    [store, me],
  );
  return { measurements, onChange };
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
