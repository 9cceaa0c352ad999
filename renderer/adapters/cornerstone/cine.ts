/**
 * Calls `next` at a steady rate. A beat is dropped while the last one is still being carried out, so that a slow machine
 * shows every picture late rather than a wrong one.
 */
export class Cine {
  readonly #next: () => void;
  readonly #busy: () => boolean;
  #timer: ReturnType<typeof setInterval> | null = null;
  #rate: number | null = null;

  constructor(next: () => void, busy: () => boolean) {
    this.#next = next;
    this.#busy = busy;
  }

  get rate(): number | null {
    return this.#rate;
  }

  /** @param rate Pictures a second, held to 1-60; `null` stops. */
  set(rate: number | null): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#rate = rate === null ? null : Math.min(60, Math.max(1, rate));
    this.#timer =
      this.#rate === null
        ? null
        : setInterval(() => {
            if (!this.#busy()) this.#next();
          }, 1000 / this.#rate);
  }
}
