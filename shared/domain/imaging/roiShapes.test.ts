import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calibration } from './calibration';
import { measure, type PixelField } from './measure';
import { measurementSchema } from './measurement';
import { crossesItself, polygon } from './roiShapes';
import type { PixelPoint } from './vector';

const CALIBRATED: Calibration = { kind: 'patient', spacing: { row: 0.5, column: 2 } };
const SQUARE: Calibration = { kind: 'patient', spacing: { row: 1, column: 1 } };
const FIELD: PixelField = {
  columns: 10,
  rows: 10,
  values: Int16Array.from({ length: 100 }, (_, i) => i),
  unit: 'HU',
};
/** An L: the square from (1, 1) to (5, 5) without its upper right quarter. */
const ELL: PixelPoint[] = [
  [0.5, 0.5],
  [2.5, 0.5],
  [2.5, 2.5],
  [4.5, 2.5],
  [4.5, 4.5],
  [0.5, 4.5],
];

describe('a freehand outline', () => {
  it('takes the pixels whose centre it encloses, and its own area in mm²', () => {
    const value = measure({ kind: 'freehandRoi', points: ELL }, CALIBRATED, FIELD);
    const inside = [1, 2].flatMap((row) => [1, 2].map((column) => row * 10 + column));
    const below = [3, 4].flatMap((row) => [1, 2, 3, 4].map((column) => row * 10 + column));
    const taken = [...inside, ...below];
    const mean = taken.reduce((a, b) => a + b) / taken.length;
    expect(value).toMatchObject({
      kind: 'roi',
      area: 12,
      statistics: { count: 12, mean: expect.closeTo(mean, 9), min: 11, max: 44 },
    });
  });

  it('that crosses itself has no number', () => {
    const bow: PixelPoint[] = [
      [0, 0],
      [4, 4],
      [4, 0],
      [0, 4],
    ];
    expect(crossesItself(bow)).toBe(true);
    expect(crossesItself(ELL)).toBe(false);
    expect(measure({ kind: 'freehandRoi', points: bow }, SQUARE, FIELD)).toEqual({
      kind: 'crossing',
    });
  });

  it('counts every pixel of two adjoining outlines exactly once', () => {
    const cuts = fc.tuple(fc.integer({ min: -4, max: 13 }), fc.integer({ min: -4, max: 13 }));
    fc.assert(
      fc.property(cuts, ([top, bottom]) => {
        const left = polygon([
          [-1, -1],
          [top, -1],
          [bottom, 10],
          [-1, 10],
        ]);
        const right = polygon([
          [top, -1],
          [20, -1],
          [20, 10],
          [bottom, 10],
        ]);
        for (let row = 0; row < 10; row += 1)
          for (let column = 0; column < 10; column += 1)
            expect(Number(left.holds(column, row)) + Number(right.holds(column, row))).toBe(1);
      }),
    );
  });
});

describe('a Cobb angle', () => {
  const line = (degrees: number, backwards: boolean): [PixelPoint, PixelPoint] => {
    const radians = (degrees * Math.PI) / 180;
    const ends: [PixelPoint, PixelPoint] = [
      [100, 100],
      [100 + 50 * Math.cos(radians), 100 + 50 * Math.sin(radians)],
    ];
    return backwards ? [ends[1], ends[0]] : ends;
  };

  it('is the same whichever way its lines were drawn, also above 90 degrees', () => {
    const slope = fc.integer({ min: -89, max: 89 });
    fc.assert(
      fc.property(slope, slope, fc.boolean(), fc.boolean(), (a, b, first, second) => {
        const points = [...line(a, first), ...line(b, second)];
        const value = measure({ kind: 'cobb', points }, SQUARE, FIELD);
        expect(value).toMatchObject({ kind: 'angle' });
        const { degrees } = value as { degrees: number };
        expect(degrees).toBeCloseTo(Math.abs(a - b), 6);
      }),
    );
  });

  it('is the angle in the body, not on a picture with oblong pixels', () => {
    const points: PixelPoint[] = [
      [0, 0],
      [1, 0],
      [0, 0],
      [1, 4],
    ];
    expect(measure({ kind: 'cobb', points }, CALIBRATED, FIELD)).toEqual({
      kind: 'angle',
      degrees: 45,
    });
  });
});

describe('a bidirectional measurement', () => {
  it('names the longer axis in mm as the long one, also when it was drawn second', () => {
    const points: PixelPoint[] = [
      [0, 0],
      [0, 6],
      [0, 3],
      [2, 3],
    ];
    expect(measure({ kind: 'bidirectional', points }, CALIBRATED, FIELD)).toEqual({
      kind: 'bidirectional',
      long: 4,
      short: 3,
      scale: 'patient',
    });
  });
});

describe('uptake', () => {
  it('stands beside the stored value, in a point and in a region', () => {
    const pet: PixelField = { ...FIELD, unit: 'BQML', suvFactor: 0.5 };
    expect(measure({ kind: 'probe', points: [[3, 2]] }, SQUARE, pet)).toMatchObject({
      value: 23,
      unit: 'BQML',
      suv: 11.5,
    });
    expect(measure({ kind: 'freehandRoi', points: ELL }, SQUARE, pet)).toMatchObject({
      statistics: { max: 44 },
      suv: { max: 22, count: 12 },
    });
    expect(measure({ kind: 'probe', points: [[3, 2]] }, SQUARE, FIELD)).toMatchObject({
      suv: null,
    });
  });
});

describe('a measurement as data', () => {
  const base = { id: 'a', sopInstanceUid: '1.2', frameNumber: 1 };
  it.each([
    ['a text without words', { kind: 'text', points: [[0, 0]] }],
    ['a text of blanks', { kind: 'text', points: [[0, 0]], label: '  ' }],
    [
      'an outline of two points',
      {
        kind: 'freehandRoi',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [
      'a Cobb angle of one line',
      {
        kind: 'cobb',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
  ])('refuses %s', (_what, rest) => {
    expect(measurementSchema.safeParse({ ...base, ...rest }).success).toBe(false);
  });

  it('may carry the words of the person and where the numbers were moved to', () => {
    const whole = {
      ...base,
      kind: 'length',
      points: [
        [0, 0],
        [1, 1],
      ],
      label: ' 病灶 ',
      textAt: [5, 5],
    };
    expect(measurementSchema.parse(whole)).toMatchObject({ label: '病灶', textAt: [5, 5] });
  });
});
