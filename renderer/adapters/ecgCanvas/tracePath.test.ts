import { describe, expect, it } from 'vitest';
import type { Strip } from '../../../shared/domain/ecg/paper';
import { svgPen, walkTrace } from './tracePath';

const strip = (values: number[], parts: Partial<Strip> = {}, skewS = 0, shift = 0): Strip => ({
  trace: {
    lead: 'II',
    label: 'II',
    values: Float32Array.from(values),
    unscaled: null,
    derived: false,
    shift,
    skewS,
    filters: [],
  },
  row: 0,
  fromS: 0,
  toS: 1,
  leftMm: 20,
  baselineMm: 50,
  heightMm: 30,
  mmPerUnit: 10,
  ...parts,
});
const scale = { speedMmPerS: 25, sampleRateHz: 500 };

function runsOf(one: Strip): (readonly [number, number])[][] {
  const runs: (readonly [number, number])[][] = [];
  walkTrace(one, scale, {
    moveTo: (x, y) => void runs.push([[x, y]]),
    lineTo: (x, y) => void runs.at(-1)?.push([x, y]),
  });
  return runs;
}

describe('the curve of a strip', () => {
  it('has 1 mV ten millimetres up and one second twenty-five millimetres to the right', () => {
    const values = Array.from({ length: 501 }, (_, index) => (index === 500 ? 1 : 0));
    const [run] = runsOf(strip(values));
    expect(run?.[0]).toEqual([20, 50]);
    expect(run?.at(-1)).toEqual([45, 40]);
  });

  it('has every sample of its window and none beside it', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index);
    const [run] = runsOf(strip(values, { fromS: 0.5, toS: 1 }));
    expect(run).toHaveLength(251);
    expect(run?.[0]?.[0]).toBe(20);
  });

  it('breaks where nothing was recorded', () => {
    const runs = runsOf(strip([1, Number.NaN, Number.NaN, 2, 3]));
    expect(runs.map((run) => run.length)).toEqual([1, 2]);
  });

  it('lies at its own time when the channel is skewed, and in its row when it is shifted', () => {
    const [run] = runsOf(strip([-4, -3], {}, 0.01, -4));
    expect(run).toEqual([
      [20.25, 50],
      [expect.closeTo(20.3, 6), 40],
    ]);
  });

  it('is the same in print, to the micrometre', () => {
    const pen = svgPen();
    walkTrace(strip([0, 1, Number.NaN, 0.5]), scale, pen);
    expect(pen.text()).toBe('M20.000 50.000L20.050 40.000M20.150 45.000');
  });
});
