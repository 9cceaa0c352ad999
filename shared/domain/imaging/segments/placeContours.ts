import { worldToPixel } from '../imagePlane';
import type { PixelPoint } from '../vector';
import type { Contour, ContourType } from './readStructureSet';
import {
  distanceFrom,
  placeAt,
  placesNamed,
  toleranceOf,
  type StackPlace,
  type StackPlaces,
} from './stackPlaces';

/** A contour on a picture, in its pixels. */
export type PlacedContour = {
  readonly kind: 'contour';
  readonly part: number;
  readonly type: ContourType;
  readonly points: readonly PixelPoint[];
};

export type ContourPlacement =
  | { readonly status: 'placed'; readonly on: readonly (readonly [number, PlacedContour])[] }
  | { readonly status: 'missing' | 'contradictory' };

/**
 * The picture a contour belongs on: the one it names, if the contour lies in its plane; where it names none, the one in whose
 * plane it lies. Loose points may lie on several pictures.
 */
export function placeContour(contour: Contour, stack: StackPlaces): ContourPlacement {
  const { type, points, sources, part } = contour;
  if (type === 'points' && sources.length === 0) return placePoints(contour, stack);
  const first = points[0];
  if (first === undefined) return { status: 'contradictory' };
  const here = sources.length > 0 ? placesNamed(stack, sources) : [placeAt(stack, first)];
  const named = here.flatMap((place) => place ?? []);
  if (named.length === 0) return { status: 'missing' };
  const fitting = named.filter((place) => isInPlane(contour, place, stack));
  if (fitting.length === 0) return { status: 'contradictory' };
  return {
    status: 'placed',
    on: fitting.map((place) => [
      place.index,
      {
        kind: 'contour',
        part,
        type,
        points: points.map((point) => worldToPixel(place.plane, point)),
      },
    ]),
  };
}

const isInPlane = ({ points }: Contour, { plane }: StackPlace, stack: StackPlaces): boolean => {
  const tolerance = toleranceOf(stack);
  return plane.placed && points.every((point) => distanceFrom(plane, point) <= tolerance);
};

function placePoints({ points, part }: Contour, stack: StackPlaces): ContourPlacement {
  const on = points.flatMap((point): (readonly [number, PlacedContour])[] => {
    const place = placeAt(stack, point);
    if (place === null) return [];
    const at = worldToPixel(place.plane, point);
    return [[place.index, { kind: 'contour', part, type: 'points', points: [at] }]];
  });
  return on.length > 0 ? { status: 'placed', on } : { status: 'missing' };
}
