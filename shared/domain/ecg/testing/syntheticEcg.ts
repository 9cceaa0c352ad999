import { STANDARD_LEADS, type StandardLead } from '../leads';

/** Height of each wave in mV, lead by lead; the other limb leads follow from I and II. */
type Waves = readonly [p: number, q: number, r: number, s: number, t: number];
const NORMAL: Readonly<Record<string, Waves>> = {
  I: [0.07, -0.05, 0.7, -0.1, 0.2],
  II: [0.13, -0.08, 1.1, -0.15, 0.3],
  V1: [0.05, 0, 0.2, -1.0, -0.05],
  V2: [0.06, 0, 0.4, -1.4, 0.4],
  V3: [0.06, 0, 0.8, -0.9, 0.45],
  V4: [0.06, -0.05, 1.4, -0.4, 0.4],
  V5: [0.06, -0.08, 1.2, -0.15, 0.3],
  V6: [0.06, -0.08, 0.9, -0.05, 0.25],
};
/** A ventricular beat: no P, wide, the T wave against the complex. */
const ECTOPIC: Readonly<Record<string, Waves>> = {
  I: [0, 0, -0.8, 0.3, 0.35],
  II: [0, 0, 1.5, -0.9, -0.5],
  V1: [0, 0, 1.3, 0.2, -0.5],
  V2: [0, 0, 1.6, 0.1, -0.6],
  V3: [0, 0, 1.2, -0.4, -0.5],
  V4: [0, 0, 0.8, -0.9, 0.3],
  V5: [0, 0, 0.4, -1.2, 0.4],
  V6: [0, 0, 0.2, -1.0, 0.4],
};

export type SyntheticBeat = {
  readonly atS: number;
  readonly kind: 'sinus' | 'ectopic' | 'fibrillation';
};

export type SyntheticSpec = {
  readonly rateHz: number;
  readonly durationS: number;
  /** Middle of the P wave in front of the R peak, in seconds. */
  readonly pBeforeS?: number;
  /** Top of the T wave behind the R peak, in seconds. */
  readonly tBehindS?: number;
  /** Standard deviation of noise in mV. */
  readonly noiseMv?: number;
  readonly wanderMv?: number;
  readonly beats: readonly SyntheticBeat[];
  /** Samples replaced by a value, by channel. */
  readonly spikes?: readonly {
    readonly channel: number;
    readonly sample: number;
    readonly value: number;
  }[];
};

/** 2.5 uV a bit, as recorders have. */
export const SYNTHETIC_UV_PER_BIT = 2.5;
const BITS_PER_MV = 1000 / SYNTHETIC_UV_PER_BIT;
const BEFORE_S = 0.35;
const BEHIND_S = 0.6;

/**
 * Twelve leads of a heart that beats when it is told to, in raw samples; any stretch can be made without the ones before
 * it, and is always the same.
 */
export function createSyntheticEcg(spec: SyntheticSpec) {
  const templates = {
    sinus: templatesOf(spec, NORMAL, 1),
    fibrillation: templatesOf(spec, withoutP(NORMAL), 1),
    ectopic: templatesOf(spec, ECTOPIC, 2.2),
  };
  const { rateHz, beats } = spec;
  const before = Math.round(BEFORE_S * rateHz);
  const length = before + Math.round(BEHIND_S * rateHz);
  const places = Int32Array.from(beats, ({ atS }) => Math.round(atS * rateHz) - before);
  return {
    leads: STANDARD_LEADS,
    /** Samples `from` to `from + count` of all twelve leads. */
    read(from: number, count: number): Int16Array[] {
      const sums = STANDARD_LEADS.map(() => new Float32Array(count));
      for (let beat = firstAfter(places, from - length); beat < beats.length; beat++) {
        const place = (places[beat] ?? 0) - from;
        if (place >= count) break;
        addBeat(sums, templates[beats[beat]?.kind ?? 'sinus'], place);
      }
      const out = sums.map((sum, lead) => finish(spec, sum, lead, from));
      for (const { channel, sample, value } of spec.spikes ?? []) {
        const row = out[channel];
        if (row && sample >= from && sample < from + count) row[sample - from] = value;
      }
      return out;
    },
  };
}

