import type { PixelPoint } from './vector';

/** A region of a picture; `holds` is asked for pixel centres between the bounds. */
export type Region = {
  readonly min: PixelPoint;
  readonly max: PixelPoint;
  readonly holds: (column: number, row: number) => boolean;
  /** In pixels. */
  readonly area: number;
};

const middle = (a: PixelPoint, b: PixelPoint): PixelPoint => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const half = (from: PixelPoint, to: PixelPoint): PixelPoint => [
  (to[0] - from[0]) / 2,
  (to[1] - from[1]) / 2,
];

/** An ellipse by the ends of its two axes. */
export function ellipse(
  bottom: PixelPoint,
  top: PixelPoint,
  left: PixelPoint,
  right: PixelPoint,
): Region {
  const axes = { centre: middle(bottom, top), u: half(left, right), v: half(bottom, top) };
  return alongAxes(axes, Math.PI, (s, t) => s * s + t * t <= 1);
}

/** A rectangle, perhaps turned, by its corners. */
export function rectangle(
  topLeft: PixelPoint,
  topRight: PixelPoint,
  bottomLeft: PixelPoint,
  bottomRight: PixelPoint,
): Region {
  const axes = {
    centre: middle(topLeft, bottomRight),
    u: half(topLeft, topRight),
    v: half(topLeft, bottomLeft),
  };
  return alongAxes(axes, 4, (s, t) => Math.abs(s) <= 1 && Math.abs(t) <= 1);
}

type Axes = { readonly centre: PixelPoint; readonly u: PixelPoint; readonly v: PixelPoint };

/** @param holds Asked in shares of the half axes. @param areaFactor Area in units of |u × v|. */
function alongAxes(
  { centre, u, v }: Axes,
  areaFactor: number,
  holds: (alongU: number, alongV: number) => boolean,
): Region {
  const determinant = u[0] * v[1] - u[1] * v[0];
  const reach = [Math.abs(u[0]) + Math.abs(v[0]), Math.abs(u[1]) + Math.abs(v[1])] as const;
  return {
    min: [centre[0] - reach[0], centre[1] - reach[1]],
    max: [centre[0] + reach[0], centre[1] + reach[1]],
    area: Math.abs(determinant) * areaFactor,
    holds: (column, row) => {
      if (determinant === 0) return false;
      const dx = column - centre[0];
      const dy = row - centre[1];
      return holds((dx * v[1] - dy * v[0]) / determinant, (dy * u[0] - dx * u[1]) / determinant);
    },
  };
}

/** A closed outline that does not cross itself. */
export function polygon(corners: readonly PixelPoint[]): Region {
  const columns = corners.map(([column]) => column);
  const rows = corners.map(([, row]) => row);
  return {
    min: [Math.min(...columns), Math.min(...rows)],
    max: [Math.max(...columns), Math.max(...rows)],
    area: Math.abs(shoelace(corners)),
    holds: (column, row) => isInside(corners, column, row),
  };
}

function shoelace(corners: readonly PixelPoint[]): number {
  let twice = 0;
  corners.forEach((from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    twice += from[0] * to[1] - to[0] * from[1];
  });
  return twice / 2;
}

/** Even-odd rule; each edge is half open in rows, so that a corner is counted once. */
function isInside(corners: readonly PixelPoint[], column: number, row: number): boolean {
  let inside = false;
  let [fromColumn, fromRow] = corners.at(-1) ?? [0, 0];
  for (const [toColumn, toRow] of corners) {
    if (fromRow > row !== toRow > row) {
      const crossing = fromColumn + ((row - fromRow) / (toRow - fromRow)) * (toColumn - fromColumn);
      if (column < crossing) inside = !inside;
    }
    [fromColumn, fromRow] = [toColumn, toRow];
  }
  return inside;
}

/** Whether two edges of a closed outline that are not neighbours meet. */
export function crossesItself(corners: readonly PixelPoint[]): boolean {
  const count = corners.length;
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 2; j < count; j += 1) {
      if (i === 0 && j === count - 1) continue;
      if (meet(corners, i, j)) return true;
    }
  }
  return false;
}

function meet(corners: readonly PixelPoint[], i: number, j: number): boolean {
  const [a, b] = [corners[i], corners[(i + 1) % corners.length]];
  const [c, d] = [corners[j], corners[(j + 1) % corners.length]];
  if (!a || !b || !c || !d) return false;
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

const side = (a: PixelPoint, b: PixelPoint, p: PixelPoint): number =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
