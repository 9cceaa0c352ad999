import { integralOf, windowMean, type Luma } from './luma';

/** Places of ink, thinned to a number that can be turned many times. */
export type Ink = {
  readonly width: number;
  readonly height: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
};

const MOST_POINTS = 60_000;
/** Ink is darker than its surroundings by this share: shadows of a photo are not. */
const DARKER = 0.85;
/** A table under the paper is dark all over: what is darker than this around is no paper. */
const LEAST_SURROUNDINGS = 70;

/** Pixels darker than the paper around them. Edges of the paper are left out: they lean with the paper, not with its lines. */
export function inkOf(luma: Luma): Ink {
  const { width, height, values } = luma;
  const sums = integralOf(luma);
  const radius = Math.max(4, Math.round(Math.max(width, height) / 60));
  const margin = Math.round(Math.min(width, height) * 0.02);
  const found: number[] = [];
  for (let y = margin; y < height - margin; y += 1) {
    for (let x = margin; x < width - margin; x += 1) {
      const value = values[y * width + x] ?? 255;
      if (value > 200) continue;
      const around = windowMean(sums, luma, { x, y, radius });
      if (around < LEAST_SURROUNDINGS || value >= around * DARKER) continue;
      found.push(y * width + x);
    }
  }
  const every = Math.max(1, Math.ceil(found.length / MOST_POINTS));
  const kept = found.filter((_, index) => index % every === 0);
  return {
    width,
    height,
    xs: Float32Array.from(kept, (at) => at % width),
    ys: Float32Array.from(kept, (at) => Math.floor(at / width)),
  };
}
