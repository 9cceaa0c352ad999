import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  marchS,
  moveCaliper,
  nearestSample,
  readCaliper,
  settle,
  type CaliperGround,
  type EcgCaliper,
} from './caliper';

const trace = { values: Float32Array.from({ length: 1000 }, (_, at) => at / 1000), skewS: 0 };
const snapping: CaliperGround = { trace, sampleRateHz: 500, isSnapping: true };
const free: CaliperGround = { ...snapping, isSnapping: false };

const caliper = (parts: Partial<EcgCaliper> = {}): EcgCaliper => ({
  id: 1,
  label: 'II',
  fromS: 0.4,
  toS: 1.2,
  fromValue: 0.2,
  toValue: 0.6,
  isMarching: false,
  purpose: null,
  ...parts,
});

describe('a caliper', () => {
  it('reads time, voltage and the rate of its interval', () => {
    expect(readCaliper(caliper(), { unscaled: null })).toEqual({
      durationMs: expect.closeTo(800, 9) as number,
      millivolts: expect.closeTo(0.4, 6) as number,
      ratePerMin: expect.closeTo(75, 6) as number,
    });
  });

  it('reads no voltage without calibration and no rate of nothing', () => {
    const reading = readCaliper(caliper({ toS: 0.4 }), { unscaled: 'ecg.uncalibrated' });
    expect(reading).toMatchObject({ millivolts: null, ratePerMin: null });
    const gap = readCaliper(caliper({ toValue: Number.NaN }), { unscaled: null });
    expect(gap.millivolts).toBeNull();
  });

  it('sits on recorded samples when it snaps: its voltage is the difference of two of them', () => {
    const end = settle({ atS: 0.4013, value: 9 }, snapping);
    expect(end.atS).toBeCloseTo(0.402, 9);
    expect(end.value).toBe(trace.values[201]);
    expect(settle({ atS: 0.4013, value: 9 }, free)).toEqual({ atS: 0.4013, value: 9 });
  });

  it('knows that a skewed channel was sampled at other moments', () => {
    expect(nearestSample({ ...trace, skewS: 0.001 }, 500, 0.1).atS).toBeCloseTo(0.101, 9);
  });

  it('is nudged by single samples', () => {
    const moved = moveCaliper(caliper(), 'to', { byS: 1 / 500, byValue: 0 }, snapping);
    expect(moved.toS).toBeCloseTo(1.202, 9);
    expect(moved.toValue).toBe(trace.values[601]);
    expect(moved.fromS).toBe(0.4);
  });

  it('keeps its length when it is carried against the end of the recording', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (byS) => {
        const moved = moveCaliper(caliper(), 'both', { byS, byValue: 0 }, snapping);
        expect(moved.toS - moved.fromS).toBeCloseTo(0.8, 6);
        expect(moved.fromS).toBeGreaterThanOrEqual(0);
        expect(moved.toS).toBeLessThanOrEqual(999 / 500 + 1e-9);
      }),
    );
  });
});

describe('marching out', () => {
  it('repeats an interval to both sides of itself, without its own lines', () => {
    const steps = marchS({ fromS: 2, toS: 2.8 }, 0, 5);
    expect(steps.map((atS) => Number(atS.toFixed(6)))).toEqual([0.4, 1.2, 3.6, 4.4]);
    expect(marchS({ fromS: 2.8, toS: 2 }, 0, 5)).toHaveLength(4);
  });

  it('does not fill the sheet with lines for an interval of nothing', () => {
    expect(marchS({ fromS: 2, toS: 2 }, 0, 10)).toEqual([]);
    expect(marchS({ fromS: 2, toS: 2.002 }, 0, 10)).toEqual([]);
  });
});
