import { Judge } from './judge';
import { LeadSlope } from './leadSlope';
import { PeakPicker, type Peak } from './peaks';
import { MovingMean, Ring } from './ring';
import { level, SHAPE_BEFORE_S, SHAPE_BEHIND_S, Shapes } from './shapes';

export type DetectedBeat = {
  /** Index of the sample with the greatest deflection over all leads. */
  readonly sample: number;
  /** Position in `BEAT_KINDS`. */
  readonly kind: number;
  /** Nothing was recorded between the beat before and this one: their distance says nothing. */
  readonly isAfterGap: boolean;
};

export type DetectorOptions = {
  readonly sampleRateHz: number;
  readonly leads: number;
  readonly onBeat: (beat: DetectedBeat) => void;
  /** A stretch in which no lead could be used, in samples; called when it has ended. */
  readonly onLost?: (from: number, to: number) => void;
};

/** Beats are looked for at about this rate; their place is then found in the samples. */
const WORKING_RATE_HZ = 250;
const WINDOW_S = 0.09;
const APART_S = 0.2;
const SEARCH_S = 0.08;
const HISTORY_S = 8;
/** Mean steepness over a window, in mV for each lead, below which nothing can be a complex. */
const FLOOR_MV = 0.01;

/**
 * Finds beats in leads recorded together, as samples come: memory does not depend on the length of the recording.
 *
 * @see Judge for how complexes are told from other waves, LeadSlope for what is looked at.
 */
export class BeatDetector {
  readonly #options: DetectorOptions;
  readonly #factor: number;
  readonly #rateHz: number;
  readonly #leads: readonly LeadSlope[];
  readonly #samples: readonly Ring[];
  readonly #window: MovingMean;
  readonly #picker: PeakPicker;
  readonly #judge: Judge;
  readonly #shapes = new Shapes();
  readonly #delay: number;
  readonly #sums: Float64Array;
  readonly #counts: Int32Array;
  readonly #before: Float32Array;
  readonly #middle: Float32Array;
  #sample = 0;
  #step = 0;
  #lostFrom: number | null = null;
  #isAfterGap = true;
  #lastBeat = -1;

