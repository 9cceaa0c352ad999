import type { Spacing } from '../../../../shared/domain/imaging/calibration';
import type { Measurement } from '../../../../shared/domain/imaging/measurement';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import { sharesOf, squared } from './perpendicular';

type Points = readonly PixelPoint[];
const tuples = (points: Points): [number, number][] => points.map(([x, y]) => [x, y]);

/** The whole drawing moved by some pixels, its text with it. */
export function moved(measurement: Measurement, dx: number, dy: number): Measurement {
  const shift = ([x, y]: PixelPoint): [number, number] => [x + dx, y + dy];
  const { textAt } = measurement;
  return {
    ...measurement,
    points: measurement.points.map(shift),
    ...(textAt && { textAt: shift(textAt) }),
  };
}

/** The drawing with one of its points brought to another place; what depends on the point follows. */
export function reshaped(
  measurement: Measurement,
  handle: number,
  to: PixelPoint,
  spacing: Spacing,
): Measurement {
  const points = pointsAfter(measurement, handle, to, spacing);
  return { ...measurement, points: tuples(points) };
}

function pointsAfter(
  { kind, points }: Measurement,
  handle: number,
  to: PixelPoint,
  spacing: Spacing,
): Points {
  switch (kind) {
    case 'ellipseRoi':
      return ellipseAfter(points, handle, to);
    case 'rectangleRoi':
      return rectangleAfter(points, handle, to);
    case 'bidirectional':
      return handle < 2
        ? longAxisAfter(points, handle, to, spacing)
        : shortAxisAfter(points, handle, to, spacing);
    default:
      return points.map((point, i) => (i === handle ? to : point));
  }
}

const minus = (a: PixelPoint, b: PixelPoint): PixelPoint => [a[0] - b[0], a[1] - b[1]];
const plus = (a: PixelPoint, b: PixelPoint, share = 1): PixelPoint => [
  a[0] + b[0] * share,
  a[1] + b[1] * share,
];

/** One end of an axis moves along that axis, the other end stays, and the other axis keeps to the middle. */
function ellipseAfter(points: Points, handle: number, to: PixelPoint): Points {
  const [bottom, top, left, right] = points;
  if (!bottom || !top || !left || !right) return points;
  const isUpright = handle < 2;
  const opposite = points[[1, 0, 3, 2][handle] ?? 0] ?? to;
  const from = points[handle] ?? to;
  const axis = minus(from, opposite);
  const size = axis[0] ** 2 + axis[1] ** 2;
  const reach = minus(to, opposite);
  const share = size === 0 ? 1 : (reach[0] * axis[0] + reach[1] * axis[1]) / size;
  const end = size === 0 ? to : plus(opposite, axis, share);
  const shift: PixelPoint = [(end[0] - from[0]) / 2, (end[1] - from[1]) / 2];
  const other = isUpright ? [left, right] : [bottom, top];
  const [first, second] = other.map((point) => plus(point, shift));
  const ends = handle % 2 === 0 ? [end, opposite] : [opposite, end];
  return isUpright
    ? [...ends, first ?? left, second ?? right]
    : [first ?? bottom, second ?? top, ...ends];
}

/** One corner moves, the one across from it stays, the sides keep their directions. */
function rectangleAfter(points: Points, handle: number, to: PixelPoint): Points {
  const fixed = points[3 - handle];
  const [tl, tr, bl] = points;
  if (!fixed || !tl || !tr || !bl) return points;
  const along = axisOf(minus(tr, tl), [1, 0]);
  const across = axisOf(minus(bl, tl), [0, 1]);
  const [u, v] = sharesOf(fixed, { along, across }, to);
  const beside = plus(fixed, along, u);
  const below = plus(fixed, across, v);
  // corners by number: 0 1 over 2 3; the neighbour along a row shares the row of the moved one
  const sameRow = handle ^ 1;
  const out = [...points];
  out[handle] = to;
  out[sameRow] = below;
  out[3 - sameRow] = beside;
  return out;
}

const axisOf = (side: PixelPoint, instead: PixelPoint): PixelPoint =>
  side[0] === 0 && side[1] === 0 ? instead : side;

/** The short axis turns and shifts with the long one and keeps its length in the body. */
function longAxisAfter(points: Points, handle: number, to: PixelPoint, spacing: Spacing): Points {
  const [a, b, c, d] = points;
  if (!a || !b || !c || !d) return points;
  const before = squared(a, b, spacing);
  const [p, q] = handle === 0 ? [to, b] : [a, to];
  const after = squared(p, q, spacing);
  const ratio = lengthIn(before.along, spacing) / Math.max(1e-9, lengthIn(after.along, spacing));
  const follow = (point: PixelPoint): PixelPoint => {
    const [share, reach] = sharesOf(a, before, point);
    return plus(plus(p, after.along, share), after.across, reach * ratio);
  };
  return [p, q, follow(c), follow(d)];
}

/** The end moves out or in at right angles, and both ends move along the long axis. */
function shortAxisAfter(points: Points, handle: number, to: PixelPoint, spacing: Spacing): Points {
  const [a, b, c, d] = points;
  if (!a || !b || !c || !d) return points;
  const axes = squared(a, b, spacing);
  const [share, reach] = sharesOf(a, axes, to);
  const held = Math.min(1, Math.max(0, share));
  const [, otherReach] = sharesOf(a, axes, handle === 2 ? d : c);
  const end = (across: number): PixelPoint => plus(plus(a, axes.along, held), axes.across, across);
  return handle === 2 ? [a, b, end(reach), end(otherReach)] : [a, b, end(otherReach), end(reach)];
}

const lengthIn = (v: PixelPoint, spacing: Spacing): number =>
  Math.hypot(v[0] * spacing.column, v[1] * spacing.row);
