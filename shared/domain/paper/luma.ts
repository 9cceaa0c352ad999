import type { Size } from './geometry';

/** Brightness of a picture, row by row, 0 black to 255 white. */
export type Luma = Size & { readonly values: Uint8Array | Uint8ClampedArray };

/** ITU-R BT.709 luma of RGBA samples. */
export function lumaOfRgba(rgba: Uint8ClampedArray | Uint8Array, { width, height }: Size): Luma {
  const values = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < values.length; at += 1, from += 4) {
    values[at] =
      0.2126 * (rgba[from] ?? 0) + 0.7152 * (rgba[from + 1] ?? 0) + 0.0722 * (rgba[from + 2] ?? 0);
  }
  return { width, height, values };
}

/** Made smaller by averaging, to at most `longest` pixels on the longer side; never larger. */
export function reduced(luma: Luma, longest: number): Luma {
  const { width, height, values } = luma;
  const factor = Math.max(width, height) / longest;
  if (factor <= 1) return luma;
  const size = {
    width: Math.max(1, Math.round(width / factor)),
    height: Math.max(1, Math.round(height / factor)),
  };
  const out = new Uint8Array(size.width * size.height);
  for (let y = 0, at = 0; y < size.height; y += 1) {
    const [top, bottom] = edgesOf(y, size.height, height);
    for (let x = 0; x < size.width; x += 1, at += 1) {
      const [left, right] = edgesOf(x, size.width, width);
      let sum = 0;
      for (let row = top; row < bottom; row += 1) {
        for (let column = left; column < right; column += 1)
          sum += values[row * width + column] ?? 0;
      }
      out[at] = sum / ((bottom - top) * (right - left));
    }
  }
  return { ...size, values: out };
}

const edgesOf = (index: number, count: number, length: number): [number, number] => {
  const from = Math.floor((index * length) / count);
  return [from, Math.max(from + 1, Math.floor(((index + 1) * length) / count))];
};

/** Turned clockwise by quarters. */
export function quarterTurned(luma: Luma, turns: number): Luma {
  let current = luma;
  for (let n = ((turns % 4) + 4) % 4; n > 0; n -= 1) current = turnedOnce(current);
  return current;
}

function turnedOnce({ width, height, values }: Luma): Luma {
  const out = new Uint8Array(values.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      out[x * height + (height - 1 - y)] = values[y * width + x] ?? 0;
  }
  return { width: height, height: width, values: out };
}

/**
 * Turned clockwise about its middle within the same frame; what comes in from outside is `fill`. For looking at, not for
 * keeping: nearest neighbour.
 */
export function rotated({ width, height, values }: Luma, degrees: number, fill: number): Luma {
  const radians = degrees * (Math.PI / 180);
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const [midX, midY] = [(width - 1) / 2, (height - 1) / 2];
  const out = new Uint8Array(values.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      const [dx, dy] = [x - midX, y - midY];
      const fromX = Math.round(midX + dx * cos + dy * sin);
      const fromY = Math.round(midY - dx * sin + dy * cos);
      const isInside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height;
      out[at] = isInside ? (values[fromY * width + fromX] ?? fill) : fill;
    }
  }
  return { width, height, values: out };
}

/** Sums over every rectangle from the origin, for means of any window at the price of four reads. */
export function integralOf({ width, height, values }: Luma): Float64Array {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += values[y * width + x] ?? 0;
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row;
    }
  }
  return sums;
}

/** Mean of the window of `radius` around a pixel, cut at the borders. */
export function windowMean(
  sums: Float64Array,
  { width, height }: Size,
  at: { readonly x: number; readonly y: number; readonly radius: number },
): number {
  const left = Math.max(0, at.x - at.radius);
  const top = Math.max(0, at.y - at.radius);
  const right = Math.min(width, at.x + at.radius + 1);
  const bottom = Math.min(height, at.y + at.radius + 1);
  const stride = width + 1;
  const sum =
    (sums[bottom * stride + right] ?? 0) -
    (sums[top * stride + right] ?? 0) -
    (sums[bottom * stride + left] ?? 0) +
    (sums[top * stride + left] ?? 0);
  return sum / ((right - left) * (bottom - top));
}
