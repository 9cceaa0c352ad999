import { assertNever } from '../../lib/result';
import { scaleAt, type Calibration, type Scale, type Spacing } from './calibration';
import type { Measurement, MeasurementValue, RoiStatistics } from './measurement';
import type { PixelUnit } from './pixelUnit';
import type { PixelPoint } from './vector';

/** Decoded values of one frame after rescale, row by row; `values` is `null` for colour, which has no single value. */
export type PixelField = {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number> | null;
  readonly unit: PixelUnit;
};

type Shape = Pick<Measurement, 'kind' | 'points'>;

/** The number a drawing stands for; `null` when the drawing has too few points to mean anything. */
export function measure(
  shape: Shape,
  calibration: Calibration,
  field: PixelField,
): MeasurementValue | null {
  const points = shape.points as readonly PixelPoint[];
  const scale = scaleAt(calibration, points);
  const [a, b, c, d] = points;
  switch (shape.kind) {
    case 'length':
      return a && b
        ? { kind: 'length', length: distance(a, b, lengthUnit(scale)), scale: scale.kind }
        : null;
    case 'angle':
      return a && b && c ? { kind: 'angle', degrees: angle(a, b, c, shapeOf(scale)) } : null;
    case 'probe':
      return a ? probe(a, field) : null;
    case 'ellipseRoi':
      return a && b && c && d ? roi(ellipse(a, b, c, d), scale, field) : null;
    case 'rectangleRoi':
      return a && b && c && d ? roi(rectangle(a, b, c, d), scale, field) : null;
    default:
      return assertNever(shape.kind);
  }
}

const PIXELS: Spacing = { row: 1, column: 1 };
const lengthUnit = (scale: Scale): Spacing => (scale.kind === 'none' ? PIXELS : scale.spacing);
const shapeOf = (scale: Scale): Spacing => (scale.kind === 'none' ? scale.ratio : scale.spacing);

function distance(a: PixelPoint, b: PixelPoint, spacing: Spacing): number {
  return Math.hypot((b[0] - a[0]) * spacing.column, (b[1] - a[1]) * spacing.row);
}

function angle(a: PixelPoint, vertex: PixelPoint, b: PixelPoint, spacing: Spacing): number {
  const arm = (p: PixelPoint): PixelPoint => [
    (p[0] - vertex[0]) * spacing.column,
    (p[1] - vertex[1]) * spacing.row,
  ];
  const [ax, ay] = arm(a);
  const [bx, by] = arm(b);
  return (Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by)) * 180) / Math.PI;
}

function probe(at: PixelPoint, field: PixelField): MeasurementValue {
  // Adding 0 turns the -0 of a rounded small negative into 0.
  const column = Math.round(at[0]) + 0;
  const row = Math.round(at[1]) + 0;
  const within = column >= 0 && row >= 0 && column < field.columns && row < field.rows;
  const value = within ? (field.values?.[row * field.columns + column] ?? null) : null;
  return { kind: 'probe', value, unit: field.unit, at: [column, row] };
}

/** A shape given by its centre and two half axes; `holds` is asked in shares of those axes. */
type Region = {
  readonly centre: PixelPoint;
  readonly u: PixelPoint;
  readonly v: PixelPoint;
  readonly holds: (alongU: number, alongV: number) => boolean;
  /** Area in units of |u x v|. */
  readonly areaFactor: number;
};

const middle = (a: PixelPoint, b: PixelPoint): PixelPoint => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const half = (from: PixelPoint, to: PixelPoint): PixelPoint => [
  (to[0] - from[0]) / 2,
  (to[1] - from[1]) / 2,
];

function ellipse(bottom: PixelPoint, top: PixelPoint, left: PixelPoint, right: PixelPoint): Region {
  return {
    centre: middle(bottom, top),
    u: half(left, right),
    v: half(bottom, top),
    holds: (s, t) => s * s + t * t <= 1,
    areaFactor: Math.PI,
  };
}

function rectangle(tl: PixelPoint, tr: PixelPoint, bl: PixelPoint, br: PixelPoint): Region {
  return {
    centre: middle(tl, br),
    u: half(tl, tr),
    v: half(tl, bl),
    holds: (s, t) => Math.abs(s) <= 1 && Math.abs(t) <= 1,
    areaFactor: 4,
  };
}

function roi(region: Region, scale: Scale, field: PixelField): MeasurementValue {
  const spacing = lengthUnit(scale);
  const determinant = Math.abs(region.u[0] * region.v[1] - region.u[1] * region.v[0]);
  return {
    kind: 'roi',
    area: determinant * region.areaFactor * spacing.row * spacing.column,
    scale: scale.kind,
    statistics: field.values === null ? null : statistics(region, field, field.values),
    unit: field.unit,
  };
}

/** Statistics over the pixels whose centre lies in the region; `null` when there is none. */
function statistics(
  region: Region,
  field: PixelField,
  values: ArrayLike<number>,
): RoiStatistics | null {
  const { centre, u, v } = region;
  const determinant = u[0] * v[1] - u[1] * v[0];
  if (determinant === 0) return null;
  const reachX = Math.abs(u[0]) + Math.abs(v[0]);
  const reachY = Math.abs(u[1]) + Math.abs(v[1]);
  const firstColumn = Math.max(0, Math.ceil(centre[0] - reachX));
  const lastColumn = Math.min(field.columns - 1, Math.floor(centre[0] + reachX));
  const firstRow = Math.max(0, Math.ceil(centre[1] - reachY));
  const lastRow = Math.min(field.rows - 1, Math.floor(centre[1] + reachY));
  const tally = new Tally();
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const dx = column - centre[0];
      const dy = row - centre[1];
      const alongU = (dx * v[1] - dy * v[0]) / determinant;
      const alongV = (dy * u[0] - dx * u[1]) / determinant;
      if (region.holds(alongU, alongV))
        tally.add(values[row * field.columns + column] ?? Number.NaN);
    }
  }
  return tally.result();
}

/** Welford's running variance: a sum of squares of 16-bit values over a large region would lose digits. */
class Tally {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #min = Infinity;
  #max = -Infinity;

  add(value: number): void {
    this.#count += 1;
    const delta = value - this.#mean;
    this.#mean += delta / this.#count;
    this.#squares += delta * (value - this.#mean);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** Sample standard deviation (n - 1), as radiology workstations print it; 0 for a single pixel. */
  result(): RoiStatistics | null {
    if (this.#count === 0) return null;
    const deviation = this.#count > 1 ? Math.sqrt(this.#squares / (this.#count - 1)) : 0;
    return { count: this.#count, mean: this.#mean, deviation, min: this.#min, max: this.#max };
  }
}
