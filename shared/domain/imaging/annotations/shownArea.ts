import { pixelToWorld, worldToPixel, type ImagePlane } from '../imagePlane';
import type { Vector3 } from '../vector';
import type { ShownArea } from './annotationSet';

/** Part of the image plane on screen: its middle and its height along the screen, in units of the plane (mm). */
type Field = { readonly centre: Vector3; readonly height: number };

/**
 * The part of an image a viewer shows, as whole columns and rows. Viewers have other shapes, so it is the square of the
 * field's height about its middle: what is certain to have been on screen.
 */
export function areaOfField({ centre, height }: Field, plane: ImagePlane): ShownArea {
  const [column, row] = worldToPixel(plane, centre);
  const across = height / 2 / plane.spacing.column;
  const down = height / 2 / plane.spacing.row;
  const first = (at: number, reach: number): number => Math.round(at - reach + 0.5) + 1;
  const last = (at: number, reach: number): number => Math.round(at + reach + 0.5);
  const left = first(column, across);
  const top = first(row, down);
  return {
    left,
    top,
    right: Math.max(left, last(column, across)),
    bottom: Math.max(top, last(row, down)),
  };
}

/**
 * What of an area lies on the image; `null` when that is all of the image, or nothing. Presentation states may name pixels
 * beyond the image, but not every viewer expects it.
 */
export function withinImage(
  area: ShownArea,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): ShownArea | null {
  const cut = {
    left: Math.max(1, area.left),
    top: Math.max(1, area.top),
    right: Math.min(columns, area.right),
    bottom: Math.min(rows, area.bottom),
  };
  const isWhole = cut.left === 1 && cut.top === 1 && cut.right === columns && cut.bottom === rows;
  return isWhole || cut.left > cut.right || cut.top > cut.bottom ? null : cut;
}

/** The field that shows all of an area on a screen turned by `rotation` degrees. */
export function fieldOfArea(
  { left, top, right, bottom }: ShownArea,
  plane: ImagePlane,
  rotation: number,
): Field {
  const centre = pixelToWorld(plane, [(left + right) / 2 - 1, (top + bottom) / 2 - 1]);
  const isUpright = rotation % 180 === 0;
  const height = isUpright
    ? (bottom - top + 1) * plane.spacing.row
    : (right - left + 1) * plane.spacing.column;
  return { centre, height };
}
