/** Whole numbers that come one by one, at four bytes each. */
export class GrowingInts {
  #values = new Int32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Int32Array(2 * this.#values.length);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length++] = value;
  }

  done(): Int32Array {
    return this.#values.slice(0, this.#length);
  }
}
