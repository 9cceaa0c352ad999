import { describe, expect, it } from 'vitest';
import type { Strip } from '../../../shared/domain/ecg/paper';
import { stripPath, unscaledGain } from './stripPath';

const strip = (values: number[], parts: Partial<Strip> = {}, skewS = 0, shift = 0): Strip => ({
  trace: {
    lead: 'II',
    label: 'II',
    values: Float32Array.from(values),
    unscaled: null,
    derived: false,
    filters: [],
    shift,
    skewS,
  },
  fromS: 0,
  toS: 1,
  leftMm: 20,
  baselineMm: 50,
  heightMm: 30,
  ...parts,
});
const scale = { speedMmPerS: 25, gain: 10, sampleRateHz: 500 };

describe('stripPath', () => {
  it('puts 1 mV ten millimetres up and one second twenty-five millimetres to the right', () => {
    const values = Array.from({ length: 501 }, (_, index) => (index === 500 ? 1 : 0));
    const [run] = stripPath(strip(values), scale);
    expect(run?.[0]).toEqual([20, 50]);
    expect(run?.at(-1)).toEqual([45, 40]);
  });

  it('draws every sample of its window and none beside it', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index);
    const [run] = stripPath(strip(values, { fromS: 0.5, toS: 1 }), scale);
    expect(run).toHaveLength(251);
    expect(run?.[0]?.[0]).toBe(20);
  });

  it('breaks the line where nothing was recorded', () => {
    const runs = stripPath(strip([1, Number.NaN, Number.NaN, 2, 3]), scale);
    expect(runs.map((run) => run.length)).toEqual([1, 2]);
  });

  it('moves a skewed channel to its own time and a shifted one to its row', () => {
    const [run] = stripPath(strip([-4, -3], {}, 0.01, -4), scale);
    expect(run).toEqual([
      [20.25, 50],
      [expect.closeTo(20.3, 6), 40],
    ]);
  });
});

describe('unscaledGain', () => {
  it('lets raw values fill most of the row and draws a flat line flat', () => {
    expect(unscaledGain(Float32Array.from([-100, Number.NaN, 600]), 30)).toBeCloseTo(0.03, 9);
    expect(unscaledGain(Float32Array.from([7, 7]), 30)).toBe(0);
  });
});
