import { useEffect, useMemo, useRef, useState } from 'react';
import type { EcgManifest } from '../../../../shared/domain/ecg/manifest';
import type { AppError } from '../../../../shared/domain/errors';
import type { LongEcg } from '../../../ports/ecgSource';
import { createTileStore, type TileStore } from './tileStore';

/** Small beside what a browser tab may use on a 4 GB machine, large beside what an hour of looking needs. */
const BUDGET_BYTES = 48 * 1024 ** 2;

export type Tiles = {
  readonly store: TileStore;
  readonly error: AppError | null;
};

/**
 * The tiles of some channels of group 0; a new store when the channels change.
 *
 * @param onChange - Something arrived: draw again.
 */
export function useTiles(
  long: LongEcg,
  manifest: EcgManifest,
  channels: readonly number[],
  onChange: () => void,
): Tiles {
  const told = useRef(onChange);
  told.current = onChange;
  const [error, setError] = useState<AppError | null>(null);
  const names = channels.join(',');
  const store = useMemo(() => {
    const head = manifest.groups[0];
    if (!head) throw new Error('a recording has at least one group');
    const made: TileStore = createTileStore({
      long,
      group: 0,
      head,
      channels: names === '' ? [] : names.split(',').map(Number),
      budgetBytes: BUDGET_BYTES,
      onChange: () => {
        setError(made.error());
        told.current();
      },
    });
    return made;
  }, [long, manifest, names]);
  useEffect(() => {
    store.revive();
    told.current();
    return () => store.dispose();
  }, [store]);
  return { store, error };
}
