import { appError, type AppError } from '../../../../shared/domain/errors';
import { cross, dot, length, scale, type Vector3 } from '../../../../shared/domain/imaging/vector';
import type { VolumeGrid } from '../../../../shared/domain/imaging/volume';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { CutValues } from './blockJob';

/** A block as the graphics card takes it. */
export type Solid = {
  readonly values: CutValues;
  readonly dimensions: readonly [number, number, number];
  /** mm. */
  readonly spacing: Vector3;
  /** Centre of the first voxel. */
  readonly origin: Vector3;
  /** Unit vectors of columns, rows and slices, one after the other. */
  readonly direction: readonly number[];
  readonly range: { readonly min: number; readonly max: number };
  /** Every n-th voxel. */
  readonly step: number;
  readonly isHalf: boolean;
};

/** Cosine of the angle between the slice step and the normal of the slices below which the block is a sheared one: 1°. */
const STRAIGHT = Math.cos(Math.PI / 180);

/** A tilted gantry shears the block, and a solid drawn from it would be a leaning patient. */
export function requireStraight(grid: VolumeGrid): Result<VolumeGrid, AppError> {
  const normal = unit(cross(grid.column, grid.row));
  if (Math.abs(dot(normal, unit(grid.slice))) >= STRAIGHT) return ok(grid);
  return err(appError('unsupported', 'viewer.notABlock', { params: { reason: 'sheared' } }));
}

/** More than this a card of a county machine draws in jerks. */
const MOST_VOXELS = 2 ** 26;

/** Voxels that may be drawn with so many bytes left. */
export const voxelsWithin = (bytes: number): number => Math.min(MOST_VOXELS, Math.floor(bytes / 2));

export function solidOf(
  {
    grid,
    step,
    cut,
  }: {
    readonly grid: VolumeGrid;
    readonly step: number;
    readonly cut: { readonly values: CutValues; readonly min: number; readonly max: number };
  },
  isHalf: boolean,
): Solid {
  const size = (count: number): number => Math.ceil(count / step);
  const axes = [grid.column, grid.row, grid.slice].map((axis) => scale(axis, step));
  const [column, row, slice] = axes as [Vector3, Vector3, Vector3];
  return {
    values: cut.values,
    dimensions: [size(grid.columns), size(grid.rows), size(grid.slices)],
    spacing: [length(column), length(row), length(slice)],
    origin: grid.origin,
    direction: [...unit(column), ...unit(row), ...unit(slice)],
    range: { min: cut.min, max: cut.max },
    step,
    isHalf,
  };
}

const unit = (vector: Vector3): Vector3 => scale(vector, 1 / length(vector));
