import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImagePlane } from './imagePlane';
import { cutsThrough, reslice, type Block, type CutPlane } from './reslice';
import type { Vector3 } from './vector';
import { voxelToWorld, volumeOf, worldToVoxel, type VolumeGrid } from './volume';

const at = (origin: Vector3, over: Partial<ImagePlane> = {}): ImagePlane => ({
  origin,
  right: [1, 0, 0],
  down: [0, 1, 0],
  spacing: { row: 2, column: 1 },
  placed: true,
  ...over,
});
const stack = (count: number, over: (i: number) => Partial<ImagePlane> = () => ({})) =>
  Array.from({ length: count }, (_, i) => ({
    plane: at([-10, 5, i * 3], over(i)),
    columns: 8,
    rows: 6,
  }));
const gridOf = (planes: Parameters<typeof volumeOf>[0]): VolumeGrid => {
  const result = volumeOf(planes);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
/** A block whose value at every point of the patient is a linear function: interpolation must reproduce it exactly. */
function linearBlock(grid: VolumeGrid, value: (world: Vector3) => number): Block {
  const slices = Array.from({ length: grid.slices }, (_, k) =>
    Float32Array.from({ length: grid.rows * grid.columns }, (_, i) =>
      value(voxelToWorld(grid, [i % grid.columns, Math.floor(i / grid.columns), k])),
    ),
  );
  return { grid, slices };
}
const linear = ([x, y, z]: Vector3): number => 3 * x - 2 * y + 5 * z + 100;

describe('a block of pictures', () => {
  it('goes from voxel to patient and back, also when the gantry was tilted', () => {
    const tilted = gridOf(stack(9, (i) => ({ origin: [-10, 5 + i * 0.7, i * 3] })));
    const toVoxel = worldToVoxel(tilted);
    fc.assert(
      fc.property(
        fc.tuple(...[8, 6, 9].map((n) => fc.double({ min: 0, max: n, noNaN: true }))),
        (voxel) => {
          const back = toVoxel(voxelToWorld(tilted, voxel as unknown as Vector3));
          back.forEach((value, axis) => expect(value).toBeCloseTo(voxel[axis] ?? 0, 9));
        },
      ),
    );
  });

  it.each([
    ['tooFew', stack(4)],
    ['notPlaced', stack(8, (i) => (i === 3 ? { placed: false } : {}))],
    ['notParallel', stack(8, (i) => (i === 3 ? { down: [0, 0.8, 0.6] } : {}))],
    ['notParallel', stack(8, (i) => (i === 3 ? { right: [-1, 0, 0], down: [0, -1, 0] } : {}))],
    ['differentSizes', stack(8, (i) => (i === 3 ? { spacing: { row: 2, column: 1.1 } } : {}))],
    ['unevenSpacing', stack(9).filter((_, i) => i !== 4)],
    ['samePlace', stack(8, () => ({ origin: [0, 0, 0] }))],
  ] as const)('is none when: %s', (reason, planes) => {
    expect(volumeOf(planes)).toEqual({ ok: false, error: reason });
  });
});

describe('cutting through a block', () => {
  const grid = gridOf(stack(10));
  const block = linearBlock(grid, linear);
  const cut = (plane: ImagePlane, columns = 3, rows = 3): CutPlane => ({ plane, columns, rows });
  const worldOf = ({ plane }: CutPlane, column: number, row: number): Vector3 =>
    [0, 1, 2].map(
      (axis) =>
        (plane.origin[axis] ?? 0) +
        (plane.right[axis] ?? 0) * column * plane.spacing.column +
        (plane.down[axis] ?? 0) * row * plane.spacing.row,
    ) as unknown as Vector3;

  it('gives the value that is there, in every direction', () => {
    const s = Math.SQRT1_2;
    const planes: ImagePlane[] = [
      at([-8, 8, 7]),
      at([-8, 9, 20], { down: [0, 0, -1], spacing: { row: 1, column: 1 } }),
      at([-7, 7, 9], { right: [s, s, 0], down: [0, 0, -1], spacing: { row: 1.5, column: 0.7 } }),
    ];
    for (const plane of planes) {
      const values = reslice(block, cut(plane), { outside: -9999, slab: null });
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(linear(worldOf(cut(plane), i % 3, Math.floor(i / 3))), 3);
      });
    }
  });

  it('gives voxels themselves where it passes through their centres', () => {
    const values = reslice(block, cut(at([-10, 5, 9]), 8, 6), { outside: 0, slab: null });
    expect([...values]).toEqual([...(block.slices[3] ?? [])]);
  });

  it('gives the outside value beyond the block, and the edge up to half a voxel out', () => {
    const values = reslice(block, cut(at([-10.4, 5, 0]), 1, 1), { outside: -1024, slab: null });
    expect(values[0]).toBeCloseTo(linear([-10, 5, 0]), 4);
    const beyond = reslice(block, cut(at([-10.6, 5, 0]), 1, 1), { outside: -1024, slab: null });
    expect(beyond[0]).toBe(-1024);
  });

  it('shows one bright voxel anywhere within the thickness of a MIP, and one dark one in a MinIP', () => {
    const slices = Array.from({ length: 10 }, () => new Int16Array(48).fill(100));
    (slices[6] as Int16Array)[3 * 8 + 4] = 3000;
    (slices[2] as Int16Array)[3 * 8 + 4] = -900;
    const through = cut(at([-10, 5, 13.5]), 8, 6);
    const slab = (mode: 'mip' | 'minip' | 'mean', thicknessMm = 27) =>
      reslice({ grid, slices }, through, { outside: 0, slab: { mode, thicknessMm } })[3 * 8 + 4];
    expect([slab('mip'), slab('minip')]).toEqual([3000, -900]);
    expect(slab('mip', 3)).toBe(100);
    expect(slab('mean')).toBeGreaterThan(100);
  });

  it('takes no value from outside into a slab at the edge', () => {
    const slices = Array.from({ length: 10 }, () => new Int16Array(48).fill(100));
    const edge = cut(at([-10, 5, 0]), 8, 6);
    for (const mode of ['mip', 'minip', 'mean'] as const) {
      const values = reslice({ grid, slices }, edge, {
        outside: -1024,
        slab: { mode, thicknessMm: 20 },
      });
      expect(new Set(values)).toEqual(new Set([100]));
    }
  });
});

describe('a stack of cuts', () => {
  const grid = gridOf(stack(10));

  it('covers the block with square pixels of its finest spacing', () => {
    const cuts = cutsThrough(grid, 'coronal');
    // 8 mm wide, 12 mm deep, 30 mm high; finest spacing 1 mm
    expect([cuts.length, cuts[0]?.columns, cuts[0]?.rows]).toEqual([12, 8, 30]);
    expect(cuts[0]?.plane.spacing).toEqual({ row: 1, column: 1 });
  });

  it('hangs the head on top and the patient’s right on the left', () => {
    const [coronal] = cutsThrough(grid, 'coronal');
    expect([coronal?.plane.right, coronal?.plane.down]).toEqual([
      [1, 0, 0],
      [0, 0, -1],
    ]);
    expect(coronal?.plane.origin[2]).toBeCloseTo(28, 9);
  });

  it('meets every voxel: the whole linear function comes back', () => {
    const block = linearBlock(grid, linear);
    for (const orientation of ['axial', 'coronal', 'sagittal'] as const) {
      const cuts = cutsThrough(grid, orientation);
      const [middle] = cuts.slice(Math.floor(cuts.length / 2));
      if (!middle) throw new Error('no cut');
      const values = reslice(block, middle, { outside: Number.NEGATIVE_INFINITY, slab: null });
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});