  constructor(options: DetectorOptions) {
    const { sampleRateHz, leads } = options;
    this.#options = options;
    this.#factor = Math.max(1, Math.round(sampleRateHz / WORKING_RATE_HZ));
    this.#rateHz = sampleRateHz / this.#factor;
    const all = Array.from({ length: leads }, (_, lead) => lead);
    this.#leads = all.map(() => new LeadSlope(this.#rateHz));
    this.#samples = all.map(() => new Ring(HISTORY_S * sampleRateHz));
    const window = Math.max(1, Math.round(WINDOW_S * this.#rateHz));
    this.#window = new MovingMean(window);
    this.#picker = new PeakPicker(APART_S * this.#rateHz);
    this.#judge = new Judge(this.#rateHz, (peak) => this.#found(peak));
    this.#delay = LeadSlope.delay(this.#rateHz) + (window - 1) / 2;
    this.#sums = new Float64Array(leads);
    this.#counts = new Int32Array(leads);
    this.#before = new Float32Array(leads).fill(Number.NaN);
    this.#middle = new Float32Array(leads).fill(Number.NaN);
  }

  /** @param leads - The next samples of every lead in mV, all of one length; `NaN` for nothing recorded. */
  push(leads: readonly Float32Array[]): void {
    const length = leads[0]?.length ?? 0;
    if (this.#sample === 0 && length > 0) {
      leads.forEach((values, lead) => (this.#middle[lead] = values[0] ?? Number.NaN));
    }
    for (let at = 0; at < length; at++) {
      for (let lead = 0; lead < leads.length; lead++) {
        const value = this.#withoutSpike(lead, leads[lead]?.[at] ?? Number.NaN);
        this.#samples[lead]?.set(this.#sample, value);
        if (Number.isNaN(value)) continue;
        this.#sums[lead] = (this.#sums[lead] ?? 0) + value;
        this.#counts[lead] = (this.#counts[lead] ?? 0) + 1;
      }
      this.#sample += 1;
      if (this.#sample % this.#factor === 0) this.#advance();
    }
  }

  /**
   * The sample before this one, or where it stands out from both its neighbours, the nearer of them: a spike of one sample is
   * a pacemaker or a fault, never a complex.
   */
  #withoutSpike(lead: number, next: number): number {
    const before = this.#before[lead] ?? Number.NaN;
    const middle = this.#middle[lead] ?? Number.NaN;
    this.#before[lead] = middle;
    this.#middle[lead] = next;
    // beside a gap every comparison is false
    if (middle > before && middle > next) return before > next ? before : next;
    return middle < before && middle < next ? (before < next ? before : next) : middle;
  }

  end(): void {
    // complexes at the very end still lie in front of what the picker waits for
    const rest = Math.ceil((APART_S + WINDOW_S) * this.#rateHz);
    for (let count = 0; count < rest; count++) this.#look(0, this.#leads.length);
    const last = this.#picker.end();
    if (last) this.#judge.next(last, this.#floor(this.#leads.length));
    this.#judge.end(this.#floor(this.#leads.length));
    this.#closeLost();
  }

  /** One step at the working rate, from the mean of the samples since the last one. */
  #advance(): void {
    let [steepness, alive] = [0, 0];
    for (let lead = 0; lead < this.#leads.length; lead++) {
      const count = this.#counts[lead] ?? 0;
      const value = count === 0 ? Number.NaN : (this.#sums[lead] ?? 0) / count;
      const slope = this.#leads[lead];
      steepness += slope?.next(this.#step, value) ?? 0;
      if (slope?.isAlive) alive += 1;
      this.#sums[lead] = 0;
      this.#counts[lead] = 0;
    }
    if (alive === 0) this.#lose();
    else this.#closeLost();
    this.#look(steepness, alive);
  }

  #look(steepness: number, alive: number): void {
    const peak = this.#picker.next(this.#step, this.#window.next(steepness));
    if (peak) this.#judge.next(peak, this.#floor(alive));
    this.#step += 1;
  }

  #floor(alive: number): number {
    return FLOOR_MV * Math.max(1, alive);
  }

  #lose(): void {
    if (this.#lostFrom !== null) return;
    this.#lostFrom = this.#sample;
    this.#isAfterGap = true;
    this.#judge.interrupt();
  }

  #closeLost(): void {
    if (this.#lostFrom === null) return;
    this.#options.onLost?.(this.#lostFrom, this.#sample);
    this.#lostFrom = null;
  }

  #found({ at }: Peak): void {
    const step = Math.round(at - this.#delay);
    const sample = this.#place(step * this.#factor + (this.#factor >> 1));
    if (sample <= this.#lastBeat) return;
    const reach = Math.round(WINDOW_S * this.#rateHz);
    for (const lead of this.#leads) lead.learn(at - reach, at + 2);
    const kind = this.#shapes.kindOf(this.#shapeAt(Math.round(sample / this.#factor)));
    // every sample is seen one late, see `#withoutSpike`
    this.#options.onBeat({ sample: sample - 1, kind, isAfterGap: this.#isAfterGap });
    this.#isAfterGap = false;
    this.#lastBeat = sample;
  }

  /** The sample nearby that lies farthest from where the leads were before, all leads together. */
  #place(near: number): number {
    const reach = Math.round(SEARCH_S * this.#options.sampleRateHz);
    const [from, to] = [Math.max(0, near - reach), Math.min(this.#sample - 1, near + reach)];
    const base = this.#samples.map((ring) => ring.get(from));
    let [best, most] = [near, -1];
    for (let sample = from; sample <= to; sample++) {
      let sum = 0;
      for (let lead = 0; lead < base.length; lead++) {
        const away = Math.abs((this.#samples[lead]?.get(sample) ?? 0) - (base[lead] ?? 0));
        if (away > 0) sum += away;
      }
      if (sum > most) [best, most] = [sample, sum];
    }
    return best;
  }

  #shapeAt(step: number): Float32Array {
    const before = Math.round(SHAPE_BEFORE_S * this.#rateHz);
    const length = before + Math.round(SHAPE_BEHIND_S * this.#rateHz);
    const out = new Float32Array(length * this.#leads.length);
    this.#leads.forEach(({ values }, lead) => {
      const part = out.subarray(lead * length, (lead + 1) * length);
      for (let at = 0; at < length; at++) part[at] = values.get(step - before + at);
      level(part);
    });
    return out;
  }
}
