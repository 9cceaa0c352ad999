import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

/** x' = a·x + c·y + e, y' = b·x + d·y + f, in the order of a canvas's own transform. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Between picture pixels and CSS pixels of the picture area. */
export type ScreenMap = {
  readonly matrix: Affine;
  readonly toScreen: (pixel: PixelPoint) => PixelPoint;
  readonly toPixel: (screen: PixelPoint) => PixelPoint;
};

/**
 * @param origin Where pixel (0, 0) is on screen.
 * @param across Where pixel (1, 0) is.
 * @param below Where pixel (0, 1) is.
 * @returns `null` when the picture has no extent on screen.
 */
export function screenMap(
  origin: PixelPoint,
  across: PixelPoint,
  below: PixelPoint,
): ScreenMap | null {
  const matrix: Affine = [
    across[0] - origin[0],
    across[1] - origin[1],
    below[0] - origin[0],
    below[1] - origin[1],
    origin[0],
    origin[1],
  ];
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-12) return null;
  return {
    matrix,
    toScreen: ([x, y]) => [a * x + c * y + e, b * x + d * y + f],
    toPixel: ([x, y]) => [
      (d * (x - e) - c * (y - f)) / determinant,
      (a * (y - f) - b * (x - e)) / determinant,
    ],
  };
}
