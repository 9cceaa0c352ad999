import type { ImagePlane } from './imagePlane';
import { normalOf } from './planeRelations';
import { add, length, scale, subtract, type Vector3 } from './vector';
import { worldToVoxel, type VolumeGrid } from './volume';

/** Values of one slice, row by row. */
export type SliceValues = Int16Array | Uint16Array | Uint8Array | Float32Array;

/** How the values along the thickness of a slab become one: the largest, the smallest, their mean. */
export const SLAB_MODES = ['mip', 'minip', 'mean'] as const;
export type Slab = { readonly thicknessMm: number; readonly mode: (typeof SLAB_MODES)[number] };

export type CutPlane = {
  readonly plane: ImagePlane;
  readonly columns: number;
  readonly rows: number;
};

export type Block = { readonly grid: VolumeGrid; readonly slices: readonly SliceValues[] };

type ResliceOptions = {
  /** Value of points outside the block. */
  readonly outside: number;
  /** Combines the values along the plane's normal over its thickness; null for an infinitely thin cut. */
  readonly slab: Slab | null;
};

/** Cuts a plane out of a block of slices, interpolating linearly between the eight voxels around each point. */
export function reslice(block: Block, cut: CutPlane, options: ResliceOptions): Float32Array {
  const out = new Float32Array(cut.columns * cut.rows).fill(Number.NaN);
  const mode = options.slab?.mode ?? 'mip';
  const counts = mode === 'mean' ? new Uint16Array(out.length) : null;
  for (const layer of layersOf(block.grid, cut, options.slab)) {
    cutLayer(block, out, counts, { ...layer, columns: cut.columns, rows: cut.rows, mode });
  }
  for (let i = 0; i < out.length; i++) {
    const value = out[i] ?? Number.NaN;
    if (Number.isNaN(value)) out[i] = options.outside;
    else if (counts) out[i] = value / (counts[i] ?? 1);
  }
  return out;
}

/** A layer in voxel indices: where it begins and its steps along a row and from row to row. */
type Layer = { readonly from: Vector3; readonly across: Vector3; readonly downwards: Vector3 };

function layersOf(grid: VolumeGrid, { plane }: CutPlane, slab: Slab | null): readonly Layer[] {
  const toVoxel = worldToVoxel(grid);
  const start = toVoxel(plane.origin);
  const step = (direction: Vector3, mm: number): Vector3 =>
    subtract(toVoxel(add(plane.origin, scale(direction, mm))), start);
  const across = step(plane.right, plane.spacing.column);
  const downwards = step(plane.down, plane.spacing.row);
  const { count, stepMm } = depthOf(grid, slab);
  const inwards = step(normalOf(plane), stepMm);
  return Array.from({ length: count }, (_, layer) => ({
    from: add(start, scale(inwards, layer - (count - 1) / 2)),
    across,
    downwards,
  }));
}

/** Layers lie at most one smallest voxel edge apart, so that no voxel falls between two of them. */
function depthOf(grid: VolumeGrid, slab: Slab | null): { count: number; stepMm: number } {
  if (!slab || slab.thicknessMm <= 0) return { count: 1, stepMm: 0 };
  const finest = Math.min(length(grid.column), length(grid.row), length(grid.slice));
  const count = Math.ceil(slab.thicknessMm / finest) + 1;
  return { count, stepMm: slab.thicknessMm / (count - 1) };
}

