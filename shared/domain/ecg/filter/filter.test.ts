import { describe, expect, it } from 'vitest';
import type { EcgTrace } from '../traces';
import { filterMarginS } from './design';
import { filterTrace } from './filterTrace';
import type { EcgFilter } from './names';

const trace = (values: Float32Array): EcgTrace => ({
  lead: 'II',
  label: 'II',
  values,
  unscaled: null,
  shift: 0,
  derived: false,
  skewS: 0,
  filters: [],
});
const sampled = (seconds: number, rateHz: number, of: (s: number) => number): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rateHz) }, (_, at) => of(at / rateHz));
const through = (values: Float32Array, rateHz: number, ...filters: EcgFilter[]): Float32Array =>
  filterTrace(trace(values), rateHz, filters).values;

/** Amplitude behind the filter of a sine of 1 mV, from the middle of a long stretch. */
function gain(hz: number, rateHz: number, filter: EcgFilter): number {
  const seconds = Math.max(8, 30 / hz);
  const out = through(
    sampled(seconds, rateHz, (s) => Math.sin(2 * Math.PI * hz * s)),
    rateHz,
    filter,
  );
  let [sine, cosine] = [0, 0];
  // whole periods from the middle
  const periods = Math.max(1, Math.floor((seconds / 3) * hz));
  const count = Math.round((periods / hz) * rateHz);
  const from = Math.floor((out.length - count) / 2);
  for (let at = 0; at < count; at++) {
    const phase = (2 * Math.PI * hz * (from + at)) / rateHz;
    sine += (out[from + at] ?? 0) * Math.sin(phase);
    cosine += (out[from + at] ?? 0) * Math.cos(phase);
  }
  return (2 / count) * Math.hypot(sine, cosine);
}
const decibels = (hz: number, rateHz: number, filter: EcgFilter): number =>
  20 * Math.log10(gain(hz, rateHz, filter));

const CORNERS: readonly (readonly [EcgFilter, number])[] = [
  ['diagnostic', 0.05],
  ['diagnostic', 150],
  ['monitor', 0.5],
  ['monitor', 40],
  ['lowPass40', 40],
  ['baseline', 0.5],
  ['notch50', 49],
  ['notch50', 51],
  ['notch60', 59],
  ['notch60', 61],
];

describe('frequency response, by sine waves sent through', () => {
  it.each(
    CORNERS.flatMap(([filter, hz]) => [500, 1000].map((rate) => [filter, hz, rate] as const)),
  )('%s is 3 dB down at %d Hz (%i samples a second)', (filter, hz, rate) => {
    expect(Math.abs(decibels(hz, rate, filter) + 3.01)).toBeLessThan(0.1);
  });

  it.each([
    ['diagnostic', [0.2, 1, 10, 60], -0.05],
    ['monitor', [2, 5, 10], -0.1],
    ['lowPass40', [0.1, 1, 5, 10], -0.1],
    ['baseline', [2, 10, 100], -0.05],
    ['notch50', [1, 10, 40, 60], -0.1],
  ] as const)('%s leaves its band alone', (filter, frequencies, least) => {
    for (const hz of frequencies) {
      expect(decibels(hz, 500, filter)).toBeGreaterThan(least);
      expect(decibels(hz, 500, filter)).toBeLessThan(0.01);
    }
  });

  it.each([
    ['monitor', 0.1, -45],
    ['monitor', 120, -35],
    ['lowPass40', 120, -35],
    ['baseline', 0.1, -45],
    ['notch50', 50, -60],
    ['notch60', 60, -60],
  ] as const)('%s takes out %d Hz', (filter, hz, most) => {
    expect(decibels(hz, 500, filter)).toBeLessThan(most);
  });
});

