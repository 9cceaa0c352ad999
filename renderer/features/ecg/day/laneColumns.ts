import {
  clearColumns,
  joinColumns,
  makeColumns,
  widenColumns,
  type Columns,
} from '../../../../shared/domain/ecg/columns';
import type { EcgGroupHead } from '../../../../shared/domain/ecg/manifest';
import type { TileStore } from './tileStore';

export type LaneRange = {
  /** Sample at the left edge of the lane. */
  readonly firstSample: number;
  readonly samplesPerColumn: number;
  readonly width: number;
};

/** In `Columns.coarse`: nothing of this stretch has come yet, not even coarse. */
export const NOT_HERE = 2;

/**
 * The pixel columns of one channel, from the finest tiles that are here.
 *
 * @param channel - Position in the store's channels.
 * @param columns - Written over; as wide as the lane.
 */
export function fillLane(
  columns: Columns,
  store: TileStore,
  head: Pick<EcgGroupHead, 'sampleCount'>,
  channel: { readonly at: number; readonly padding: number | null },
  { firstSample, samplesPerColumn, width }: LaneRange,
): void {
  clearColumns(columns);
  const bucket = store.widthFor(samplesPerColumn);
  const end = Math.min(head.sampleCount, firstSample + width * samplesPerColumn);
  const scale = { firstSample, samplesPerColumn, padding: channel.padding };
  for (let sample = Math.max(0, firstSample); sample < end;) {
    const tile = store.find(bucket, sample);
    // nothing here yet, not even coarse: on to where the next tile would begin
    const step = store.tileSamples(bucket);
    const until = tile?.to ?? (Math.floor(sample / step) + 1) * step;
    const fine = Math.min(until, (Math.floor(sample / step) + 1) * step);
    const values = tile?.values[channel.at];
    if (tile && values) {
      const left = Math.max(0, Math.floor((sample - firstSample) / samplesPerColumn));
      const right = Math.min(width, Math.ceil((fine - firstSample) / samplesPerColumn));
      widenColumns(
        columns,
        { from: tile.from, bucketSamples: tile.width, values },
        scale,
        left,
        right,
      );
    }
    if (!tile) {
      const left = Math.max(0, Math.floor((sample - firstSample) / samplesPerColumn));
      columns.coarse.fill(NOT_HERE, left, Math.ceil((fine - firstSample) / samplesPerColumn));
    }
    sample = Math.max(fine, sample + 1);
  }
  joinColumns(columns);
}

/** Columns of lanes, kept and used again for every frame: nothing is allocated while somebody scrolls. */
export function createColumnPool(): (lane: number, width: number) => Columns {
  const pool: Columns[] = [];
  return (lane, width) => {
    const known = pool[lane];
    if (known && known.min.length === width) return known;
    return (pool[lane] = makeColumns(width));
  };
}
