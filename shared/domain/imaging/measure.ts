import { assertNever } from '../../lib/result';
import { scaleAt, type Calibration, type Scale, type Spacing } from './calibration';
import { MEASUREMENT_POINTS, type MeasurementKind, type MeasurementValue } from './measurement';
import { isPadding, type Padding } from './padding';
import type { PixelUnit } from './pixelUnit';
import { crossesItself, ellipse, polygon, rectangle, type Region } from './roiShapes';
import { roiStatistics, scaled } from './roiStatistics';
import type { PixelPoint } from './vector';

/** Decoded values of one frame after rescale, row by row; `values` is `null` for colour, which has no single value. */
export type PixelField = {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number> | null;
  readonly unit: PixelUnit;
  /** What a value is multiplied by to be SUVbw, see `suvFactorOf`; `null` where it cannot be known. */
  readonly suvFactor?: number | null;
  /** Values that are no picture: there is nothing to measure in them. */
  readonly padding?: Padding | null;
};

type Shape = { readonly kind: MeasurementKind; readonly points: readonly PixelPoint[] };

/** The number a drawing stands for; `null` when the drawing has too few points to mean anything. */
export function measure(
  shape: Shape,
  calibration: Calibration,
  field: PixelField,
): MeasurementValue | null {
  const { kind, points } = shape;
  const [fewest] = MEASUREMENT_POINTS[kind];
  if (points.length < fewest) return null;
  const scale = scaleAt(calibration, points);
  // of those beyond the fewest a kind needs, none is read
  const [a = ORIGIN, b = ORIGIN, c = ORIGIN, d = ORIGIN] = points;
  switch (kind) {
    case 'length':
      return { kind: 'length', length: distance(a, b, lengthUnit(scale)), scale: scale.kind };
    case 'bidirectional':
      return bidirectional([a, b], [c, d], scale);
    case 'angle':
      return { kind: 'angle', degrees: angle(a, b, c, shapeOf(scale)) };
    case 'cobb':
      return { kind: 'angle', degrees: cobb([a, b], [c, d], shapeOf(scale)) };
    case 'probe':
      return probe(a, field);
    case 'ellipseRoi':
      return roi(ellipse(a, b, c, d), scale, field);
    case 'rectangleRoi':
      return roi(rectangle(a, b, c, d), scale, field);
    case 'freehandRoi':
      return crossesItself(points) ? { kind: 'crossing' } : roi(polygon(points), scale, field);
    case 'arrow':
    case 'text':
      return { kind: 'note' };
    default:
      return assertNever(kind);
  }
}

const ORIGIN: PixelPoint = [0, 0];
const PIXELS: Spacing = { row: 1, column: 1 };
const lengthUnit = (scale: Scale): Spacing => (scale.kind === 'none' ? PIXELS : scale.spacing);
const shapeOf = (scale: Scale): Spacing => (scale.kind === 'none' ? scale.ratio : scale.spacing);

function distance(a: PixelPoint, b: PixelPoint, spacing: Spacing): number {
  return Math.hypot((b[0] - a[0]) * spacing.column, (b[1] - a[1]) * spacing.row);
}

type Line = readonly [PixelPoint, PixelPoint];

/** The longer of the two is the long axis, whichever was drawn first: with unequal spacing they may change places. */
function bidirectional(first: Line, second: Line, scale: Scale): MeasurementValue {
  const lengths = [first, second].map(([from, to]) => distance(from, to, lengthUnit(scale)));
  return {
    kind: 'bidirectional',
    long: Math.max(...lengths),
    short: Math.min(...lengths),
    scale: scale.kind,
  };
}

function angle(a: PixelPoint, vertex: PixelPoint, b: PixelPoint, spacing: Spacing): number {
  return between(direction(vertex, a, spacing), direction(vertex, b, spacing));
}

/**
 * Angle between two endplates. Both lines are read from left to right, however they were drawn: only so does a curve of more
 * than 90° keep its size instead of coming out as its supplement.
 */
function cobb(first: Line, second: Line, spacing: Spacing): number {
  const [u, v] = [first, second].map((line) => {
    const [from, to] = leftToRight(line);
    return direction(from, to, spacing);
  });
  return u && v ? between(u, v) : 0;
}

/** An upright line has no left end: it is read from top to bottom. */
const leftToRight = ([a, b]: Line): Line =>
  b[0] < a[0] || (b[0] === a[0] && b[1] < a[1]) ? [b, a] : [a, b];

const direction = (from: PixelPoint, to: PixelPoint, spacing: Spacing): PixelPoint => [
  (to[0] - from[0]) * spacing.column,
  (to[1] - from[1]) * spacing.row,
];

/** Degrees from 0 to 180. */
const between = ([ax, ay]: PixelPoint, [bx, by]: PixelPoint): number =>
  (Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180) / Math.PI;

function probe(at: PixelPoint, field: PixelField): MeasurementValue {
  // Adding 0 turns the -0 of a rounded small negative into 0.
  const column = Math.round(at[0]) + 0;
  const row = Math.round(at[1]) + 0;
  const within = column >= 0 && row >= 0 && column < field.columns && row < field.rows;
  const stored = within ? (field.values?.[row * field.columns + column] ?? null) : null;
  const value = stored !== null && isPicture(field, stored) ? stored : null;
  const factor = field.suvFactor ?? null;
  const suv = value === null || factor === null ? null : value * factor;
  return { kind: 'probe', value, unit: field.unit, suv, at: [column, row] };
}

const isPicture = ({ padding }: PixelField, value: number): boolean =>
  !padding || !isPadding(padding, value);

function roi(region: Region, scale: Scale, field: PixelField): MeasurementValue {
  const spacing = lengthUnit(scale);
  const { columns, rows, values } = field;
  const counts = (value: number) => isPicture(field, value);
  const statistics =
    values === null ? null : roiStatistics(region, { columns, rows, values }, counts);
  const factor = field.suvFactor ?? null;
  return {
    kind: 'roi',
    area: region.area * spacing.row * spacing.column,
    scale: scale.kind,
    statistics,
    unit: field.unit,
    suv: statistics === null || factor === null ? null : scaled(statistics, factor),
  };
}
