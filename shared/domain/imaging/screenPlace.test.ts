import { describe, expect, it } from 'vitest';
import { toScreenOf } from './screenPlace';

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
