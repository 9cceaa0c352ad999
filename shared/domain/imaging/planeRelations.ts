import type { ImagePlane } from './imagePlane';
import { pixelToWorld, worldToPixel } from './imagePlane';
import { add, cross, dot, length, scale, subtract, type PixelPoint, type Vector3 } from './vector';

export type SizedPlane = {
  readonly plane: ImagePlane;
  readonly columns: number;
  readonly rows: number;
};

/** Unit vector from the first row towards the viewer's back: right × down. */
export function normalOf({ right, down }: ImagePlane): Vector3 {
  const normal = cross(right, down);
  const size = length(normal);
  return size === 0 ? [0, 0, 1] : scale(normal, 1 / size);
}

/** Cosine above which two planes count as parallel: below 1°. */
const PARALLEL = Math.cos(Math.PI / 180);

export const areParallel = (a: ImagePlane, b: ImagePlane): boolean =>
  Math.abs(dot(normalOf(a), normalOf(b))) >= PARALLEL;

/**
 * Where another picture cuts this one, as a line in this picture's pixels, no longer than the other picture is wide and
 * clipped to this one's edges.
 *
 * @returns Null when the planes are parallel, are not placed in the patient, or do not meet inside both pictures.
 */
export function referenceLine(
  on: SizedPlane,
  other: SizedPlane,
): readonly [PixelPoint, PixelPoint] | null {
  if (!on.plane.placed || !other.plane.placed || areParallel(on.plane, other.plane)) return null;
  const ends = cutOf(other, on.plane);
  if (!ends) return null;
  const [from, to] = ends.map((world) => worldToPixel(on.plane, world)) as [PixelPoint, PixelPoint];
  return clip(from, to, on);
}

/** The two points where the edges of a picture pass through a plane. */
function cutOf(picture: SizedPlane, plane: ImagePlane): readonly [Vector3, Vector3] | null {
  const normal = normalOf(plane);
  const corners = cornersOf(picture);
  const heights = corners.map((corner) => dot(subtract(corner, plane.origin), normal));
  const hits: Vector3[] = [];
  for (let i = 0; i < corners.length; i++) {
    const next = (i + 1) % corners.length;
    const [a, b] = [heights[i] ?? 0, heights[next] ?? 0];
    const [from, to] = [corners[i], corners[next]];
    if (!from || !to || a * b > 0 || a === b) continue;
    hits.push(add(from, scale(subtract(to, from), a / (a - b))));
  }
  const [first] = hits;
  const last = hits.findLast((hit) => first && length(subtract(hit, first)) > 1e-6);
  return first && last ? [first, last] : null;
}

function cornersOf({ plane, columns, rows }: SizedPlane): readonly Vector3[] {
  const [left, top, right, bottom] = [-0.5, -0.5, columns - 0.5, rows - 0.5];
  return (
    [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ] as const
  ).map((corner) => pixelToWorld(plane, corner));
}

/** Liang and Barsky's clipping of a segment to the picture's rectangle. */
function clip(
  from: PixelPoint,
  to: PixelPoint,
  { columns, rows }: SizedPlane,
): readonly [PixelPoint, PixelPoint] | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let enter = 0;
  let leave = 1;
  const sides: readonly (readonly [number, number])[] = [
    [-dx, from[0] + 0.5],
    [dx, columns - 0.5 - from[0]],
    [-dy, from[1] + 0.5],
    [dy, rows - 0.5 - from[1]],
  ];
  for (const [towards, room] of sides) {
    if (towards === 0 && room < 0) return null;
    if (towards === 0) continue;
    const at = room / towards;
    if (towards < 0) enter = Math.max(enter, at);
    else leave = Math.min(leave, at);
  }
  if (enter >= leave) return null;
  const point = (share: number): PixelPoint => [from[0] + dx * share, from[1] + dy * share];
  return [point(enter), point(leave)];
}

/** Distance of a point in the patient from a picture, along its normal, mm; negative on the near side. */
export const distanceTo = (plane: ImagePlane, world: Vector3): number =>
  dot(subtract(world, plane.origin), normalOf(plane));

/**
 * The picture of a stack nearest to a point in the patient.
 *
 * @param planes - In stack order; those without a place are passed over.
 * @returns Its index and distance in mm, or null when no picture is placed.
 */
export function nearestPlane(
  planes: readonly ImagePlane[],
  world: Vector3,
): { readonly index: number; readonly distanceMm: number } | null {
  let best: { index: number; distanceMm: number } | null = null;
  planes.forEach((plane, index) => {
    if (!plane.placed) return;
    const distanceMm = Math.abs(distanceTo(plane, world));
    if (best === null || distanceMm < best.distanceMm - 1e-6) best = { index, distanceMm };
  });
  return best;
}
