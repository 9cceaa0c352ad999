import { describe, expect, it } from 'vitest';
import { curveThrough, placeWords, roundLine, toScreenOf } from './screen';

const plane = {
  origin: [0, 0, 0] as const,
  right: [1, 0, 0] as const,
  down: [0, 1, 0] as const,
  spacing: { row: 1, column: 0.5 },
  placed: true,
};
/** Middle of the picture area over column 100, row 50; two screen pixels a column. */
const view = {
  field: { centre: [50, 50, 0] as const, height: 100 },
  zoom: 2,
  rotation: 0,
  flipped: false,
};
const at = (patch: object, pixel: readonly [number, number]) =>
  toScreenOf({ ...view, ...patch }, plane)(pixel).map((n) => n + 0);

describe('where a pixel stands on screen', () => {
  it('is the middle for the pixel in the middle, however it is turned', () => {
    for (const rotation of [0, 90, 180, 270])
      for (const flipped of [true, false])
        expect(at({ rotation, flipped }, [100, 50])).toEqual([0, 0]);
  });

  it('keeps pixels that are not square in shape', () => {
    expect(at({}, [110, 50])).toEqual([20, 0]);
    expect(at({}, [100, 60])).toEqual([0, 40]);
  });

  it('is mirrored first and turned clockwise then', () => {
    expect(at({ rotation: 90 }, [110, 50])).toEqual([0, 20]);
    expect(at({ flipped: true }, [110, 50])).toEqual([-20, 0]);
    expect(at({ flipped: true, rotation: 90 }, [110, 50])).toEqual([0, -20]);
    expect(at({ rotation: 270 }, [100, 60])).toEqual([40, 0]);
  });
});

describe('curves', () => {
  it('go through every point given', () => {
    const points = [
      [0, 0],
      [10, 5],
      [20, -5],
      [30, 0],
    ] as const;
    const curve = curveThrough(points, 4);
    for (const point of points) expect(curve).toContainEqual([...point]);
  });

  it('of a circle and an ellipse keep their distance from the middle', () => {
    for (const [x, y] of roundLine('CIRCLE', [
      [5, 5],
      [8, 9],
    ]))
      expect(Math.hypot(x - 5, y - 5)).toBeCloseTo(5);
    for (const [x, y] of roundLine('ELLIPSE', [
      [0, 5],
      [10, 5],
      [5, 3],
      [5, 7],
    ]))
      expect(((x - 5) / 5) ** 2 + ((y - 5) / 2) ** 2).toBeCloseTo(1);
  });
});

describe('words beside a drawing', () => {
  const size = { width: 400, height: 300 };
  const place = (at: readonly [number, number], drawing = [at]) =>
    placeWords(at, drawing, ['顾言舟', '12.5 mm'], size);

  it('stand on its right, or on its left where the screen ends', () => {
    expect(place([0, 0])).toEqual([8, 0]);
    const [left] = place(
      [190, 0],
      [
        [150, 0],
        [190, 0],
      ],
    );
    expect(left).toBeLessThan(150 - 50);
  });

  it('stay on the screen as long as the drawing is, and go with it otherwise', () => {
    expect(place([0, 149])[1]).toBe(150 - 36);
    expect(place([0, 500])).toEqual([8, 500]);
  });
});
