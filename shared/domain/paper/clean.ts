import type { Size } from './geometry';

/** RGB samples, three bytes a pixel. */
export type Rgb = Size & { readonly values: Uint8Array | Uint8ClampedArray };

/** Side of the map of the paper's own brightness. Coarser than letters, finer than shadows. */
export const PAPER_MAP_PIXELS = 96;
/** Brightness that paper becomes; a little is taken off so that its grain turns white. */
const WHITE_MARGIN = 0.92;

/**
 * The paper under the ink, coarse: what a page must be divided by to become white. Where there is no paper (pictures, black
 * fields) the map does not follow, so that they stay dark.
 *
 * @param small - The page reduced to `PAPER_MAP_PIXELS` on its longer side, RGB.
 * @returns The map inverted (255 - paper), as the colour-dodge blend of both canvas and libvips divides by it.
 */
export function dodgeMap(small: Rgb): Rgb {
  const { width, height, values } = small;
  const paper = blurred(spread(small));
  const level = levelOf(paper);
  const out = new Uint8Array(values.length);
  for (let at = 0; at < out.length; at += 1) {
    const channel = at % 3;
    const typical = level[channel] ?? 255;
    const found = paper.values[at] ?? 255;
    // a field much darker than the paper is a picture: it is divided by the paper's own level
    const divisor = found < typical * 0.45 ? typical : found;
    out[at] = 255 - Math.max(40, Math.round(divisor * WHITE_MARGIN));
  }
  return { width, height, values: out };
}

/** The brightest of the neighbourhood: letters disappear, paper stays. */
function spread({ width, height, values }: Rgb): Rgb {
  const out = new Uint8Array(values.length);
  const radius = 2;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let most = 0;
        for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v += 1) {
          for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u += 1)
            most = Math.max(most, values[(v * width + u) * 3 + channel] ?? 0);
        }
        out[(y * width + x) * 3 + channel] = most;
      }
    }
  }
  return { width, height, values: out };
}

function blurred({ width, height, values }: Rgb): Rgb {
  const out = new Uint8Array(values.length);
  const radius = 3;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        let [sum, count] = [0, 0];
        for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v += 1) {
          for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u += 1) {
            sum += values[(v * width + u) * 3 + channel] ?? 0;
            count += 1;
          }
        }
        out[(y * width + x) * 3 + channel] = sum / count;
      }
    }
  }
  return { width, height, values: out };
}

/** What most of the paper has, per channel: the upper quartile. */
function levelOf({ values }: Rgb): readonly number[] {
  return [0, 1, 2].map((channel) => {
    const counts = new Uint32Array(256);
    for (let at = channel; at < values.length; at += 3) {
      const value = values[at] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
    }
    let left = values.length / 3 / 4;
    for (let value = 255; value >= 0; value -= 1) {
      left -= counts[value] ?? 0;
      if (left <= 0) return value;
    }
    return 255;
  });
}

/** Applied after the division: what is nearly black becomes black, white stays white. */
export const INK_CURVE = { factor: 1.25, offset: -63.75 } as const;
