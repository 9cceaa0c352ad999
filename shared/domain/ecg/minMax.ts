import type { EcgSamples } from './amplitude';

const like = (values: EcgSamples, length: number): EcgSamples =>
  values instanceof Int16Array ? new Int16Array(length) : new Int32Array(length);

/** Bounds that every value is inside of, so that a bucket without any keeps min > max. */
const boundsOf = (values: EcgSamples): readonly [least: number, most: number] =>
  values instanceof Int16Array ? [-32768, 32767] : [-2_147_483_648, 2_147_483_647];

/**
 * Smallest and largest sample of every bucket, as pairs. No sample is ever left out: a spike of one sample is in its bucket
 * at every width.
 *
 * @param padding - Value that stands for "nothing recorded"; a bucket of nothing else has min > max.
 */
export function minMaxOf(samples: EcgSamples, bucket: number, padding: number | null): EcgSamples {
  const pairs = like(samples, 2 * Math.ceil(samples.length / bucket));
  const [least, most] = boundsOf(samples);
  for (let at = 0, out = 0; at < samples.length; out += 2) {
    const end = Math.min(samples.length, at + bucket);
    let [low, high] = [most, least];
    for (; at < end; at++) {
      const value = samples[at] ?? 0;
      if (value === padding) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    pairs[out] = low;
    pairs[out + 1] = high;
  }
  return pairs;
}

/** Pairs of wider buckets from pairs of narrower ones. */
export function mergeMinMax(pairs: EcgSamples, merge: number): EcgSamples {
  if (merge === 1) return pairs;
  const buckets = pairs.length / 2;
  const merged = like(pairs, 2 * Math.ceil(buckets / merge));
  const [least, most] = boundsOf(pairs);
  for (let at = 0, out = 0; at < buckets; out += 2) {
    const end = Math.min(buckets, at + merge);
    let [low, high] = [most, least];
    for (; at < end; at++) {
      low = Math.min(low, pairs[2 * at] ?? most);
      high = Math.max(high, pairs[2 * at + 1] ?? least);
    }
    merged[out] = low;
    merged[out + 1] = high;
  }
  return merged;
}
