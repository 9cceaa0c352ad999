import { worldToPixel, type ImagePlane } from './imagePlane';
import type { PixelPoint, Vector3 } from './vector';

export type ToScreen = (pixel: PixelPoint) => PixelPoint;

/** How a picture lies in its picture area. */
export type PictureView = {
  readonly field: { readonly centre: Vector3 };
  /** Screen pixels per column of the picture. */
  readonly zoom: number;
  /** Degrees clockwise: 0, 90, 180, 270. */
  readonly rotation: number;
  readonly flipped: boolean;
};

/**
 * Where a pixel of the picture stands on screen, in CSS pixels from the middle of the picture area: as the view says it is
 * moved, magnified, mirrored left and right, then turned clockwise.
 */
export function toScreenOf(
  { field, zoom, rotation, flipped }: PictureView,
  plane: ImagePlane,
): ToScreen {
  const [middleColumn, middleRow] = worldToPixel(plane, field.centre);
  const across = zoom * (flipped ? -1 : 1);
  const down = zoom * (plane.spacing.row / plane.spacing.column);
  const angle = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.round(Math.cos(angle)), Math.round(Math.sin(angle))];
  return ([column, row]) => {
    const x = (column - middleColumn) * across;
    const y = (row - middleRow) * down;
    return [x * cos - y * sin, x * sin + y * cos];
  };
}
