import type { RoiStatistics } from './measurement';
import type { Region } from './roiShapes';

/** Decoded values of a picture, row by row. */
export type ValueGrid = {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
};

/**
 * Statistics over the pixels whose centre lies in the region; `null` when there is none.
 *
 * @param counts Whether a value is picture; default: all are.
 */
export function roiStatistics(
  region: Region,
  grid: ValueGrid,
  counts: (value: number) => boolean = () => true,
): RoiStatistics | null {
  const firstColumn = Math.max(0, Math.ceil(region.min[0]));
  const lastColumn = Math.min(grid.columns - 1, Math.floor(region.max[0]));
  const firstRow = Math.max(0, Math.ceil(region.min[1]));
  const lastRow = Math.min(grid.rows - 1, Math.floor(region.max[1]));
  const tally = new Tally();
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      if (!region.holds(column, row)) continue;
      const value = grid.values[row * grid.columns + column] ?? Number.NaN;
      if (counts(value)) tally.add(value);
    }
  }
  return tally.result();
}

export function scaled(statistics: RoiStatistics, factor: number): RoiStatistics {
  const { count, mean, deviation, min, max } = statistics;
  return {
    count,
    mean: mean * factor,
    deviation: deviation * factor,
    min: min * factor,
    max: max * factor,
  };
}

/** Welford's running variance: a sum of squares of 16-bit values over a large region would lose digits. */
class Tally {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #min = Infinity;
  #max = -Infinity;

  add(value: number): void {
    this.#count += 1;
    const delta = value - this.#mean;
    this.#mean += delta / this.#count;
    this.#squares += delta * (value - this.#mean);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** Sample standard deviation (n - 1), as radiology workstations print it; 0 for a single pixel. */
  result(): RoiStatistics | null {
    if (this.#count === 0) return null;
    const deviation = this.#count > 1 ? Math.sqrt(this.#squares / (this.#count - 1)) : 0;
    return { count: this.#count, mean: this.#mean, deviation, min: this.#min, max: this.#max };
  }
}
