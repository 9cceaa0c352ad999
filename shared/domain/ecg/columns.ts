import type { EcgSamples } from './amplitude';

/** Consecutive samples, or (min, max) pairs of buckets, of one channel. */
export type SampleRun = {
  /** Index of the first sample. */
  readonly from: number;
  /** 1: `values` are samples; else pairs, min > max where a bucket holds none. */
  readonly bucketSamples: number;
  readonly values: EcgSamples;
};

/** Lowest and highest value under each pixel column, in the file's own units; min > max where nothing was recorded. */
export type Columns = {
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** 1 where a column shows data coarser than a pixel: the finer are still on their way. */
  readonly coarse: Uint8Array;
};

export const makeColumns = (width: number): Columns => ({
  min: new Float32Array(width),
  max: new Float32Array(width),
  coarse: new Uint8Array(width),
});

export function clearColumns({ min, max, coarse }: Columns): void {
  min.fill(Infinity);
  max.fill(-Infinity);
  coarse.fill(0);
}

export type ColumnScale = {
  /** Sample at the left edge of column 0; may lie before the recording. */
  readonly firstSample: number;
  readonly samplesPerColumn: number;
  readonly padding: number | null;
};

/**
 * Widens columns by the part of a run that lies under columns `fromColumn` to `toColumn` (not included). No sample is
 * passed over: a bucket on the border of two columns counts in both, so that a single-sample spike is in the picture at
 * every zoom.
 */
export function widenColumns(
  columns: Columns,
  run: SampleRun,
  scale: ColumnScale,
  fromColumn: number,
  toColumn: number,
): void {
  if (run.bucketSamples === 1) widenBySamples(columns, run, scale, fromColumn, toColumn);
  else widenByBuckets(columns, run, scale, fromColumn, toColumn);
}

function widenByBuckets(
  { min, max, coarse }: Columns,
  { from, bucketSamples, values }: SampleRun,
  { firstSample, samplesPerColumn }: ColumnScale,
  fromColumn: number,
  toColumn: number,
): void {
  const count = values.length >> 1;
  const isCoarse = bucketSamples > samplesPerColumn * 1.01 ? 1 : 0;
  const startSample = firstSample + fromColumn * samplesPerColumn;
  const endSample = firstSample + toColumn * samplesPerColumn;
  const first = Math.max(0, Math.floor((startSample - from) / bucketSamples));
  const last = Math.min(count - 1, Math.floor((endSample - from) / bucketSamples));
  const perSample = 1 / samplesPerColumn;
  for (let index = first; index <= last; index++) {
    const low = values[2 * index] ?? 0;
    const high = values[2 * index + 1] ?? 0;
    if (low > high) continue;
    const sample = from + index * bucketSamples;
    const left = Math.max(fromColumn, Math.floor((sample - firstSample) * perSample));
    const right = Math.min(
      toColumn - 1,
      Math.floor((sample + bucketSamples - 1 - firstSample) * perSample),
    );
    for (let column = left; column <= right; column++) {
      if (low < (min[column] ?? 0)) min[column] = low;
      if (high > (max[column] ?? 0)) max[column] = high;
      if (isCoarse === 1) coarse[column] = 1;
    }
  }
}

/** Samples are joined by straight lines; a column gets the part of the line that crosses it. */
function widenBySamples(
  columns: Columns,
  { from, values }: SampleRun,
  { firstSample, samplesPerColumn, padding }: ColumnScale,
  fromColumn: number,
  toColumn: number,
): void {
  const { min, max } = columns;
  const startSample = firstSample + fromColumn * samplesPerColumn;
  const endSample = firstSample + toColumn * samplesPerColumn;
  const first = Math.max(0, Math.floor(startSample - from) - 1);
  const last = Math.min(values.length - 1, Math.ceil(endSample - from) + 1);
  const perSample = 1 / samplesPerColumn;
  const widen = (column: number, value: number): void => {
    if (value < (min[column] ?? 0)) min[column] = value;
    if (value > (max[column] ?? 0)) max[column] = value;
  };
  for (let index = first; index <= last; index++) {
    const value = values[index] ?? 0;
    if (value === padding) continue;
    const x = (from + index - firstSample) * perSample;
    const column = Math.floor(x);
    if (column >= fromColumn && column < toColumn) widen(column, value);
    const next = values[index + 1];
    if (next === undefined || next === padding || index === last) continue;
    const nextX = x + perSample;
    // the line between two samples passes the edges of the columns between them
    const until = Math.min(toColumn, Math.floor(nextX));
    for (let edge = Math.max(fromColumn, column + 1); edge <= until; edge++) {
      const between = value + (next - value) * ((edge - x) / perSample);
      if (edge > fromColumn) widen(edge - 1, between);
      if (edge < toColumn) widen(edge, between);
    }
  }
}

/** Joins neighbouring columns that do not touch: the curve went from one to the other. */
export function joinColumns({ min, max }: Columns): void {
  for (let column = 1; column < min.length; column++) {
    const [low, high] = [min[column] ?? 0, max[column] ?? 0];
    const [lowBefore, highBefore] = [min[column - 1] ?? 0, max[column - 1] ?? 0];
    if (low > high || lowBefore > highBefore) continue;
    if (low > highBefore) min[column] = highBefore;
    else if (high < lowBefore) max[column] = lowBefore;
  }
}
