import { assertNever } from '../../../lib/result';
import type { Measurement } from '../measurement';
import type { PixelPoint } from '../vector';
import type { GraphicType } from './contentItem';

/** A figure of DICOM with its points as ours: (0, 0) is the centre of the first pixel. */
export type Graphic = { readonly type: GraphicType; readonly points: readonly PixelPoint[] };

/** DICOM counts from the outer corner of the first pixel, we from its centre (PS3.3 C.18.6.1.1, C.10.5.1.2). */
const TO_CORNER = 0.5;

export const toGraphicData = (points: readonly PixelPoint[]): readonly number[] =>
  points.flatMap(([column, row]) => [column + TO_CORNER, row + TO_CORNER]);

/** @returns `null` when the numbers do not come in pairs. */
export function fromGraphicData(data: readonly number[]): readonly PixelPoint[] | null {
  if (data.length === 0 || data.length % 2 !== 0) return null;
  return Array.from({ length: data.length / 2 }, (_, at): PixelPoint => [
    (data[at * 2] ?? 0) - TO_CORNER,
    (data[at * 2 + 1] ?? 0) - TO_CORNER,
  ]);
}

/** What the figures alone do not tell about how a measurement was drawn, see `drawingText`. */
export type DrawingHint = 'swapped' | 'asDrawn';

const span = (a: PixelPoint | undefined, b: PixelPoint | undefined): number =>
  a && b ? Math.hypot(b[0] - a[0], b[1] - a[1]) : 0;

/** DICOM names the major axis of an ellipse first, we the one that was upright on screen. */
export const hintOf = ({
  kind,
  points: [a, b, c, d],
}: Pick<Measurement, 'kind' | 'points'>): DrawingHint =>
  kind === 'ellipseRoi' && span(c, d) > span(a, b) ? 'swapped' : 'asDrawn';

/** The figures a drawing consists of; of a text the place where it stands. */
export function graphicsOf(measurement: Pick<Measurement, 'kind' | 'points'>): readonly Graphic[] {
  const points = measurement.points as readonly PixelPoint[];
  const line = (...of: readonly (PixelPoint | undefined)[]): Graphic => ({
    type: 'POLYLINE',
    points: of.filter((point) => point !== undefined),
  });
  const [a, b, c, d] = points;
  switch (measurement.kind) {
    case 'length':
    case 'angle':
    case 'arrow':
      return [line(...points)];
    case 'bidirectional':
    case 'cobb':
      return [line(a, b), line(c, d)];
    case 'ellipseRoi': {
      const axes = hintOf(measurement) === 'swapped' ? [c, d, a, b] : [a, b, c, d];
      return [{ type: 'ELLIPSE', points: axes.filter((point) => point !== undefined) }];
    }
    case 'rectangleRoi':
      return [line(a, b, d, c, a)];
    case 'freehandRoi':
      return [line(...points, a)];
    case 'probe':
    case 'text':
      return [{ type: 'POINT', points }];
    default:
      return assertNever(measurement.kind);
  }
}

/** The points of a drawing of ours, back from its figures; `null` when they are not what that kind consists of. */
export function pointsOfKind(
  kind: Measurement['kind'],
  graphics: readonly Graphic[],
  hint: DrawingHint,
): readonly PixelPoint[] | null {
  const all = graphics.flatMap(({ points }) => points);
  const [a, b, c, d] = all;
  switch (kind) {
    case 'ellipseRoi':
      if (!a || !b || !c || !d || all.length !== 4) return null;
      return hint === 'swapped' ? [c, d, a, b] : [a, b, c, d];
    case 'rectangleRoi':
      return a && b && c && d && all.length === 5 ? [a, b, d, c] : null;
    case 'freehandRoi':
      return all.length >= 4 ? all.slice(0, -1) : null;
    default:
      return all;
  }
}

const near = (a: PixelPoint | undefined, b: PixelPoint | undefined): boolean =>
  a !== undefined && b !== undefined && span(a, b) < 0.01;

export const isClosed = ({ points }: Graphic): boolean =>
  points.length > 3 && near(points[0], points.at(-1));

/** Whether four corners form a rectangle with right angles, as ours are. */
export function isRectangle([a, b, c, d]: readonly PixelPoint[]): boolean {
  if (!a || !b || !c || !d) return false;
  const across: PixelPoint = [b[0] - a[0], b[1] - a[1]];
  const down: PixelPoint = [d[0] - a[0], d[1] - a[1]];
  const opposite: PixelPoint = [b[0] + down[0], b[1] + down[1]];
  const scale = Math.max(1, span(a, b) * span(a, d));
  return near(opposite, c) && Math.abs(across[0] * down[0] + across[1] * down[1]) / scale < 0.001;
}

/** Ends of the axes of a foreign ellipse in our order: the more upright axis first, its lower end in front. */
export function ellipseOfAxes(points: readonly PixelPoint[]): readonly PixelPoint[] | null {
  const [a, b, c, d] = points;
  if (!a || !b || !c || !d || points.length !== 4) return null;
  const upright = Math.abs(b[1] - a[1]) >= Math.abs(b[0] - a[0]);
  const [vertical, horizontal] = upright
    ? ([
        [a, b],
        [c, d],
      ] as const)
    : ([
        [c, d],
        [a, b],
      ] as const);
  const [bottom, top] = vertical[0][1] >= vertical[1][1] ? vertical : [vertical[1], vertical[0]];
  const [left, right] =
    horizontal[0][0] <= horizontal[1][0] ? horizontal : [horizontal[1], horizontal[0]];
  return [bottom, top, left, right];
}

/** A circle (centre, one point on it) by the ends of its axes. */
export function circleByAxes([centre, edge]: readonly PixelPoint[]): readonly PixelPoint[] | null {
  if (!centre || !edge) return null;
  const radius = span(centre, edge);
  const [x, y] = centre;
  return [
    [x, y + radius],
    [x, y - radius],
    [x - radius, y],
    [x + radius, y],
  ];
}
