import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { worldToPixel } from '../../../shared/domain/imaging/imagePlane';
import { sizedPlaneOf } from '../../../shared/domain/imaging/linking';
import { distanceTo, normalOf, referenceLine } from '../../../shared/domain/imaging/planeRelations';
import { STANDARD_VIEWS, type Axes, type Views } from '../../../shared/domain/imaging/reformat';
import {
  ORIENTATIONS,
  SLAB_MODES,
  type Orientation,
  type Slab,
} from '../../../shared/domain/imaging/reslice';
import {
  add,
  dot,
  length,
  scale,
  subtract,
  type PixelPoint,
  type Vector3,
} from '../../../shared/domain/imaging/vector';
import type { BlockResolution, Guide } from '../../ports/imageViewer';

/** Three planes through one point of a block. */
export type Mpr = {
  readonly source: DisplaySet;
  readonly resolution: BlockResolution;
  readonly views: Views;
  /** Where the planes meet, mm in the patient. */
  readonly centre: Vector3;
  /** mm; 0 for planes without thickness. */
  readonly thicknessMm: number;
  readonly mode: Slab['mode'];
  readonly made: Readonly<Record<Orientation, DisplaySet>>;
};

/** Places of the views; the source stays in the last. */
export const MPR_SLOTS: readonly Orientation[] = ['axial', 'coronal', 'sagittal'];
export const SOURCE_SLOT = 3;

export const MOST_MM = 60;
const STEPS_MM = [0, 1, 2, 3, 5, 8, 10, 15, 20, 30, 40, 50, 60];

export const slabOf = ({ thicknessMm, mode }: Pick<Mpr, 'thicknessMm' | 'mode'>): Slab | null =>
  thicknessMm > 0 ? { thicknessMm, mode } : null;

export const thicker = (mm: number): number => STEPS_MM.find((step) => step > mm) ?? MOST_MM;
export const thinner = (mm: number): number => STEPS_MM.findLast((step) => step < mm) ?? 0;
export const nextMode = (mode: Slab['mode']): Slab['mode'] =>
  SLAB_MODES[(SLAB_MODES.indexOf(mode) + 1) % SLAB_MODES.length] ?? 'mip';

/** Index of the picture of a view nearest to the point where the planes meet. */
export function indexIn(set: DisplaySet, world: Vector3): number {
  const [first, second] = set.frames;
  if (!first || !second) return 0;
  const { plane } = sizedPlaneOf(first);
  const step = dot(subtract(sizedPlaneOf(second).plane.origin, plane.origin), normalOf(plane));
  const at = distanceTo(plane, world) / step;
  return Math.min(set.frames.length - 1, Math.max(0, Math.round(at)));
}

/** The person scrolled a view to another picture: the point goes along, straight through. */
export function centreAfterScroll(mpr: Mpr, view: Orientation, index: number): Vector3 {
  const ref = mpr.made[view].frames[index];
  if (!ref || indexIn(mpr.made[view], mpr.centre) === index) return mpr.centre;
  const { plane } = sizedPlaneOf(ref);
  return subtract(mpr.centre, scale(normalOf(plane), distanceTo(plane, mpr.centre)));
}

/** The middle of the block that a set of cuts goes through. */
export function middleOf(set: DisplaySet): Vector3 {
  const [first, last] = [set.frames[0], set.frames.at(-1)];
  if (!first || !last) return [0, 0, 0];
  const [a, b] = [sizedPlaneOf(first), sizedPlaneOf(last)];
  const corner = scale(add(a.plane.origin, b.plane.origin), 0.5);
  const across = scale(a.plane.right, ((a.columns - 1) / 2) * a.plane.spacing.column);
  const down = scale(a.plane.down, ((a.rows - 1) / 2) * a.plane.spacing.row);
  return add(corner, add(across, down));
}

/** How far out on a line its grip is, of the way from the centre to the nearer end. */
const GRIP_SHARE = 0.7;

/** On one view: lines of the other two planes with grips to turn them by, and the point. */
export function mprGuides(mpr: Mpr, on: Orientation, index: number): readonly Guide[] {
  const ref = mpr.made[on].frames[index];
  if (!ref) return [];
  const picture = sizedPlaneOf(ref);
  const centre = worldToPixel(picture.plane, mpr.centre);
  const lines = ORIENTATIONS.filter((other) => other !== on).flatMap((other): Guide[] => {
    const set = mpr.made[other];
    const cut = set.frames[indexIn(set, mpr.centre)];
    const line = cut && referenceLine(picture, sizedPlaneOf(cut));
    if (!line) return [];
    const [from, to] = line;
    const grips = gripsOn(centre, from, to).map((at): Guide => ({ kind: 'grip', id: other, at }));
    return [{ kind: 'axis', from, to, plane: other }, ...grips];
  });
  return [...lines, { kind: 'mark', at: centre }];
}

function gripsOn(centre: PixelPoint, from: PixelPoint, to: PixelPoint): readonly PixelPoint[] {
  const reach = (end: PixelPoint) => Math.hypot(end[0] - centre[0], end[1] - centre[1]);
  const size = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (size === 0) return [];
  const [dx, dy] = [(to[0] - from[0]) / size, (to[1] - from[1]) / size];
  const distance = Math.min(reach(from), reach(to)) * GRIP_SHARE;
  return [
    [centre[0] - dx * distance, centre[1] - dy * distance],
    [centre[0] + dx * distance, centre[1] + dy * distance],
  ];
}

/** Direction of a pixel from the centre, radians from the columns towards the rows of the view. */
export function angleOn(mpr: Mpr, on: Orientation, index: number, pixel: PixelPoint): number {
  const ref = mpr.made[on].frames[index];
  if (!ref) return 0;
  const { plane } = sizedPlaneOf(ref);
  const [x, y] = worldToPixel(plane, mpr.centre);
  return Math.atan2((pixel[1] - y) * plane.spacing.row, (pixel[0] - x) * plane.spacing.column);
}

export const areStandard = (views: Views): boolean =>
  ORIENTATIONS.every((view) => sameAxes(views[view], STANDARD_VIEWS[view]));

export const sameAxes = (a: Axes, b: Axes): boolean =>
  length(subtract(a.right, b.right)) < 1e-6 && length(subtract(a.down, b.down)) < 1e-6;
