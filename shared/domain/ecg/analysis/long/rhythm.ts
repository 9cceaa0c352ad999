/** Beats of a long recording, as the detector found them. */
export type LongBeats = {
  readonly sampleRateHz: number;
  /** Of the R peaks, ascending. */
  readonly samples: Int32Array;
  /** Positions in `BEAT_KINDS`. */
  readonly kinds: Uint8Array;
  /** 1 where nothing was recorded between the beat before and this one. */
  readonly gaps: Uint8Array;
};

/** Milliseconds to the beat before; `NaN` for the first and behind a gap. */
export function intervalsOf({ samples, gaps, sampleRateHz }: LongBeats): Float64Array {
  return Float64Array.from(samples, (sample, at) =>
    at === 0 || gaps[at] === 1
      ? Number.NaN
      : ((sample - (samples[at - 1] ?? 0)) / sampleRateHz) * 1000,
  );
}

/** Mean of the last `count` intervals at each beat; `NaN` where one of them is missing. */
export function runningMean(intervals: Float64Array, count: number): Float64Array {
  const out = new Float64Array(intervals.length).fill(Number.NaN);
  let [sum, held] = [0, 0];
  for (let at = 0; at < intervals.length; at++) {
    const value = intervals[at] ?? Number.NaN;
    if (Number.isNaN(value)) {
      [sum, held] = [0, 0];
      continue;
    }
    sum += value;
    held += 1;
    if (held > count) {
      sum -= intervals[at - count] ?? 0;
      held = count;
    }
    if (held === count) out[at] = sum / count;
  }
  return out;
}

/** Beats whose mean makes a rate: one early or late beat is no slow or fast heart. */
export const RATE_BEATS = 8;

export const deviation = (values: readonly number[]): number | null => {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1));
};
