import type { Size } from './geometry';
import { inkOf } from './ink';
import { reduced, type Luma } from './luma';
import { isSideways } from './skew';

/** What may make a page hard to read; hints to a person, never a refusal. */
export const PAPER_HINTS = [
  'tooSmall',
  'blurred',
  'dark',
  'sideways',
  'upsideDown',
  'blank',
] as const;
export type PaperHint = (typeof PAPER_HINTS)[number];

/** A4 at 110 dpi: characters of 9 point are then 14 pixels high, which is the least one reads without effort. */
const LEAST_LONG_SIDE = 1280;
const LEAST_SHORT_SIDE = 900;
const WORKING_PIXELS = 1000;
/** Of edges against the ink's own contrast, see `sharpness`. */
const LEAST_SHARPNESS = 0.16;
/** Paper darker than this (of 255) was photographed without light. */
const LEAST_PAPER = 105;

/**
 * Looks at a page as it would be kept (turned, straightened, cropped).
 *
 * @param luma - The page, at any size from about 1,000 pixels.
 * @param original - Its size in pixels of the original.
 */
export function hintsOf(luma: Luma, original: Size): PaperHint[] {
  const small = reduced(luma, WORKING_PIXELS);
  const hints: PaperHint[] = [];
  const [long, short] = [
    Math.max(original.width, original.height),
    Math.min(original.width, original.height),
  ];
  if (long < LEAST_LONG_SIDE || short < LEAST_SHORT_SIDE) hints.push('tooSmall');
  if (paperLevel(small) < LEAST_PAPER) hints.push('dark');
  const ink = inkOf(small);
  if (ink.xs.length < small.width * small.height * 0.0008) return [...hints, 'blank'];
  if (sharpness(small) < LEAST_SHARPNESS) hints.push('blurred');
  if (isSideways(small)) hints.push('sideways');
  else if (isUpsideDown(small)) hints.push('upsideDown');
  return hints;
}

/** Brightness of the paper: nine tenths of the pixels are darker, as ink takes far less than the rest. */
export function paperLevel({ values }: Luma): number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  let left = values.length * 0.3;
  for (let value = 255; value >= 0; value -= 1) {
    left -= counts[value] ?? 0;
    if (left <= 0) return value;
  }
  return 0;
}

/**
 * How steep edges are: the largest steps between neighbours (variance of the Laplacian's upper end) against the
 * difference of ink and paper, so that pale ink does not count as blurred. Sharp print is near 1, a shaken photo near 0.1.
 */
export function sharpness({ width, height, values }: Luma): number {
  const counts = new Uint32Array(1021);
  const shades = new Uint32Array(256);
  let all = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const here = values[at] ?? 0;
      const around =
        (values[at - 1] ?? 0) +
        (values[at + 1] ?? 0) +
        (values[at - width] ?? 0) +
        (values[at + width] ?? 0);
      const laplacian = Math.min(1020, Math.abs(around - 4 * here));
      counts[laplacian] = (counts[laplacian] ?? 0) + 1;
      shades[here] = (shades[here] ?? 0) + 1;
      all += 1;
    }
  }
  const contrast = Math.max(20, percentile(shades, all, 0.7) - percentile(shades, all, 0.01));
  return percentile(counts, all, 0.985) / (2 * contrast);
}

function percentile(counts: Uint32Array, all: number, share: number): number {
  let left = all * share;
  for (let value = 0; value < counts.length; value += 1) {
    left -= counts[value] ?? 0;
    if (left <= 0) return value;
  }
  return counts.length - 1;
}

/** Rows that hold text, of a page read from the top: where the ink of each begins and ends. */
function linesOf(luma: Luma): { readonly left: number; readonly right: number }[] {
  const { xs, ys, width, height } = inkOf(luma);
  const left = new Float32Array(height).fill(width);
  const right = new Float32Array(height).fill(0);
  const count = new Uint32Array(height);
  xs.forEach((x, n) => {
    const y = ys[n] ?? 0;
    left[y] = Math.min(left[y] ?? width, x);
    right[y] = Math.max(right[y] ?? 0, x);
    count[y] = (count[y] ?? 0) + 1;
  });
  const lines: { left: number; right: number }[] = [];
  let isInLine = false;
  for (let y = 0; y < height; y += 1) {
    const isText = (count[y] ?? 0) >= 3;
    if (isText && !isInLine) lines.push({ left: width, right: 0 });
    isInLine = isText;
    const line = lines.at(-1);
    if (!isText || !line) continue;
    line.left = Math.min(line.left, left[y] ?? width);
    line.right = Math.max(line.right, right[y] ?? 0);
  }
  return lines;
}

const LEAST_LINES = 8;

/**
 * Lines of a page begin at the same place and end where their text does. When they end at the same place and begin
 * anywhere, the page stands on its head. Tables and justified text say nothing, and then neither does this.
 */
export function isUpsideDown(luma: Luma): boolean {
  const lines = linesOf(luma);
  if (lines.length < LEAST_LINES) return false;
  const raggedLeft = typicalDistance(lines.map(({ left }) => left));
  const raggedRight = typicalDistance(lines.map(({ right }) => right));
  return raggedLeft > luma.width * 0.06 && raggedLeft > raggedRight * 3 + luma.width * 0.01;
}

/** Mean distance from the place most of them share. */
function typicalDistance(places: readonly number[]): number {
  const sorted = places.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return places.reduce((sum, place) => sum + Math.abs(place - middle), 0) / places.length;
}
