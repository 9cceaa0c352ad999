import type { Peak } from './peaks';

/** Between complexes there is at least this time, in seconds; the picker keeps peaks 0.2 s apart. */
const T_WAVE_S = 0.36;
const LEARNING_S = 3;
/** Where nothing was found for so much longer than usual, something was overlooked. */
const OVERDUE = 1.66;
const REMEMBERED_INTERVALS = 8;
/** Behind a pause of so many seconds the level is given up slowly: the gain may have changed. */
const FORGET_S = 3;

/**
 * Decides which peaks of steepness are complexes: adaptive levels for complexes and for everything else, waves shortly
 * behind a complex only when they are as steep, and a second look where a complex is overdue.
 *
 * @see Pan and Tompkins 1985; Hamilton and Tompkins 1986 (levels, search back). Constants were chosen anew.
 */
export class Judge {
  readonly #rateHz: number;
  readonly #accept: (peak: Peak) => void;
  #learning: Peak[] | null = [];
  #complexes = 0;
  #rest = 0;
  #usual = 0;
  #last: Peak | null = null;
  readonly #intervals: number[] = [];
  #overlooked: Peak[] = [];

  constructor(rateHz: number, accept: (peak: Peak) => void) {
    this.#rateHz = rateHz;
    this.#accept = accept;
  }

  /** @param floor - Peaks below are noise whatever the levels say. */
  next(peak: Peak, floor: number): void {
    if (this.#learning) {
      this.#learning.push(peak);
      const first = this.#learning[0]?.at ?? 0;
      if (peak.at - first >= LEARNING_S * this.#rateHz) this.#learn(floor);
      return;
    }
    this.#judge(peak, floor);
  }

  end(floor: number): void {
    if (this.#learning) this.#learn(floor);
  }

  /** Signal was lost: an interval across the gap says nothing, and nothing is overdue. */
  interrupt(): void {
    this.#last = null;
    this.#overlooked = [];
  }

  #learn(floor: number): void {
    const peaks = this.#learning ?? [];
    const most = Math.max(...peaks.map(({ height }) => height));
    const high = peaks.map(({ height }) => height).filter((height) => height >= 0.5 * most);
    const level = high.sort((a, b) => a - b)[high.length >> 1] ?? 0;
    if (level <= floor) {
      // nothing yet that could be a complex: go on learning, but do not keep everything
      this.#learning = peaks.slice(-1);
      return;
    }
    this.#learning = null;
    this.#complexes = level;
    this.#usual = level;
    this.#rest = 0.15 * level;
    for (const peak of peaks) this.#judge(peak, floor);
  }

  #judge(peak: Peak, floor: number): void {
    this.#lookBack(peak.at, floor);
    const threshold = Math.max(floor, this.#rest + 0.3 * (this.#complexes - this.#rest));
    if (peak.height <= threshold || this.#isWaveBehind(peak)) {
      this.#rest += 0.125 * (Math.min(peak.height, this.#complexes) - this.#rest);
      this.#overlooked.push(peak);
      this.#forget(peak.at);
      return;
    }
    this.#complexes += 0.125 * (Math.min(peak.height, 2 * this.#complexes) - this.#complexes);
    this.#take(peak);
  }

  /** A T wave is less steep than the complex before it. */
  #isWaveBehind({ at, height }: Peak): boolean {
    const last = this.#last;
    return last !== null && at - last.at < T_WAVE_S * this.#rateHz && height < 0.5 * last.height;
  }

  #take(peak: Peak): void {
    if (this.#last) {
      this.#intervals.push(peak.at - this.#last.at);
      if (this.#intervals.length > REMEMBERED_INTERVALS) this.#intervals.shift();
    }
    this.#last = peak;
    this.#usual += 0.05 * (peak.height - this.#usual);
    this.#overlooked = [];
    this.#accept(peak);
  }

  #lookBack(now: number, floor: number): void {
    while (this.#last && this.#intervals.length > 0) {
      const { at } = this.#last;
      const mean = this.#intervals.reduce((sum, one) => sum + one, 0) / this.#intervals.length;
      if (now - at <= OVERDUE * mean) return;
      const half = Math.max(floor, 0.5 * (this.#rest + 0.3 * (this.#complexes - this.#rest)));
      const found = this.#overlooked
        .filter((peak) => peak.at - at > T_WAVE_S * this.#rateHz && peak.height > half)
        .reduce<Peak | null>(
          (best, peak) => (best && best.height >= peak.height ? best : peak),
          null,
        );
      if (!found) return;
      const later = this.#overlooked.filter((peak) => peak.at > found.at);
      this.#complexes = 0.75 * this.#complexes + 0.25 * found.height;
      this.#take(found);
      this.#overlooked = later;
    }
  }

  #forget(now: number): void {
    const since = this.#last ? now - this.#last.at : 0;
    if (since <= FORGET_S * this.#rateHz) return;
    this.#complexes = Math.max(0.2 * this.#usual, 0.93 * this.#complexes);
    if (this.#overlooked.length > 200) this.#overlooked = this.#overlooked.slice(-100);
  }
}
