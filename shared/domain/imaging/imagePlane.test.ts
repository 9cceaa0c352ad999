import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagePlaneOf, pixelToWorld, worldToPixel } from './imagePlane';
import { scaleBar } from './scaleBar';

const tag = (...Value: unknown[]) => ({ vr: 'DS', Value });
const oblique = imagePlaneOf({
  '00200032': tag(-100, 50, 20),
  '00200037': tag(0.8, 0.6, 0, 0, 0, -1),
  '00280030': tag(0.7, 0.4),
});

describe('the plane of a picture', () => {
  it('moves along the row by the column spacing and down by the row spacing', () => {
    expect(pixelToWorld(oblique, [10, 0]).map((n) => Number(n.toFixed(6)))).toEqual([
      -96.8, 52.4, 20,
    ]);
    expect(pixelToWorld(oblique, [0, 10]).map((n) => Number(n.toFixed(6)))).toEqual([-100, 50, 13]);
  });

  it('finds back every pixel', () => {
    const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (column, row) => {
        const [c, r] = worldToPixel(oblique, pixelToWorld(oblique, [column, row]));
        return Math.abs(c - column) < 1e-6 && Math.abs(r - row) < 1e-6;
      }),
    );
  });

  it('is a drawing board of one unit a pixel when the file says nothing', () => {
    expect(imagePlaneOf({})).toMatchObject({
      placed: false,
      spacing: { row: 1, column: 1 },
      right: [1, 0, 0],
      down: [0, 1, 0],
    });
  });
});

describe('the scale bar', () => {
  it.each([
    [2, 160, 50],
    [0.5, 160, 200],
    [100, 160, 1],
    [10, 199, 10],
    [10, 200, 20],
  ])('at %s pixels a mm and %s pixels of room is %s mm', (pixelsPerMm, room, mm) => {
    const bar = scaleBar(pixelsPerMm, room);
    expect(bar.mm).toBeCloseTo(mm);
    expect(bar.pixels).toBeLessThanOrEqual(room);
  });
});
