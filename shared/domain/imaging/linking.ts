import { numberOf, TAG, textOf } from './dicomJson';
import type { DisplaySet, FrameRef } from './displaySet';
import { imagePlaneOf, pixelToWorld, type ImagePlane } from './imagePlane';
import { areParallel, nearestPlane, normalOf, type SizedPlane } from './planeRelations';
import { dot, type Vector3 } from './vector';

/**
 * How two stacks go together. `place`: both are placed in the same patient's space, so that position decides; `distance`: they
 * are parallel but of different spaces (two examinations), and lie `mm` apart as they stood when they were joined; `index`: all
 * one can do is count.
 */
export type StackLink =
  | { readonly kind: 'place' }
  | { readonly kind: 'distance'; readonly mm: number }
  | { readonly kind: 'index'; readonly by: number };

type At = { readonly set: DisplaySet; readonly index: number };

const planeLists = new WeakMap<DisplaySet, readonly ImagePlane[]>();

/** Planes of all pictures of a set, in order. */
export function planesOf(set: DisplaySet): readonly ImagePlane[] {
  const known = planeLists.get(set);
  if (known) return known;
  const planes = set.frames.map(({ instance, frame }) => imagePlaneOf(instance, frame));
  planeLists.set(set, planes);
  return planes;
}

export function sizedPlaneOf({ instance, frame }: FrameRef): SizedPlane {
  return {
    plane: imagePlaneOf(instance, frame),
    columns: numberOf(instance, TAG.Columns) ?? 1,
    rows: numberOf(instance, TAG.Rows) ?? 1,
  };
}

export function frameOfReferenceOf({ frames }: DisplaySet): string | null {
  const instance = frames[0]?.instance;
  return instance ? textOf(instance, TAG.FrameOfReferenceUID) : null;
}

/** Whether both sets are placed in one space, so that a point of one is a point of the other. */
export function shareSpace(a: DisplaySet, b: DisplaySet): boolean {
  const space = frameOfReferenceOf(a);
  const isPlaced = (set: DisplaySet) => planesOf(set)[0]?.placed === true;
  return space !== null && space === frameOfReferenceOf(b) && isPlaced(a) && isPlaced(b);
}

/** Joins two stacks as they stand. `null`: they are not parallel and have nothing to scroll together by. */
export function linkOf(from: At, to: At): StackLink | null {
  const [plane, other] = [planesOf(from.set)[from.index], planesOf(to.set)[to.index]];
  if (!plane || !other) return null;
  if (!plane.placed || !other.placed) return { kind: 'index', by: to.index - from.index };
  if (!areParallel(plane, other)) return null;
  if (shareSpace(from.set, to.set)) return { kind: 'place' };
  return { kind: 'distance', mm: along(plane, other.origin) - along(plane, plane.origin) };
}

/** The picture of `to` that goes with the one shown of `from`. */
export function followed(link: StackLink, from: At, to: DisplaySet): number | null {
  if (link.kind === 'index') {
    const last = to.frames.length - 1;
    return Math.min(last, Math.max(0, from.index + link.by));
  }
  const plane = planesOf(from.set)[from.index];
  if (!plane) return null;
  if (link.kind === 'place') {
    const ref = from.set.frames[from.index];
    return ref ? (nearestPlane(planesOf(to), centreOf(sizedPlaneOf(ref)))?.index ?? null) : null;
  }
  const wanted = along(plane, plane.origin) + link.mm;
  const distances = planesOf(to).map(({ origin }) => Math.abs(along(plane, origin) - wanted));
  const best = Math.min(...distances);
  return Number.isFinite(best) ? distances.indexOf(best) : null;
}

export const centreOf = ({ plane, columns, rows }: SizedPlane): Vector3 =>
  pixelToWorld(plane, [(columns - 1) / 2, (rows - 1) / 2]);

const along = (plane: ImagePlane, point: Vector3): number => dot(point, normalOf(plane));
