/** Seeded source of numbers; the same seed gives the same demo on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  readonly unit: () => number;
  /** Integer in [low, high]. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Item chosen with a probability proportional to its weight. */
  readonly weighted: <T>(items: readonly T[], weightOf: (item: T) => number) => T;
  /** Log-normal: half of the values lie below `median`; `spread` is the standard deviation of the logarithm. */
  readonly logNormal: (median: number, spread: number) => number;
  readonly shuffled: <T>(items: readonly T[]) => T[];
};

export function createRandom(seed: number): Random {
  let state = seed;
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const weighted = <T>(items: readonly T[], weightOf: (item: T) => number): T => {
    let left = unit() * items.reduce((sum, item) => sum + weightOf(item), 0);
    return items.find((item) => (left -= weightOf(item)) < 0) ?? pick(items);
  };
  // Box-Muller; 1 - unit() because the logarithm of 0 is not a number to use.
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const logNormal = (median: number, spread: number) => median * Math.exp(spread * normal());
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, order: unit() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item);
  return { unit, between, pick, weighted, logNormal, shuffled };
}
