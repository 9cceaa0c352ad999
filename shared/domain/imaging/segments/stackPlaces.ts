import { TAG, numberOf, textOf } from '../dicomJson';
import type { DisplaySet } from '../displaySet';
import { imagePlaneOf, type ImagePlane } from '../imagePlane';
import { areParallel, normalOf } from '../planeRelations';
import { dot, subtract, type Vector3 } from '../vector';
import type { SourceFrame } from './overlayObject';

/** One picture of a set and where it lies. */
export type StackPlace = {
  /** 0-based index in the set. */
  readonly index: number;
  readonly sopInstanceUid: string;
  readonly frame: number;
  readonly frameOfReferenceUid: string | null;
  readonly plane: ImagePlane;
  readonly rows: number | null;
  readonly columns: number | null;
};

/** The pictures of a set, to be looked up by name and by place. */
export type StackPlaces = {
  readonly places: readonly StackPlace[];
  readonly bySop: ReadonlyMap<string, readonly StackPlace[]>;
  /** Distance of neighbours, mm; `null` for a single picture or pictures that are not an even stack. */
  readonly spacingMm: number | null;
};

/** How unequal distances may be and still be one distance. */
const EVEN = 0.01;

export function stackPlacesOf(set: DisplaySet): StackPlaces {
  const places = set.frames.map(({ instance, sopInstanceUid, frame }, index): StackPlace => ({
    index,
    sopInstanceUid,
    frame,
    frameOfReferenceUid: textOf(instance, TAG.FrameOfReferenceUID),
    plane: imagePlaneOf(instance, frame),
    rows: numberOf(instance, TAG.Rows),
    columns: numberOf(instance, TAG.Columns),
  }));
  const bySop = new Map<string, StackPlace[]>();
  for (const place of places) {
    const known = bySop.get(place.sopInstanceUid);
    if (known) known.push(place);
    else bySop.set(place.sopInstanceUid, [place]);
  }
  return { places, bySop, spacingMm: evenSpacing(places.map(({ plane }) => plane)) };
}

/** The one distance parallel planes are apart; `null` where there is none. */
export function evenSpacing(planes: readonly ImagePlane[]): number | null {
  const first = planes[0];
  if (first === undefined || planes.length < 2) return null;
  if (!planes.every((plane) => plane.placed && areParallel(plane, first))) return null;
  const gaps = gapsOf(positionsAlong(planes, normalOf(first)));
  const least = Math.min(...gaps);
  return gaps.length > 0 && gaps.every((gap) => gap - least <= EVEN * least) ? least : null;
}

/** Distinct positions along a direction, in order, mm. */
export function positionsAlong(planes: readonly ImagePlane[], normal: Vector3): readonly number[] {
  const sorted = planes.map(({ origin }) => dot(origin, normal)).sort((a, b) => a - b);
  return sorted.filter((at, i) => i === 0 || at - (sorted[i - 1] ?? 0) > 0.001);
}

export const gapsOf = (positions: readonly number[]): readonly number[] =>
  positions.slice(1).map((at, i) => at - (positions[i] ?? 0));

/** Share of the distance of slices that something may lie beside a slice and still be on it; at least that many mm. */
const ON_SLICE = 0.2;
const ON_SLICE_MM = 0.1;

export const toleranceOf = ({ spacingMm }: StackPlaces): number =>
  Math.max(ON_SLICE_MM, ON_SLICE * (spacingMm ?? 1));

/** How far a point lies from the plane of a picture, mm. */
export const distanceFrom = (plane: ImagePlane, point: Vector3): number =>
  Math.abs(dot(subtract(point, plane.origin), normalOf(plane)));

export function isOnPlane(stack: StackPlaces, place: StackPlace, plane: ImagePlane): boolean {
  return (
    place.plane.placed &&
    areParallel(place.plane, plane) &&
    distanceFrom(place.plane, plane.origin) <= toleranceOf(stack)
  );
}

/** Pictures of the set that are named; none when they are not in it. */
export const placesNamed = (
  { bySop }: StackPlaces,
  sources: readonly SourceFrame[],
): readonly StackPlace[] =>
  sources.flatMap(({ sopInstanceUid, frame }) =>
    (bySop.get(sopInstanceUid) ?? []).filter((place) => frame === null || place.frame === frame),
  );

/** The picture a point lies on; the nearest, within what counts as on it. */
export function placeAt(stack: StackPlaces, point: Vector3): StackPlace | null {
  let best: StackPlace | null = null;
  let least = toleranceOf(stack);
  for (const place of stack.places) {
    const distance = place.plane.placed ? distanceFrom(place.plane, point) : Infinity;
    if (distance > least || (best && distance === least)) continue;
    best = place;
    least = distance;
  }
  return best;
}
