import { numberOf, numbersOf, TAG, type DicomJson } from './dicomJson';
import type { PixelPoint } from './vector';

/** An area outside of which a picture is to be covered (PS3.3 C.7.6.11). In pixels, (0, 0) the centre of the top left one. */
export type Shutter =
  | {
      readonly kind: 'rectangle';
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
  | { readonly kind: 'circle'; readonly centre: PixelPoint; readonly radius: number }
  | { readonly kind: 'polygon'; readonly corners: readonly PixelPoint[] };

/** Shutters of an image or presentation state; what none of them leaves open is covered. A shape that lacks a number is left out. */
export function shuttersOf(instance: DicomJson): readonly Shutter[] {
  const shapes = (instance[TAG.ShutterShape]?.Value ?? []) as readonly unknown[];
  return shapes.flatMap((shape) => {
    if (shape === 'RECTANGULAR') return rectangle(instance) ?? [];
    if (shape === 'CIRCULAR') return circle(instance) ?? [];
    return shape === 'POLYGONAL' ? (polygon(instance) ?? []) : [];
  });
}

/** The edges named are columns and rows, counted from one, that are just covered. */
function rectangle(instance: DicomJson): Shutter | null {
  const [left, right, top, bottom] = [
    TAG.ShutterLeftVerticalEdge,
    TAG.ShutterRightVerticalEdge,
    TAG.ShutterUpperHorizontalEdge,
    TAG.ShutterLowerHorizontalEdge,
  ].map((tag) => numberOf(instance, tag));
  if (left == null || right == null || top == null || bottom == null) return null;
  return {
    kind: 'rectangle',
    left: left - 0.5,
    right: right - 1.5,
    top: top - 0.5,
    bottom: bottom - 1.5,
  };
}

/** Centre as row\column. */
function circle(instance: DicomJson): Shutter | null {
  const [row, column] = numbersOf(instance, TAG.CenterOfCircularShutter);
  const radius = numberOf(instance, TAG.RadiusOfCircularShutter);
  if (row === undefined || column === undefined || radius === null) return null;
  return { kind: 'circle', centre: [column - 1, row - 1], radius };
}

/** Corners as row\column pairs. */
function polygon(instance: DicomJson): Shutter | null {
  const numbers = numbersOf(instance, TAG.VerticesOfThePolygonalShutter);
  const corners: PixelPoint[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2)
    corners.push([(numbers[i + 1] ?? 1) - 1, (numbers[i] ?? 1) - 1]);
  return corners.length < 3 ? null : { kind: 'polygon', corners };
}
