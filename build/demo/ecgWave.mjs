// A synthetic anterior STEMI: Gaussian waves on eight independent leads, the other four by Einthoven and Goldberger.
// Amplitudes in mV, times in ms from the R peak. It looks like the case text says and says that it is synthetic.

const SAMPLES_PER_S = 500;
const SECONDS = 10;
const HEART_RATE = 98;
/** 1.25 µV per unit: a viewer that assumes 1 µV is wrong by a quarter and gets caught. */
export const SENSITIVITY_UV = 1.25;

// p, q, r, s, st (plateau at J+60 ms), t
const INDEPENDENT = {
  I: { p: 0.08, q: -0.06, r: 0.62, s: -0.08, st: 0.1, t: 0.22 },
  II: { p: 0.13, q: -0.03, r: 0.7, s: -0.12, st: -0.08, t: 0.12 },
  V1: { p: 0.05, q: -0.02, r: 0.1, s: -0.85, st: 0.3, t: 0.35 },
  V2: { p: 0.06, q: -0.08, r: 0.08, s: -1.15, st: 0.5, t: 0.75 },
  V3: { p: 0.06, q: -0.12, r: 0.22, s: -0.95, st: 0.5, t: 0.8 },
  V4: { p: 0.07, q: -0.16, r: 0.5, s: -0.6, st: 0.4, t: 0.65 },
  V5: { p: 0.07, q: -0.08, r: 0.85, s: -0.3, st: 0.15, t: 0.4 },
  V6: { p: 0.07, q: -0.05, r: 0.8, s: -0.15, st: 0.05, t: 0.25 },
};

export const LEADS = [
  ['I', '2:1'],
  ['II', '2:2'],
  ['III', '2:61'],
  ['aVR', '2:62'],
  ['aVL', '2:63'],
  ['aVF', '2:64'],
  ['V1', '2:3'],
  ['V2', '2:4'],
  ['V3', '2:5'],
  ['V4', '2:6'],
  ['V5', '2:7'],
  ['V6', '2:8'],
];

const bump = (t, centre, width) => Math.exp(-((t - centre) ** 2) / (2 * width ** 2));
const step = (t, centre, width) => 1 / (1 + Math.exp(-(t - centre) / width));

const beat = (t, a) =>
  a.p * bump(t, -155, 21) +
  a.q * bump(t, -27, 8) +
  a.r * bump(t, 0, 11) +
  a.s * bump(t, 27, 10) +
  a.st * (step(t, 50, 5) - step(t, 185, 22)) +
  a.t * bump(t, 240, 42);

/** mulberry32: the same noise in every build. */
function noiseSource(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296 - 0.5;
  };
}

function rPeaks(random) {
  const peaks = [];
  const rrMs = 60_000 / HEART_RATE;
  for (let at = 260; at < SECONDS * 1000 + 400; at += rrMs * (1 + random() * 0.02)) peaks.push(at);
  return peaks;
}

/** @returns {{channels: Map<string, Float64Array>, peaksMs: number[], samplesPerS: number}} mV per lead */
export function anteriorStemi() {
  const random = noiseSource(1968);
  const peaksMs = rPeaks(random);
  const count = SAMPLES_PER_S * SECONDS;
  const lead = (amplitudes, phase) =>
    Float64Array.from({ length: count }, (_, i) => {
      const t = (i * 1000) / SAMPLES_PER_S;
      const wander = 0.02 * Math.sin((2 * Math.PI * t) / 3700 + phase);
      return peaksMs.reduce((sum, at) => sum + beat(t - at, amplitudes), wander) + random() * 0.012;
    });
  const own = new Map(Object.entries(INDEPENDENT).map(([name, a], i) => [name, lead(a, i)]));
  const [one, two] = [own.get('I'), own.get('II')];
  const mix = (f) => Float64Array.from({ length: count }, (_, i) => f(one[i], two[i]));
  own.set(
    'III',
    mix((i, ii) => ii - i),
  );
  own.set(
    'aVR',
    mix((i, ii) => -(i + ii) / 2),
  );
  own.set(
    'aVL',
    mix((i, ii) => i - ii / 2),
  );
  own.set(
    'aVF',
    mix((i, ii) => ii - i / 2),
  );
  return { channels: own, peaksMs, samplesPerS: SAMPLES_PER_S };
}

/** Channels interleaved per sample, little endian (PS3.3 C.10.9.1). */
export function interleaved({ channels }) {
  const leads = LEADS.map(([name]) => channels.get(name));
  const bytes = Buffer.alloc(leads[0].length * leads.length * 2);
  leads[0].forEach((_, sample) =>
    leads.forEach((lead, channel) =>
      bytes.writeInt16LE(
        Math.round((lead[sample] * 1000) / SENSITIVITY_UV),
        (sample * leads.length + channel) * 2,
      ),
    ),
  );
  return bytes;
}

/** ST level in mV at J+60 ms (105 ms after R) against the PR segment, mean over all whole beats. */
export function stLevel({ channels, peaksMs, samplesPerS }, name) {
  const lead = channels.get(name);
  const at = (ms) => lead[Math.round((ms * samplesPerS) / 1000)];
  const whole = peaksMs.filter((ms) => ms > 300 && ms < 9500);
  return whole.reduce((sum, ms) => sum + at(ms + 105) - at(ms - 60), 0) / whole.length;
}
