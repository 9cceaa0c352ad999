import type { ColourPicture } from './decodeJob';

/** Eight-bit colour samples by pixel as RGB or RGBA; YBR_FULL is converted (PS3.3 C.7.6.3.1.2). */
export function colourValues(bytes: Uint8Array, { isYbr, rgba }: ColourPicture): Uint8ClampedArray {
  const pixels = Math.floor(bytes.length / 3);
  const step = rgba ? 4 : 3;
  const out = new Uint8ClampedArray(pixels * step);
  for (let i = 0; i < pixels; i++) {
    const [a, b, c] = [bytes[i * 3] ?? 0, bytes[i * 3 + 1] ?? 0, bytes[i * 3 + 2] ?? 0];
    const at = i * step;
    out[at] = isYbr ? a + 1.402 * (c - 128) : a;
    out[at + 1] = isYbr ? a - 0.344136 * (b - 128) - 0.714136 * (c - 128) : b;
    out[at + 2] = isYbr ? a + 1.772 * (b - 128) : c;
    if (rgba) out[at + 3] = 255;
  }
  return out;
}
