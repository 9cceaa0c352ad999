import {
  MEASUREMENT_POINTS,
  type MeasurementKind,
} from '../../../../shared/domain/imaging/measurement';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

/** What is drawn of a measurement: lines through points on screen. */
export type Outline = {
  readonly lines: readonly (readonly PixelPoint[])[];
  /** Closed lines join their last point with their first. */
  readonly isClosed: boolean;
  /** Points the hand can take hold of. */
  readonly handles: readonly PixelPoint[];
};

type Shape = { readonly kind: MeasurementKind; readonly points: readonly PixelPoint[] };

const ELLIPSE_STEPS = 64;
const ARROW_PX = 11;
const CROSS_PX = 7;

/** @param points On screen. */
export function outlineOf({ kind, points }: Shape): Outline {
  const open = (...lines: (readonly PixelPoint[])[]): Outline => ({
    lines,
    isClosed: false,
    handles: points,
  });
  // a drawing under way may have too few points for what it will be
  if (points.length < MEASUREMENT_POINTS[kind][0]) return open(points);
  const [a = ORIGIN, b = ORIGIN, c = ORIGIN, d = ORIGIN] = points;
  const closed = (line: readonly PixelPoint[], handles = points): Outline => ({
    lines: [line],
    isClosed: true,
    handles,
  });
  switch (kind) {
    case 'length':
    case 'angle':
      return open(points);
    case 'bidirectional':
    case 'cobb':
      return open([a, b], [c, d]);
    case 'arrow':
      return open([a, b], arrowHead(a, b));
    case 'probe':
      return open(...cross(a));
    case 'text':
      return open();
    case 'freehandRoi':
      return closed(points, []);
    case 'rectangleRoi':
      return closed([a, b, d, c]);
    case 'ellipseRoi':
      return closed(ellipseLine(a, b, c, d));
  }
}

const ORIGIN: PixelPoint = [0, 0];

function arrowHead(tip: PixelPoint, tail: PixelPoint): readonly PixelPoint[] {
  const back = Math.atan2(tail[1] - tip[1], tail[0] - tip[0]);
  const barb = (turn: number): PixelPoint => [
    tip[0] + ARROW_PX * Math.cos(back + turn),
    tip[1] + ARROW_PX * Math.sin(back + turn),
  ];
  return [barb(0.45), tip, barb(-0.45)];
}

/** A cross that leaves its middle open, so that the pixel it stands for is seen. */
function cross([x, y]: PixelPoint): readonly (readonly PixelPoint[])[] {
  const [near, far] = [2.5, CROSS_PX];
  return [
    [
      [x - far, y],
      [x - near, y],
    ],
    [
      [x + near, y],
      [x + far, y],
    ],
    [
      [x, y - far],
      [x, y - near],
    ],
    [
      [x, y + near],
      [x, y + far],
    ],
  ];
}

function ellipseLine(
  bottom: PixelPoint,
  top: PixelPoint,
  left: PixelPoint,
  right: PixelPoint,
): readonly PixelPoint[] {
  const centre = [(bottom[0] + top[0]) / 2, (bottom[1] + top[1]) / 2] as const;
  const u = [(right[0] - left[0]) / 2, (right[1] - left[1]) / 2] as const;
  const v = [(bottom[0] - top[0]) / 2, (bottom[1] - top[1]) / 2] as const;
  return Array.from({ length: ELLIPSE_STEPS }, (_, i): PixelPoint => {
    const angle = (2 * Math.PI * i) / ELLIPSE_STEPS;
    const [s, t] = [Math.cos(angle), Math.sin(angle)];
    return [centre[0] + u[0] * s + v[0] * t, centre[1] + u[1] * s + v[1] * t];
  });
}
