import { pixelToWorld, worldToPixel, type ImagePlane } from '../imagePlane';
import type { PixelPoint } from '../vector';
import type { SegmentFrame, Segmentation } from './readSegmentation';
import { isOnPlane, placesNamed, type StackPlace, type StackPlaces } from './stackPlaces';

/** From a pixel of one grid to that of another: `[a, b, c, d, e, f]` as a canvas has it, x' = a x + c y + e. */
export type Affine = readonly [number, number, number, number, number, number];

/** A frame of a segmentation on a picture. */
export type PlacedSegment = {
  readonly kind: 'mask';
  /** 0-based frame of the segmentation. */
  readonly frame: number;
  readonly part: number | null;
  readonly toPicture: Affine;
};

/** How a frame ended: on pictures of the set, on one that is not here, or where it contradicts itself. */
export type SegmentPlacement =
  | { readonly status: 'placed'; readonly on: readonly (readonly [number, PlacedSegment])[] }
  | { readonly status: 'missing' | 'contradictory' };

const SAME: Affine = [1, 0, 0, 1, 0, 0];

/**
 * The pictures a frame belongs on. A picture it names counts only if it lies where the frame lies; without a name it is the
 * picture in the same plane. Never a neighbour.
 */
export function placeSegment(
  segmentation: Segmentation,
  frame: SegmentFrame,
  stack: StackPlaces,
): SegmentPlacement {
  const { plane, sources } = frame;
  if (sources.length === 0 && plane === null) return { status: 'contradictory' };
  const named = sources.length > 0 ? placesNamed(stack, sources) : stack.places;
  if (named.length === 0) return { status: 'missing' };
  const on = named.flatMap((place): (readonly [number, PlacedSegment])[] => {
    const toPicture = fit(segmentation, frame, place, stack);
    if (toPicture === null) return [];
    return [[place.index, { kind: 'mask', frame: frame.index, part: frame.part, toPicture }]];
  });
  if (on.length > 0) return { status: 'placed', on };
  return { status: sources.length > 0 ? 'contradictory' : 'missing' };
}

function fit(
  { rows, columns }: Segmentation,
  { plane, isSameGrid }: SegmentFrame,
  place: StackPlace,
  stack: StackPlaces,
): Affine | null {
  if (plane && place.plane.placed)
    return isOnPlane(stack, place, plane) ? between(plane, place.plane) : null;
  // without places only a picture of the same pixels will do
  const isSame = place.rows === rows && place.columns === columns && isSameGrid;
  return isSame ? SAME : null;
}

/** From the pixels of one plane to those of another in the same place. */
export function between(from: ImagePlane, to: ImagePlane): Affine {
  const at = (pixel: PixelPoint): PixelPoint => worldToPixel(to, pixelToWorld(from, pixel));
  const [e, f] = at([0, 0]);
  const [x1, y1] = at([1, 0]);
  const [x2, y2] = at([0, 1]);
  return [x1 - e, y1 - f, x2 - e, y2 - f, e, f];
}
