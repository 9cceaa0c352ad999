/** Nearest-rank percentile of a list of numbers. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values) => percentile(values, 0.5);
export const rounded = (value) => Math.round(value * 10) / 10;

/** Runs `work` `count` times one after the other, `warmUp` more before that. @returns milliseconds of each. */
export async function timeEach(count, work, warmUp = 10) {
  for (let n = 0; n < warmUp; n += 1) await work(n);
  const times = [];
  for (let n = 0; n < count; n += 1) {
    const start = performance.now();
    await work(n);
    times.push(performance.now() - start);
  }
  return times;
}
