import {
  reslice,
  type CutPlane,
  type Slab,
  type SliceValues,
} from '../../../../shared/domain/imaging/reslice';
import type { VolumeGrid } from '../../../../shared/domain/imaging/volume';
import type { CutValues } from './blockJob';

/** Lower than any value of a picture kept in 16 bits. */
const OUTSIDE_WHOLE = -32_768;

/** A block as it grows slice by slice, and what is cut from it. */
export class KeptBlock {
  readonly #grid: VolumeGrid;
  readonly #halving: { readonly columns: number; readonly rows: number } | null;
  readonly #slices: SliceValues[] = [];
  #isWhole = true;
  #min = Infinity;
  #max = -Infinity;

  constructor(
    grid: VolumeGrid,
    halving: { readonly columns: number; readonly rows: number } | null,
  ) {
    this.#grid = grid;
    this.#halving = halving;
  }

  put(index: number, values: SliceValues): void {
    const kept = this.#halving ? meanOfFour(values, this.#halving.columns, this.#grid) : values;
    if (kept.length !== this.#grid.columns * this.#grid.rows)
      throw new RangeError('a slice has another size');
    this.#slices[index] = kept;
    this.#isWhole &&= !(kept instanceof Float32Array);
    for (const value of kept) {
      if (value < this.#min) this.#min = value;
      if (value > this.#max) this.#max = value;
    }
  }

  cut(cut: CutPlane, slab: Slab | null): CutResult {
    this.#requireAll();
    const { outside, isShort } = this.#output();
    const values = reslice({ grid: this.#grid, slices: this.#slices }, cut, { outside, slab });
    const result = (isShort ? Int16Array.from(values, Math.round) : values) as CutValues;
    return { ...rangeOf(result, outside), values: result, outside };
  }

  dump(step: number): CutResult {
    this.#requireAll();
    const { outside, isShort } = this.#output();
    const { columns, rows } = this.#grid;
    const size = (count: number) => Math.ceil(count / step);
    const [width, height, depth] = [columns, rows, this.#slices.length].map(size) as [
      number,
      number,
      number,
    ];
    const Kind = isShort ? Int16Array : Float32Array;
    const values = new Kind(width * height * depth);
    for (let k = 0, at = 0; k < depth; k++) {
      const slice = this.#slices[k * step] as SliceValues;
      for (let j = 0; j < height; j++)
        for (let i = 0; i < width; i++, at++)
          values[at] = slice[j * step * columns + i * step] as number;
    }
    return { values, min: this.#min, max: this.#max, outside };
  }

  /** Whole values that fit stay in 16 bits. */
  #output(): { readonly outside: number; readonly isShort: boolean } {
    const isShort = this.#isWhole && this.#max <= 32_767 && this.#min > OUTSIDE_WHOLE;
    return { isShort, outside: isShort ? OUTSIDE_WHOLE : this.#min - 1 };
  }

  #requireAll(): void {
    const count = this.#slices.filter((slice) => slice !== undefined).length;
    if (count !== this.#grid.slices) throw new RangeError('a slice is missing');
  }
}

export type CutResult = {
  readonly values: CutValues;
  readonly min: number;
  readonly max: number;
  readonly outside: number;
};

function rangeOf(values: CutValues, outside: number): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === outside) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min > max ? { min: outside, max: outside } : { min, max };
}

/** @param columns Of the slice as it came. */
function meanOfFour(
  values: SliceValues,
  columns: number,
  { columns: width, rows: height }: VolumeGrid,
): SliceValues {
  const Kind = values.constructor as new (length: number) => SliceValues;
  const out = new Kind(width * height);
  const isWhole = !(values instanceof Float32Array);
  for (let j = 0, at = 0; j < height; j++) {
    for (let i = 0; i < width; i++, at++) {
      const from = 2 * j * columns + 2 * i;
      const sum =
        (values[from] as number) +
        (values[from + 1] as number) +
        (values[from + columns] as number) +
        (values[from + columns + 1] as number);
      out[at] = isWhole ? Math.round(sum / 4) : sum / 4;
    }
  }
  return out;
}