const withoutP = (waves: typeof NORMAL): typeof NORMAL =>
  Object.fromEntries(
    Object.entries(waves).map(([lead, [, ...rest]]) => [lead, [0, ...rest] as Waves]),
  );

function templatesOf(
  { rateHz, pBeforeS = 0.16, tBehindS = 0.26 }: SyntheticSpec,
  waves: typeof NORMAL,
  width: number,
): Float32Array[] {
  const shapes = [
    [-pBeforeS, 0.022],
    [-0.028 * width, 0.008 * width],
    [0, 0.011 * width],
    [0.028 * width, 0.01 * width],
    [tBehindS, 0.045],
  ] as const;
  const length = Math.round(BEFORE_S * rateHz) + Math.round(BEHIND_S * rateHz);
  const make = (heights: Waves): Float32Array =>
    Float32Array.from({ length }, (_, at) => {
      const seconds = at / rateHz - BEFORE_S;
      return shapes.reduce(
        (sum, [middle, spread], wave) =>
          sum + (heights[wave] ?? 0) * Math.exp(-0.5 * ((seconds - middle) / spread) ** 2),
        0,
      );
    });
  const own = new Map(Object.entries(waves).map(([lead, heights]) => [lead, make(heights)]));
  const one = own.get('I') ?? new Float32Array();
  const two = own.get('II') ?? new Float32Array();
  const both = (a: number, b: number) => one.map((value, at) => a * value + b * (two[at] ?? 0));
  const derived: Partial<Record<StandardLead, Float32Array>> = {
    III: both(-1, 1),
    aVR: both(-0.5, -0.5),
    aVL: both(1, -0.5),
    aVF: both(-0.5, 1),
  };
  return STANDARD_LEADS.map((lead) => own.get(lead) ?? derived[lead] ?? new Float32Array());
}

function addBeat(
  sums: readonly Float32Array[],
  templates: readonly Float32Array[],
  place: number,
): void {
  sums.forEach((sum, lead) => {
    const template = templates[lead] ?? new Float32Array();
    const last = Math.min(template.length, sum.length - place);
    for (let at = Math.max(0, -place); at < last; at++) {
      sum[place + at] = (sum[place + at] ?? 0) + (template[at] ?? 0);
    }
  });
}

function finish(
  { rateHz, noiseMv = 0.01, wanderMv = 0.1 }: SyntheticSpec,
  sum: Float32Array,
  lead: number,
  from: number,
): Int16Array {
  const out = new Int16Array(sum.length);
  for (let at = 0; at < sum.length; at++) {
    const sample = from + at;
    const wander = wanderMv * Math.sin((2 * Math.PI * 0.22 * sample) / rateHz + lead);
    const millivolts = (sum[at] ?? 0) + wander + noiseMv * noise(sample, lead);
    out[at] = Math.round(millivolts * BITS_PER_MV);
  }
  return out;
}

/** Roughly normal, of standard deviation 1, from the place alone. */
function noise(sample: number, lead: number): number {
  let bits = Math.imul(sample + 1, 0x9e3779b1) ^ Math.imul(lead + 1, 0x85ebca6b);
  let sum = 0;
  for (let part = 0; part < 3; part++) {
    bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
    bits ^= bits >>> 12;
    sum += (bits >>> 0) / 2 ** 32 - 0.5;
  }
  return 2 * sum;
}

function firstAfter(places: Int32Array, sample: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < sample) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers in [0, 1) that are the same every time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Beats at intervals of `rrS`, with a little breathing, up to the end. */
export function sinusRhythm(durationS: number, rrS: number): SyntheticBeat[] {
  const beats: SyntheticBeat[] = [];
  for (let atS = 0.5; atS < durationS - 0.7;) {
    beats.push({ atS, kind: 'sinus' });
    atS += rrS * (1 + 0.03 * Math.sin(atS));
  }
  return beats;
}
