import { describe, expect, it } from 'vitest';
import { curveThrough, placeWords, roundLine } from './screen';

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
