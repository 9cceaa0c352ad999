import { describe, expect, it } from 'vitest';
import type { Calibration } from './calibration';
import { measure, type PixelField } from './measure';

const CALIBRATED: Calibration = { kind: 'patient', spacing: { row: 0.5, column: 2 } };
const NONE: Calibration = { kind: 'none', ratio: { row: 1, column: 1 } };
/** Value is 10 times the row plus the column. */
const FIELD: PixelField = {
  columns: 10,
  rows: 10,
  values: Int16Array.from({ length: 100 }, (_, i) => i),
  unit: 'HU',
};

describe('measure', () => {
  it('uses the spacing of each direction for a length', () => {
    expect(
      measure(
        {
          kind: 'length',
          points: [
            [0, 0],
            [3, 0],
          ],
        },
        CALIBRATED,
        FIELD,
      ),
    ).toEqual({ kind: 'length', length: 6, scale: 'patient' });
    expect(
      measure(
        {
          kind: 'length',
          points: [
            [0, 0],
            [0, 4],
          ],
        },
        CALIBRATED,
        FIELD,
      ),
    ).toMatchObject({ length: 2 });
  });

  it('counts pixels without a calibration and says so', () => {
    expect(
      measure(
        {
          kind: 'length',
          points: [
            [0, 0],
            [3, 4],
          ],
        },
        NONE,
        FIELD,
      ),
    ).toEqual({ kind: 'length', length: 5, scale: 'none' });
  });

  it('measures an angle in the patient, not on a stretched screen', () => {
    const right = {
      kind: 'angle' as const,
      points: [
        [0, 4],
        [0, 0],
        [4, 0],
      ] as [number, number][],
    };
    expect(measure(right, CALIBRATED, FIELD)).toMatchObject({ degrees: 90 });
    const skew = {
      kind: 'angle' as const,
      points: [
        [1, 4],
        [0, 0],
        [4, 0],
      ] as [number, number][],
    };
    const value = measure(skew, CALIBRATED, FIELD);
    expect(value?.kind === 'angle' && value.degrees).toBeCloseTo(45);
  });

  it("takes a rectangle's statistics over the pixels whose centre lies inside", () => {
    const value = measure(
      {
        kind: 'rectangleRoi',
        points: [
          [1.6, 1.6],
          [4.4, 1.6],
          [1.6, 3.4],
          [4.4, 3.4],
        ],
      },
      CALIBRATED,
      FIELD,
    );
    // Columns 2-4 of rows 2 and 3: 22 23 24 32 33 34.
    expect(value).toMatchObject({
      unit: 'HU',
      statistics: { count: 6, mean: 28, min: 22, max: 34 },
    });
    expect(value?.kind === 'roi' && value.statistics?.deviation).toBeCloseTo(Math.sqrt(154 / 5));
    expect(value?.kind === 'roi' && value.area).toBeCloseTo(2.8 * 1.8);
  });

  it('is the same for a rectangle drawn from the other corner', () => {
    const forth = measure(
      {
        kind: 'rectangleRoi',
        points: [
          [2, 2],
          [5, 2],
          [2, 4],
          [5, 4],
        ],
      },
      CALIBRATED,
      FIELD,
    );
    const back = measure(
      {
        kind: 'rectangleRoi',
        points: [
          [5, 4],
          [2, 4],
          [5, 2],
          [2, 2],
        ],
      },
      CALIBRATED,
      FIELD,
    );
    expect(back).toEqual(forth);
  });

  it('leaves the corners of its box out of an ellipse', () => {
    const value = measure(
      {
        kind: 'ellipseRoi',
        points: [
          [5, 7],
          [5, 3],
          [3, 5],
          [7, 5],
        ],
      },
      CALIBRATED,
      FIELD,
    );
    expect(value).toMatchObject({ statistics: { count: 13, min: 35, max: 75 } });
    expect(value?.kind === 'roi' && value.statistics?.mean).toBeCloseTo(55);
  });

  it('keeps to the picture when a region reaches over its edge', () => {
    const value = measure(
      {
        kind: 'rectangleRoi',
        points: [
          [-5, -5],
          [1.2, -5],
          [-5, 0.2],
          [1.2, 0.2],
        ],
      },
      CALIBRATED,
      FIELD,
    );
    expect(value).toMatchObject({ statistics: { count: 2, min: 0, max: 1 } });
  });

  it('has no statistics outside the picture or on colour, rather than zeros', () => {
    const outside = {
      kind: 'rectangleRoi' as const,
      points: [
        [20, 20],
        [25, 20],
        [20, 25],
        [25, 25],
      ] as [number, number][],
    };
    expect(measure(outside, CALIBRATED, FIELD)).toMatchObject({ statistics: null });
    const within = { kind: 'probe' as const, points: [[3, 3]] as [number, number][] };
    expect(measure(within, CALIBRATED, { ...FIELD, values: null })).toMatchObject({ value: null });
  });

  it('probes the nearest pixel', () => {
    expect(measure({ kind: 'probe', points: [[3.4, 1.6]] }, CALIBRATED, FIELD)).toEqual({
      kind: 'probe',
      value: 23,
      suv: null,
      unit: 'HU',
      at: [3, 2],
    });
    expect(measure({ kind: 'probe', points: [[-0.4, 0]] }, CALIBRATED, FIELD)).toMatchObject({
      at: [0, 0],
      value: 0,
    });
    expect(measure({ kind: 'probe', points: [[-3, 0]] }, CALIBRATED, FIELD)).toMatchObject({
      value: null,
    });
  });
});
