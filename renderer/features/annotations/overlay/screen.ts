import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

/** Points along the curve through all of `points` (PS3.3 C.10.5.1.2, INTERPOLATED): Catmull and Rom's. */
export function curveThrough(points: readonly PixelPoint[], steps = 12): readonly PixelPoint[] {
  if (points.length < 3) return points;
  const at = (index: number): PixelPoint =>
    points[Math.min(points.length - 1, Math.max(0, index))] ?? [0, 0];
  const out: PixelPoint[] = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let step = 0; step < steps; step += 1) out.push(between(p0, p1, p2, p3, step / steps));
  }
  return [...out, at(points.length - 1)];
}

function between(
  p0: PixelPoint,
  p1: PixelPoint,
  p2: PixelPoint,
  p3: PixelPoint,
  t: number,
): PixelPoint {
  const value = (a: number, b: number, c: number, d: number): number =>
    b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  return [value(p0[0], p1[0], p2[0], p3[0]), value(p0[1], p1[1], p2[1], p3[1])];
}

const ELLIPSE_STEPS = 64;

/** Corners of a line that looks like the ellipse with these ends of its axes, or like the circle about the first point. */
export function roundLine(type: string, points: readonly PixelPoint[]): readonly PixelPoint[] {
  const [a, b, c, d] = points;
  if (type === 'CIRCLE' && a && b) {
    const radius = Math.hypot(b[0] - a[0], b[1] - a[1]);
    return ringOf(a, [radius, 0], [0, radius]);
  }
  if (type !== 'ELLIPSE' || !a || !b || !c || !d) return points;
  const middle: PixelPoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const half = (from: PixelPoint, to: PixelPoint): PixelPoint => [
    (to[0] - from[0]) / 2,
    (to[1] - from[1]) / 2,
  ];
  return ringOf(middle, half(a, b), half(c, d));
}

const ringOf = (middle: PixelPoint, u: PixelPoint, v: PixelPoint): readonly PixelPoint[] =>
  Array.from({ length: ELLIPSE_STEPS + 1 }, (_, i): PixelPoint => {
    const angle = (2 * Math.PI * i) / ELLIPSE_STEPS;
    const [s, t] = [Math.cos(angle), Math.sin(angle)];
    return [middle[0] + u[0] * s + v[0] * t, middle[1] + u[1] * s + v[1] * t];
  });

const GAP_PX = 8;
const LINE_PX = 16;
/** Wide enough for any character at this size; Chinese ones are as wide as they are high. */
const widthOf = (line: string): number =>
  [...line].reduce((sum, char) => sum + (char > '\u2e7f' ? 12 : 7), 8);

/**
 * Upper left corner of words beside a point: on its right, on the left of the drawing where the screen ends, and always
 * within it as long as the drawing is.
 *
 * @param at From the middle of the picture area, like everything here.
 * @param size Of the picture area; 0 before it is known.
 */
export function placeWords(
  at: PixelPoint,
  drawing: readonly PixelPoint[],
  lines: readonly string[],
  { width, height }: { readonly width: number; readonly height: number },
): PixelPoint {
  const [right, middle] = [width / 2, height / 2];
  const wide = Math.max(...lines.map(widthOf));
  const high = lines.length * LINE_PX + 4;
  const beside = at[0] + GAP_PX;
  const isOff = Math.abs(at[0]) > right || Math.abs(at[1]) > middle;
  if (width === 0 || isOff) return [beside, at[1]];
  const leftEnd = Math.min(at[0], ...drawing.map(([x]) => x));
  const left = beside + wide <= right ? beside : leftEnd - GAP_PX - wide;
  return [
    Math.max(-right, Math.min(left, right - wide)),
    Math.max(-middle, Math.min(at[1], middle - high)),
  ];
}
