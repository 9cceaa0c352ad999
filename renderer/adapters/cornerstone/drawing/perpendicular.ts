import type { Spacing } from '../../../../shared/domain/imaging/calibration';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

/** From `a` to `b`, and the same length at right angles to it in the body, both in pixels. */
export function squared(
  a: PixelPoint,
  b: PixelPoint,
  spacing: Spacing,
): { readonly along: PixelPoint; readonly across: PixelPoint } {
  const along: PixelPoint = [b[0] - a[0], b[1] - a[1]];
  const [x, y] = [along[0] * spacing.column, along[1] * spacing.row];
  return { along, across: [-y / spacing.column, x / spacing.row] };
}

/** Shares of `along` and `across` that lead from `origin` to `point`; zero where the axes have no length. */
export function sharesOf(
  origin: PixelPoint,
  { along, across }: { readonly along: PixelPoint; readonly across: PixelPoint },
  point: PixelPoint,
): readonly [number, number] {
  const determinant = along[0] * across[1] - along[1] * across[0];
  if (determinant === 0) return [0, 0];
  const [x, y] = [point[0] - origin[0], point[1] - origin[1]];
  return [
    (x * across[1] - y * across[0]) / determinant,
    (y * along[0] - x * along[1]) / determinant,
  ];
}