describe('response to steps and pulses', () => {
  const rateHz = 500;
  /** IEC 60601-2-25, low frequency response: 3 mV for 100 ms. */
  const pulse = sampled(40, rateHz, (s) => (s >= 20 && s < 20.1 ? 3 : 0));

  it('diagnostic: behind a pulse of 0.3 mVs the trace is off by less than 0.1 mV and slopes less than 0.3 mV/s', () => {
    const out = through(pulse, rateHz, 'diagnostic');
    const after = out.subarray(Math.round(20.15 * rateHz), Math.round(22 * rateHz));
    expect(Math.max(...after.map(Math.abs))).toBeLessThan(0.1);
    for (let at = 1; at < after.length; at++) {
      expect(Math.abs((after[at] ?? 0) - (after[at - 1] ?? 0)) * rateHz).toBeLessThan(0.3);
    }
  });

  it('baseline: an ST segment of 0.2 mV keeps its level within 25 uV', () => {
    const beat = (s: number): number => {
      const at = s % 1;
      if (at < 0.04) return 1;
      return at < 0.14 ? 0.2 : at < 0.3 ? 0.2 + 0.3 * Math.sin(((at - 0.14) / 0.16) * Math.PI) : 0;
    };
    const plain = sampled(20, rateHz, beat);
    const out = through(plain, rateHz, 'baseline');
    const levelAt = (values: Float32Array, s: number): number =>
      (values[Math.round(s * rateHz)] ?? 0) - (values[Math.round((s - 0.16) * rateHz)] ?? 0);
    expect(Math.abs(levelAt(out, 10.1) - levelAt(plain, 10.1))).toBeLessThan(0.025);
  });

  it('lowPass40: a step overshoots by less than a tenth and is symmetric in time', () => {
    const out = through(
      sampled(4, rateHz, (s) => (s >= 2 ? 1 : 0)),
      rateHz,
      'lowPass40',
    );
    expect(Math.max(...out)).toBeLessThan(1.1);
    const middle = 2 * rateHz;
    for (let away = 0; away < 100; away++) {
      expect((out[middle + away] ?? 0) + (out[middle - 1 - away] ?? 0)).toBeCloseTo(1, 3);
    }
  });

  it.each(['diagnostic', 'monitor', 'lowPass40', 'baseline', 'notch50'] as const)(
    '%s moves no wave in time',
    (filter) => {
      const wave = sampled(10, rateHz, (s) => Math.exp(-(((s - 5) / 0.02) ** 2)));
      const out = through(wave, rateHz, filter);
      expect(out.indexOf(Math.max(...out))).toBe(5 * rateHz);
      for (let away = 1; away < 200; away++) {
        expect(out[5 * rateHz + away]).toBeCloseTo(out[5 * rateHz - away] ?? 0, 3);
      }
    },
  );
});

describe('a filtered trace', () => {
  const hum = sampled(6, 500, (s) => 300 + 0.5 * Math.sin(2 * Math.PI * 50 * s));

  it('says what was applied, in a fixed order, and never loses it', () => {
    const once = filterTrace(trace(hum), 500, ['notch50', 'baseline']);
    expect(once.filters).toEqual(['baseline', 'notch50']);
    expect(filterTrace(once, 500, ['lowPass40']).filters).toEqual([
      'baseline',
      'notch50',
      'lowPass40',
    ]);
    expect(filterTrace(trace(hum), 500, [])).toEqual(trace(hum));
  });

  it('has no filter its sampling rate cannot hold, and says so', () => {
    const slow = (rateHz: number) =>
      filterTrace(trace(sampled(6, rateHz, () => 1)), rateHz, ['notch50', 'lowPass40', 'monitor'])
        .filters;
    expect(slow(100)).toEqual(['monitor', 'lowPass40']);
    expect(slow(80)).toEqual(['monitor']);
    expect(slow(500)).toEqual(['monitor', 'lowPass40', 'notch50']);
  });

  it('is centred and free of hum, from its first sample to its last', () => {
    const out = through(hum, 500, 'baseline', 'notch50');
    expect(Math.max(...out.map(Math.abs))).toBeLessThan(0.01);
  });

  it('keeps gaps, and nothing leaks across them', () => {
    const values = sampled(6, 500, (s) => (s < 3 ? 0 : 5));
    values.fill(Number.NaN, 1400, 1500);
    const out = through(values, 500, 'lowPass40');
    expect(out.subarray(1400, 1500).every(Number.isNaN)).toBe(true);
    expect(Math.max(...out.subarray(0, 1400).map(Math.abs))).toBeLessThan(1e-6);
    expect(out[1500]).toBeCloseTo(5, 5);
  });

  it('in a window with the margin is what it is in the whole recording', () => {
    const long = sampled(
      120,
      500,
      (s) =>
        0.2 * Math.sin(2 * Math.PI * 1.2 * s) + 0.3 * Math.sin(0.9 * s) + (s % 1 < 0.02 ? 1 : 0),
    );
    for (const filter of ['diagnostic', 'baseline', 'lowPass40', 'notch50'] as const) {
      const whole = through(long, 500, filter);
      const margin = Math.ceil(filterMarginS([filter]) * 500);
      const [from, to] = [60 * 500, 70 * 500];
      const part = through(long.slice(from - margin, to + margin), 500, filter);
      let worst = 0;
      for (let at = from; at < to; at++) {
        worst = Math.max(worst, Math.abs((part[at - from + margin] ?? 0) - (whole[at] ?? 0)));
      }
      // 10 uV: a tenth of a millimetre on paper
      expect(worst, filter).toBeLessThan(0.01);
    }
  });
});
