import type { MeasurementKind } from '../../../../shared/domain/imaging/measurement';
import type { Spacing } from '../../../../shared/domain/imaging/calibration';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import { squared } from './perpendicular';

/** How many places the person gives; everything else follows from them. An outline takes as many as the hand moves through. */
const PLACES: Readonly<Record<MeasurementKind, number>> = {
  length: 2,
  bidirectional: 2,
  angle: 3,
  cobb: 4,
  ellipseRoi: 2,
  rectangleRoi: 2,
  freehandRoi: Infinity,
  probe: 1,
  arrow: 2,
  text: 1,
};

/** A drawing under way: the places given, and the one under the pointer. */
export type Draft = {
  readonly kind: MeasurementKind;
  readonly given: readonly PixelPoint[];
  readonly at: PixelPoint;
};

export const startDraft = (kind: MeasurementKind, at: PixelPoint): Draft => ({
  kind,
  given: [at],
  at,
});

export const moveDraft = (draft: Draft, at: PixelPoint): Draft => ({ ...draft, at });

export const placeDraft = (draft: Draft, at: PixelPoint): Draft => ({
  ...draft,
  at,
  given: [...draft.given, at],
});

export const isComplete = ({ kind, given }: Draft): boolean => given.length >= PLACES[kind];

/**
 * Points of the drawing as far as it has come; `kind` is another one while an angle still is a line.
 *
 * @param spacing Size of a pixel, so that what is at right angles in the body is drawn so.
 */
export function shapeOf(
  draft: Draft,
  spacing: Spacing,
): { readonly kind: MeasurementKind; readonly points: readonly PixelPoint[] } {
  const { kind, at } = draft;
  const places = isComplete(draft) ? draft.given : [...draft.given, at];
  const [a = at, b = at, c = at, d = at] = places;
  switch (kind) {
    case 'ellipseRoi':
      return { kind, points: ellipsePoints(a, b) };
    case 'rectangleRoi':
      return { kind, points: rectanglePoints(a, b) };
    case 'bidirectional':
      return { kind, points: [a, b, ...shortAxis(a, b, spacing)] };
    case 'angle':
      return places.length < 3 ? { kind: 'length', points: [a, b] } : { kind, points: [a, b, c] };
    case 'cobb':
      return places.length < 3
        ? { kind: 'length', points: [a, b] }
        : { kind, points: [a, b, c, d] };
    case 'length':
    case 'arrow':
      return { kind, points: [a, b] };
    case 'probe':
    case 'text':
      return { kind, points: [a] };
    case 'freehandRoi':
      return { kind, points: places };
  }
}

/** Ends of the upright and the level axis of the ellipse in a box: bottom, top, left, right. */
function ellipsePoints(a: PixelPoint, b: PixelPoint): readonly PixelPoint[] {
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return [
    [x, bottom],
    [x, top],
    [left, y],
    [right, y],
  ];
}

function rectanglePoints(a: PixelPoint, b: PixelPoint): readonly PixelPoint[] {
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
  return [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ];
}

/** A first proposal: through the middle, half as long; the person moves its ends. */
function shortAxis(a: PixelPoint, b: PixelPoint, spacing: Spacing): readonly PixelPoint[] {
  const middle: PixelPoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const { across } = squared(a, b, spacing);
  return [
    [middle[0] + across[0] / 4, middle[1] + across[1] / 4],
    [middle[0] - across[0] / 4, middle[1] - across[1] / 4],
  ];
}