/** The inner loop of everything: plain numbers, no allocation. Points outside the block leave the result alone. */
function cutLayer(
  { grid, slices }: Block,
  out: Float32Array,
  counts: Uint16Array | null,
  layer: Layer & { columns: number; rows: number; mode: Slab['mode'] },
): void {
  const { columns: nx, rows: ny, slices: nz } = grid;
  const { from, across, downwards, columns, rows, mode } = layer;
  for (let row = 0, at = 0; row < rows; row++) {
    const x0 = from[0] + downwards[0] * row;
    const y0 = from[1] + downwards[1] * row;
    const z0 = from[2] + downwards[2] * row;
    for (let column = 0; column < columns; column++, at++) {
      const x = x0 + across[0] * column;
      const y = y0 + across[1] * column;
      const z = z0 + across[2] * column;
      const isInside =
        x >= -0.5 && y >= -0.5 && z >= -0.5 && x <= nx - 0.5 && y <= ny - 0.5 && z <= nz - 0.5;
      if (!isInside) continue;
      const i = Math.min(nx - 2, Math.max(0, Math.floor(x)));
      const j = Math.min(ny - 2, Math.max(0, Math.floor(y)));
      const k = Math.min(nz - 2, Math.max(0, Math.floor(z)));
      const fx = Math.min(1, Math.max(0, x - i));
      const fy = Math.min(1, Math.max(0, y - j));
      const fz = Math.min(1, Math.max(0, z - k));
      const near = slices[k] as SliceValues;
      const far = slices[k + 1] as SliceValues;
      const index = j * nx + i;
      const value = blend(plane(near, index, nx, fx, fy), plane(far, index, nx, fx, fy), fz);
      const before = out[at] as number;
      if (counts) counts[at] = (counts[at] as number) + 1;
      if (before !== before) out[at] = value;
      else if (mode === 'mean') out[at] = before + value;
      else if (mode === 'mip' ? value > before : value < before) out[at] = value;
    }
  }
}

const blend = (a: number, b: number, share: number): number => a + (b - a) * share;

function plane(values: SliceValues, index: number, nx: number, fx: number, fy: number): number {
  const upper = blend(values[index] as number, values[index + 1] as number, fx);
  const lower = blend(values[index + nx] as number, values[index + nx + 1] as number, fx);
  return blend(upper, lower, fy);
}

/** The three standard orientations, as the pictures are hung: patient's right on the left, head or front on top. */
export const ORIENTATIONS = ['axial', 'coronal', 'sagittal'] as const;
export type Orientation = (typeof ORIENTATIONS)[number];

const AXES: Readonly<Record<Orientation, Pick<ImagePlane, 'right' | 'down'>>> = {
  axial: { right: [1, 0, 0], down: [0, 1, 0] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1] },
  sagittal: { right: [0, 1, 0], down: [0, 0, -1] },
};

/**
 * Planes of one orientation through the whole block, evenly spaced, each as large as the block seen from there, with
 * square pixels of the block's finest spacing. In the order of a stack: along right × down.
 *
 * @param axes - A standard orientation, or two directions at right angles.
 */
export function cutsThrough(
  grid: VolumeGrid,
  axes: Orientation | Pick<ImagePlane, 'right' | 'down'>,
): readonly CutPlane[] {
  const { right, down } = typeof axes === 'string' ? AXES[axes] : axes;
  const normal = normalOf({ right, down, origin: [0, 0, 0], spacing: UNIT, placed: true });
  const [u, v, w] = [right, down, normal].map((axis) => extent(grid, axis)) as [
    Range,
    Range,
    Range,
  ];
  const pixel = Math.min(length(grid.column), length(grid.row), length(grid.slice));
  const columns = Math.max(1, Math.round((u.to - u.from) / pixel));
  const rows = Math.max(1, Math.round((v.to - v.from) / pixel));
  const depth = Math.max(1, Math.round((w.to - w.from) / pixel));
  return Array.from({ length: depth }, (_, at) => ({
    columns,
    rows,
    plane: {
      origin: add(
        add(scale(right, u.from + pixel / 2), scale(down, v.from + pixel / 2)),
        scale(normal, w.from + pixel * (at + 0.5)),
      ),
      right,
      down,
      spacing: { row: pixel, column: pixel },
      placed: true,
    },
  }));
}

const UNIT = { row: 1, column: 1 };
type Range = { readonly from: number; readonly to: number };

/** How far the block reaches along a direction, mm from the patient's origin. */
function extent(
  { origin, column, row, slice, columns, rows, slices }: VolumeGrid,
  axis: Vector3,
): Range {
  const along = (v: Vector3): number => v[0] * axis[0] + v[1] * axis[1] + v[2] * axis[2];
  const sides = [
    [along(column), columns],
    [along(row), rows],
    [along(slice), slices],
  ] as const;
  let from = along(origin);
  let to = from;
  for (const [step, count] of sides) {
    const ends = [-0.5 * step, (count - 0.5) * step];
    from += Math.min(...ends);
    to += Math.max(...ends);
  }
  return { from, to };
}
