import { describe, expect, it } from 'vitest';
import type { ImagePlane } from './imagePlane';
import {
  areParallel,
  distanceTo,
  nearestPlane,
  referenceLine,
  type SizedPlane,
} from './planeRelations';
import type { Vector3 } from './vector';

const plane = (over: Partial<ImagePlane> = {}): ImagePlane => ({
  origin: [0, 0, 0],
  right: [1, 0, 0],
  down: [0, 1, 0],
  spacing: { row: 1, column: 1 },
  placed: true,
  ...over,
});
const sized = (of: ImagePlane, columns = 100, rows = 100): SizedPlane => ({
  plane: of,
  columns,
  rows,
});
const axialAt = (z: number) => plane({ origin: [0, 0, z] });
/** 100 × 80 mm, at y = 40, rows running down from z = 70. */
const coronal = sized(
  plane({
    origin: [0, 40, 70],
    right: [1, 0, 0],
    down: [0, 0, -1],
    spacing: { row: 1, column: 1 },
  }),
  100,
  80,
);

describe('reference lines', () => {
  it('show where an axial picture lies on a coronal one, over its whole width', () => {
    const line = referenceLine(coronal, sized(axialAt(30)));
    expect(line?.map(([, row]) => row)).toEqual([40, 40]);
    const columns = line?.map(([column]) => column).sort((a, b) => a - b);
    expect(columns).toEqual([-0.5, 99.5]);
  });

  it('and where the coronal lies on the axial', () => {
    expect(referenceLine(sized(axialAt(30)), coronal)?.map(([, row]) => row)).toEqual([40, 40]);
  });

  it('are no longer than the other picture is wide', () => {
    const narrow = sized(plane({ origin: [20, 30, 30] }), 30, 30);
    const columns = referenceLine(coronal, narrow)?.map(([column]) => column);
    expect(columns?.sort((a, b) => a - b)).toEqual([19.5, 49.5]);
  });

  it('are drawn in pixels, not millimetres', () => {
    const fine = sized(plane({ origin: [0, 0, 30], spacing: { row: 0.5, column: 0.5 } }), 200, 200);
    expect(referenceLine(fine, coronal)?.map(([, row]) => row)).toEqual([80, 80]);
  });

  it('are not drawn where pictures are parallel, miss each other, or have no place', () => {
    expect(referenceLine(sized(axialAt(1)), sized(axialAt(30)))).toBeNull();
    expect(referenceLine(coronal, sized(axialAt(200)))).toBeNull();
    expect(referenceLine(coronal, sized(plane({ origin: [0, 0, 30], placed: false })))).toBeNull();
    expect(referenceLine(coronal, sized(plane({ origin: [500, 0, 30] })))).toBeNull();
  });

  it('follow an oblique picture', () => {
    const s = Math.SQRT1_2;
    const oblique = sized(
      plane({ origin: [0, 0, 0], right: [1, 0, 0], down: [0, s, s] }),
      100,
      140,
    );
    const line = referenceLine(coronal, oblique);
    // the plane y = z passes y = 40 at z = 40, which is row 30
    expect(line?.map(([, row]) => Math.round(row * 1e6) / 1e6)).toEqual([30, 30]);
  });
});

describe('finding the same place', () => {
  const stack = Array.from({ length: 40 }, (_, i) => axialAt(i * 2.5));

  it('takes the nearest picture, whatever the order of the stack', () => {
    const point: Vector3 = [10, 20, 31];
    expect(nearestPlane(stack, point)).toEqual({ index: 12, distanceMm: 1 });
    expect(nearestPlane([...stack].reverse(), point)?.index).toBe(27);
  });

  it('says how far away it is, so that a stack of another region is not taken', () => {
    expect(nearestPlane(stack, [0, 0, 300])).toEqual({ index: 39, distanceMm: 202.5 });
  });

  it('has no answer where nothing is placed', () => {
    expect(nearestPlane([plane({ placed: false })], [0, 0, 0])).toBeNull();
  });

  it('knows parallel planes that look the other way', () => {
    expect(areParallel(axialAt(0), plane({ right: [-1, 0, 0] }))).toBe(true);
    expect(areParallel(axialAt(0), coronal.plane)).toBe(false);
    expect(distanceTo(axialAt(3), [0, 0, 10])).toBe(7);
  });
});
