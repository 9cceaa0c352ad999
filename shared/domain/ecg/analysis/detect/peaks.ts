export type Peak = { readonly at: number; readonly height: number };

/** Largest values of a row that have nothing larger within `apart` on either side, in order. */
export class PeakPicker {
  readonly #apart: number;
  #best: Peak | null = null;

  constructor(apart: number) {
    this.#apart = apart;
  }

  next(at: number, height: number): Peak | null {
    const best = this.#best;
    if (best === null || height > best.height) {
      this.#best = { at, height };
      return null;
    }
    if (at - best.at < this.#apart) return null;
    this.#best = { at, height };
    return best;
  }

  end(): Peak | null {
    return this.#best;
  }
}
