/** The last values of an endless row, by their index from the beginning. */
export class Ring {
  readonly #values: Float32Array;
  readonly #mask: number;

  constructor(least: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, least)));
    this.#values = new Float32Array(size);
    this.#mask = size - 1;
  }

  set(index: number, value: number): void {
    this.#values[index & this.#mask] = value;
  }

  /** What stood there if it is not too long ago; 0 before the beginning. */
  get(index: number): number {
    return this.#values[index & this.#mask] ?? 0;
  }
}

/** Mean of the last `length` values. */
export class MovingMean {
  readonly #values: Float64Array;
  #at = 0;
  #sum = 0;

  constructor(length: number) {
    this.#values = new Float64Array(Math.max(1, length));
  }

  next(value: number): number {
    this.#sum += value - (this.#values[this.#at] ?? 0);
    this.#values[this.#at] = value;
    this.#at += 1;
    if (this.#at === this.#values.length) {
      this.#at = 0;
      // summed anew once a round: differences of floating point numbers would add up over a day
      this.#sum = 0;
      for (const one of this.#values) this.#sum += one;
    }
    return this.#sum / this.#values.length;
  }
}
