import { inkOf, type Ink } from './ink';
import { quarterTurned, reduced, type Luma } from './luma';
import { MOST_SKEW } from './paper';

/** Enough for lines of 6 point on A4 to stay apart. */
const WORKING_PIXELS = 1200;
const COARSE_STEP = 0.5;
const FINE_STEP = 0.05;
/** Below this no direction is better than the others: no lines of text, or too few. */
const LEAST_CONTRAST = 3;
/** How much sharper lines must be across before a page is said to lie on its side: columns of characters line up, too. */
const SIDEWAYS_SHARPER = 1.5;

export type Skew = {
  /** Degrees clockwise by which the page has to be turned to make its lines level. */
  readonly degrees: number;
  /** How much better that direction is than the average one; 1 is not at all. */
  readonly contrast: number;
};

/**
 * By how much lines of text lean, from projection profiles: along the lines, rows of ink and rows of paper alternate most
 * sharply. Ruled lines of forms count like lines of text.
 *
 * @returns `null` when nothing on the page has a direction.
 */
export function estimateSkew(luma: Luma): Skew | null {
  const skew = leanOf(inkOf(reduced(luma, WORKING_PIXELS)));
  if (!skew || skew.contrast < LEAST_CONTRAST) return null;
  return { degrees: skew.degrees, contrast: skew.contrast };
}

/** Whether lines run up and down the page: it then needs a quarter turn. */
export function isSideways(luma: Luma): boolean {
  const small = reduced(luma, WORKING_PIXELS);
  const level = leanOf(inkOf(small));
  const upright = leanOf(inkOf(quarterTurned(small, 1)));
  if (!level || !upright || upright.contrast < LEAST_CONTRAST) return false;
  return upright.score > level.score * SIDEWAYS_SHARPER;
}

function leanOf(ink: Ink): (Skew & { readonly score: number }) | null {
  if (ink.xs.length < 200) return null;
  const coarse: [degrees: number, score: number][] = [];
  for (let degrees = -MOST_SKEW; degrees <= MOST_SKEW; degrees += COARSE_STEP)
    coarse.push([degrees, sharpness(ink, degrees)]);
  const [nearest] = best(coarse);
  const fine: [number, number][] = [];
  for (let n = -14; n <= 14; n += 1) {
    const degrees = nearest + n * FINE_STEP;
    fine.push([degrees, sharpness(ink, degrees)]);
  }
  const [degrees, score] = best(fine);
  const mean = coarse.reduce((sum, [, value]) => sum + value, 0) / coarse.length;
  const limited = Math.max(-MOST_SKEW, Math.min(MOST_SKEW, degrees));
  const contrast = mean > 0 ? score / mean : 1;
  return { degrees: Math.round(limited * 100) / 100, contrast, score };
}

const best = (scores: readonly [number, number][]): [number, number] =>
  scores.reduce((most, one) => (one[1] > most[1] ? one : most), [0, -1]);

/** Squared steps of the profile of rows, after turning the ink clockwise. */
function sharpness({ xs, ys, width, height }: Ink, degrees: number): number {
  const radians = degrees * (Math.PI / 180);
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const reach = Math.ceil(Math.hypot(width, height) / 2) + 1;
  const rows = new Float32Array(2 * reach + 2);
  const [midX, midY] = [width / 2, height / 2];
  for (let n = 0; n < xs.length; n += 1) {
    const row = ((xs[n] ?? 0) - midX) * sin + ((ys[n] ?? 0) - midY) * cos + reach;
    const whole = Math.floor(row);
    const part = row - whole;
    rows[whole] = (rows[whole] ?? 0) + 1 - part;
    rows[whole + 1] = (rows[whole + 1] ?? 0) + part;
  }
  return steps(rows);
}

/**
 * Squared steps of a smoothed profile. Unsmoothed, an angle at which pixels fall on whole rows would look sharper than its
 * neighbours, and the gaps between characters nearly as sharp as those between lines.
 */
function steps(rows: Float32Array): number {
  let [sum, before] = [0, 0];
  for (let n = 2; n < rows.length - 2; n += 1) {
    const smooth =
      ((rows[n - 2] ?? 0) +
        2 * (rows[n - 1] ?? 0) +
        3 * (rows[n] ?? 0) +
        2 * (rows[n + 1] ?? 0) +
        (rows[n + 2] ?? 0)) /
      9;
    sum += (smooth - before) ** 2;
    before = smooth;
  }
  return sum;
}
