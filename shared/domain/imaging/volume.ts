import { err, ok, type Result } from '../../lib/result';
import type { SizedPlane } from './planeRelations';
import { areParallel } from './planeRelations';
import { add, cross, dot, length, scale, subtract, type Vector3 } from './vector';

/** Evenly spaced parallel pictures as one block. Index (column, row, slice) lies at origin + column·i + row·j + slice·k. */
export type VolumeGrid = {
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  /** Centre of the first voxel, mm in the patient. */
  readonly origin: Vector3;
  /** Steps of one voxel, mm. The slice step need not be at right angles to the others: a tilted gantry shears the block. */
  readonly column: Vector3;
  readonly row: Vector3;
  readonly slice: Vector3;
};

export const VOLUME_REFUSALS = [
  'tooFew',
  'notPlaced',
  'notParallel',
  'differentSizes',
  'unevenSpacing',
  'samePlace',
] as const;
export type VolumeRefusal = (typeof VOLUME_REFUSALS)[number];

const MIN_SLICES = 5;
/** A slice may lie this share of the distance between slices off its place; more means one is missing or doubled. */
const MAX_DEVIATION = 0.1;
/** Rounding of positions in headers, mm. */
const ROUNDING_MM = 0.05;

/**
 * Puts the pictures of a stack together as a block, if they are one.
 *
 * @param planes - In stack order.
 * @returns The block, or why it is none: pictures cut from a series with gaps would look right and measure wrong.
 */
export function volumeOf(planes: readonly SizedPlane[]): Result<VolumeGrid, VolumeRefusal> {
  const [first, second] = planes;
  const last = planes.at(-1);
  if (!first || !second || !last || planes.length < MIN_SLICES) return err('tooFew');
  if (planes.some(({ plane }) => !plane.placed)) return err('notPlaced');
  if (planes.some(({ plane }) => !areAligned(plane, first.plane))) return err('notParallel');
  if (planes.some((plane) => !isSameSize(plane, first))) return err('differentSizes');
  const { origin } = first.plane;
  const slice = scale(subtract(last.plane.origin, origin), 1 / (planes.length - 1));
  const distance = length(slice);
  if (distance < ROUNDING_MM) return err('samePlace');
  const tolerance = Math.max(ROUNDING_MM, distance * MAX_DEVIATION);
  const isUneven = planes.some(
    ({ plane }, at) => length(subtract(plane.origin, add(origin, scale(slice, at)))) > tolerance,
  );
  if (isUneven) return err('unevenSpacing');
  return ok({
    columns: first.columns,
    rows: first.rows,
    slices: planes.length,
    origin,
    column: scale(first.plane.right, first.plane.spacing.column),
    row: scale(first.plane.down, first.plane.spacing.row),
    slice,
  });
}

const areAligned = (a: SizedPlane['plane'], b: SizedPlane['plane']): boolean =>
  areParallel(a, b) && dot(a.right, b.right) > 0.999 && dot(a.down, b.down) > 0.999;

function isSameSize(a: SizedPlane, b: SizedPlane): boolean {
  const isClose = (x: number, y: number) => Math.abs(x - y) <= 1e-3 * Math.abs(y);
  return (
    a.columns === b.columns &&
    a.rows === b.rows &&
    isClose(a.plane.spacing.row, b.plane.spacing.row) &&
    isClose(a.plane.spacing.column, b.plane.spacing.column)
  );
}

/** From a place in the patient to a continuous voxel index. */
export function worldToVoxel(grid: VolumeGrid): (world: Vector3) => Vector3 {
  const { origin, column, row, slice } = grid;
  // rows of the inverse matrix of (column, row, slice)
  const determinant = dot(column, cross(row, slice));
  const [a, b, c] = [cross(row, slice), cross(slice, column), cross(column, row)].map((v) =>
    scale(v, 1 / determinant),
  ) as [Vector3, Vector3, Vector3];
  return (world) => {
    const offset = subtract(world, origin);
    return [dot(offset, a), dot(offset, b), dot(offset, c)];
  };
}

export function voxelToWorld(
  { origin, column, row, slice }: VolumeGrid,
  [i, j, k]: Vector3,
): Vector3 {
  return add(add(origin, scale(column, i)), add(scale(row, j), scale(slice, k)));
}
