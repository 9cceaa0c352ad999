import type { CineMode } from '../../ports/imageViewer';

export type CinePorts = {
  readonly count: () => number;
  readonly index: () => number;
  readonly goTo: (index: number) => void;
  /** The last step is still being carried out. */
  readonly isBusy: () => boolean;
  /** It came to its end by itself. */
  readonly onEnd: () => void;
};

/**
 * Plays a stack at a steady rate. A beat is dropped while the last one is still being carried out, so that a slow machine
 * shows every picture late rather than a wrong one.
 */
export class Cine {
  readonly #ports: CinePorts;
  #timer: ReturnType<typeof setInterval> | null = null;
  #rate: number | null = null;
  #mode: CineMode = 'loop';
  #step = 1;

  constructor(ports: CinePorts) {
    this.#ports = ports;
  }

  get rate(): number | null {
    return this.#rate;
  }

  get mode(): CineMode {
    return this.#mode;
  }

  /** @param rate Pictures a second, held to 1-60; `null` stops. */
  set(rate: number | null, mode: CineMode = this.#mode): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#rate = rate === null ? null : Math.min(60, Math.max(1, rate));
    this.#mode = mode;
    if (rate === null || mode !== 'swing') this.#step = 1;
    this.#timer = this.#rate === null ? null : setInterval(() => this.#beat(), 1000 / this.#rate);
  }

  #beat(): void {
    const { count, index, goTo, isBusy, onEnd } = this.#ports;
    if (isBusy()) return;
    const last = count() - 1;
    const next = index() + this.#step;
    if (next >= 0 && next <= last) return goTo(next);
    if (this.#mode === 'loop') return goTo(0);
    if (this.#mode === 'swing') {
      this.#step = -this.#step;
      return goTo(Math.min(last, Math.max(0, index() + this.#step)));
    }
    this.set(null);
    onEnd();
  }
}
