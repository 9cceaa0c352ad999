/**
 * Widths of the buckets an overview may be asked for: 1 to 15 samples, and `m * 16 * 8^k` samples with m from 1 to 8.
 * Widths below 16 are made from the samples, the others from the stored level k, so that an answer never costs more
 * than fifteen stored values for each one sent.
 */
export const FINEST_BUCKET = 16;
export const LEVEL_FACTOR = 8;
/** Levels end where the whole recording has this many buckets or fewer. */
export const COARSEST_BUCKETS = 64;

/** Bucket widths of the stored levels of a recording, finest first. */
export function levelWidths(sampleCount: number): number[] {
  const widths = [];
  for (let width = FINEST_BUCKET; ; width *= LEVEL_FACTOR) {
    widths.push(width);
    if (sampleCount / width <= COARSEST_BUCKETS) return widths;
  }
}

export type BucketSource = {
  /** Index of the stored level, -1 for the samples. */
  readonly level: number;
  /** How many of its buckets, or samples, make one. */
  readonly merge: number;
};

/** What buckets of a width are merged from; `null` for widths that cannot be asked for. */
export function bucketSource(
  bucketSamples: number,
  levels: readonly number[],
): BucketSource | null {
  if (!Number.isInteger(bucketSamples) || bucketSamples < 1) return null;
  if (bucketSamples < FINEST_BUCKET) return { level: -1, merge: bucketSamples };
  for (let level = levels.length - 1; level >= 0; level--) {
    const merge = bucketSamples / (levels[level] ?? Number.NaN);
    if (Number.isInteger(merge) && merge >= 1 && merge <= LEVEL_FACTOR) return { level, merge };
  }
  return null;
}

/**
 * Narrowest bucket that may be asked for and is not narrower than `samples`: with `samples = shown / pixels` an answer
 * has no more buckets than pixels, and at least half as many.
 *
 * @returns 1 when the samples themselves are to be asked for.
 */
export function bucketFor(samples: number, levels: readonly number[]): number {
  const wanted = Math.max(1, Math.ceil(samples));
  if (wanted < FINEST_BUCKET) return wanted;
  for (const width of levels) {
    const merge = Math.ceil(wanted / width);
    if (merge <= LEVEL_FACTOR) return merge * width;
  }
  return (levels.at(-1) ?? 1) * LEVEL_FACTOR;
}
