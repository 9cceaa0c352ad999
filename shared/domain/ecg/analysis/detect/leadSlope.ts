import { MovingMean, Ring } from './ring';

/** A complex is never steeper than this many times the usual one of its lead; more is an artefact. */
const CLIP = 1.5;
const HISTORY_S = 8;
/** A lead that does not change at all for so long is not connected. */
const FLAT_S = 1;

/**
 * Steepness of one lead, smoothed over a period of mains hum, at the detector's own rate. Gaps and dead leads count as
 * nothing.
 */
export class LeadSlope {
  readonly values: Ring;
  readonly slopes: Ring;
  readonly #smooth: MovingMean;
  readonly #smoothed: Ring;
  readonly #lag: number;
  readonly #restAfterGap: number;
  readonly #flatAfter: number;
  #rest = 0;
  #unchanged = 0;
  /** Everything is counted from the first value: a recorder's offset is no step. */
  #offset: number | null = null;
  #last = 0;
  #usual = Infinity;

  constructor(rateHz: number) {
    const smooth = Math.max(1, Math.round(0.02 * rateHz));
    this.#lag = Math.max(1, Math.round(0.024 * rateHz));
    this.#smooth = new MovingMean(smooth);
    this.#smoothed = new Ring(4 * (smooth + this.#lag));
    this.values = new Ring(HISTORY_S * rateHz);
    this.slopes = new Ring(HISTORY_S * rateHz);
    this.#restAfterGap = smooth + this.#lag;
    this.#flatAfter = FLAT_S * rateHz;
  }

  /** Samples by which a slope lags behind the wave it belongs to. */
  static delay(rateHz: number): number {
    return (Math.round(0.02 * rateHz) - 1 + Math.round(0.024 * rateHz)) / 2;
  }

  get isAlive(): boolean {
    return this.#rest === 0 && this.#unchanged < this.#flatAfter;
  }

  /** @param value - mV, `NaN` for nothing recorded. @returns Steepness, clipped where it is beyond belief. */
  next(index: number, value: number): number {
    const isGap = Number.isNaN(value);
    if (!isGap) this.#offset ??= value;
    const current = isGap ? this.#last : value - (this.#offset ?? 0);
    this.#unchanged = current === this.#last ? this.#unchanged + 1 : 0;
    this.#last = current;
    this.values.set(index, current);
    const smoothed = this.#smooth.next(current);
    this.#smoothed.set(index, smoothed);
    if (isGap) this.#rest = this.#restAfterGap;
    else if (this.#rest > 0) this.#rest -= 1;
    const slope = this.#rest > 0 ? 0 : Math.abs(smoothed - this.#smoothed.get(index - this.#lag));
    this.slopes.set(index, slope);
    return Math.min(slope, CLIP * this.#usual);
  }

  /** A complex was found between two indices: what its slope was is usual for this lead. */
  learn(from: number, to: number): void {
    let most = 0;
    for (let index = from; index <= to; index++) most = Math.max(most, this.slopes.get(index));
    if (most === 0) return;
    const usual = this.#usual;
    this.#usual = usual === Infinity ? most : usual + 0.125 * (Math.min(most, 2 * usual) - usual);
  }
}
