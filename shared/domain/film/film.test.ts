import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filmSpacing, isOnFilm, laidSize, sourcePixel } from './film';

const orientation = fc.record({
  quarterTurns: fc.integer({ min: 0, max: 3 }),
  mirrored: fc.boolean(),
});

describe('laying a film', () => {
  it('puts every pixel of the file to exactly one place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        orientation,
        (width, height, how) => {
          const laid = laidSize({ width, height }, how);
          const seen = new Set<string>();
          for (let y = 0; y < laid.height; y++)
            for (let x = 0; x < laid.width; x++) {
              const from = sourcePixel({ width, height }, how, { x, y });
              expect(from.x >= 0 && from.x < width && from.y >= 0 && from.y < height).toBe(true);
              seen.add(`${String(from.x)} ${String(from.y)}`);
            }
          expect(seen.size).toBe(width * height);
        },
      ),
    );
  });

  it('turns clockwise first and mirrors then', () => {
    const size = { width: 4, height: 2 };
    // after a quarter turn the file's lower left corner is the upper left
    expect(sourcePixel(size, { quarterTurns: 1, mirrored: false }, { x: 0, y: 0 })).toEqual({
      x: 0,
      y: 1,
    });
    expect(sourcePixel(size, { quarterTurns: 1, mirrored: true }, { x: 0, y: 0 })).toEqual({
      x: 0,
      y: 0,
    });
    expect(sourcePixel(size, { quarterTurns: 3, mirrored: false }, { x: 0, y: 0 })).toEqual({
      x: 3,
      y: 0,
    });
  });
});

describe('the scale of a film', () => {
  it('is the known length over the way between the points', () => {
    expect(filmSpacing({ a: { x: 0, y: 0 }, b: { x: 300, y: 400 }, lengthMm: 100 })).toBe(0.2);
  });

  it.each([
    [{ x: 10, y: 10 }, 100],
    [{ x: 20_000, y: 0 }, 100],
    [{ x: 30, y: 0 }, 900],
  ])('is not taken from points at %j for %d mm', (b, lengthMm) => {
    expect(filmSpacing({ a: { x: 0, y: 0 }, b, lengthMm })).toBeNull();
  });

  it('holds only for what is on the film', () => {
    expect(isOnFilm({ x: 10, y: 0, width: 90, height: 50 }, { width: 100, height: 50 })).toBe(true);
    expect(isOnFilm({ x: 11, y: 0, width: 90, height: 50 }, { width: 100, height: 50 })).toBe(
      false,
    );
  });
});
