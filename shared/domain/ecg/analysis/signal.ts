/** Mean over a window around every value; at the ends the last value is taken to go on. `NaN` counts as 0. */
export function smoothed(values: Float32Array, window: number): Float32Array {
  const length = Math.max(1, Math.round(window));
  const before = length >> 1;
  const at = (index: number): number => {
    const value = values[Math.min(values.length - 1, Math.max(0, index))] ?? 0;
    return Number.isNaN(value) ? 0 : value;
  };
  const out = new Float32Array(values.length);
  let sum = 0;
  for (let index = -before; index < length - before; index++) sum += at(index);
  for (let index = 0; index < values.length; index++) {
    out[index] = sum / length;
    sum += at(index + length - before) - at(index - before);
  }
  return out;
}

/** How fast all leads together change, over `2 reach` samples; 0 where that leaves the values. */
export function velocity(leads: readonly Float32Array[], reach: number): Float32Array {
  const length = leads[0]?.length ?? 0;
  const out = new Float32Array(length);
  for (let at = reach; at < length - reach; at++) {
    let sum = 0;
    for (const lead of leads) sum += ((lead[at + reach] ?? 0) - (lead[at - reach] ?? 0)) ** 2;
    out[at] = Math.sqrt(sum);
  }
  return out;
}

/** How far all leads together are from levels of their own. */
export function distance(leads: readonly Float32Array[], levels: readonly number[]): Float32Array {
  const length = leads[0]?.length ?? 0;
  return Float32Array.from({ length }, (_, at) =>
    Math.sqrt(
      leads.reduce((sum, lead, index) => sum + ((lead[at] ?? 0) - (levels[index] ?? 0)) ** 2, 0),
    ),
  );
}

/** Place of the largest value in `[from, to)`; `from` when that is empty. */
export function peakIn(values: Float32Array, from: number, to: number): number {
  let best = from;
  for (let at = from; at < to; at++) if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  return best;
}

export function leastIn(values: Float32Array, from: number, to: number): number {
  let least = Infinity;
  for (let at = Math.max(0, from); at < Math.min(values.length, to); at++) {
    least = Math.min(least, values[at] ?? 0);
  }
  return least;
}

/** Of unsorted values; 0 of none. */
export function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
