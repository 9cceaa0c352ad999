import type { Strip } from '../../../shared/domain/ecg/paper';

export type StripScale = {
  readonly speedMmPerS: number;
  /** Millimetres for one unit of the trace's values. */
  readonly gain: number;
  readonly sampleRateHz: number;
};

type Point = readonly [xMm: number, yMm: number];

/**
 * The curve of one strip in millimetres of paper. Every sample in the window is a point: thinning would cut off the tips of
 * narrow complexes, and pacing spikes with them.
 *
 * @returns Runs of joined points; a new run begins after samples that were not recorded.
 */
export function stripPath(
  { trace, fromS, toS, leftMm, baselineMm }: Strip,
  { speedMmPerS, gain, sampleRateHz }: StripScale,
): Point[][] {
  const { values, skewS, shift } = trace;
  const first = Math.max(0, Math.ceil((fromS - skewS) * sampleRateHz - 1e-6));
  const last = Math.min(values.length - 1, Math.floor((toS - skewS) * sampleRateHz + 1e-6));
  const runs: Point[][] = [];
  let run: Point[] | null = null;
  for (let index = first; index <= last; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) {
      run = null;
      continue;
    }
    if (run === null) runs.push((run = []));
    const atS = index / sampleRateHz + skewS;
    run.push([leftMm + (atS - fromS) * speedMmPerS, baselineMm - (value - shift) * gain]);
  }
  return runs;
}

/** Without calibration only the shape can be shown: it fills most of its row, whatever the numbers are. */
export function unscaledGain(values: Float32Array, heightMm: number): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? (0.7 * heightMm) / (high - low) : 0;
}
