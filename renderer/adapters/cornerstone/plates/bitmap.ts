/** Red, green, blue, opacity, 0 to 255 each. */
export type Rgba = readonly [number, number, number, number];

/**
 * A picture the size of the plane, coloured where a byte has a colour and clear elsewhere.
 *
 * @param bytes One a pixel.
 */
export function bitmapOf(
  bytes: ArrayLike<number>,
  columns: number,
  rows: number,
  colourOf: (byte: number) => Rgba | null,
): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return null;
  const data = context.createImageData(columns, rows);
  const pixels = new Uint32Array(data.data.buffer);
  const known = new Map<number, number>();
  for (let i = 0; i < pixels.length; i++) {
    const byte = bytes[i] ?? 0;
    let packed = known.get(byte);
    if (packed === undefined) {
      packed = pack(colourOf(byte));
      known.set(byte, packed);
    }
    pixels[i] = packed;
  }
  context.putImageData(data, 0, 0);
  return canvas;
}

const ONE = Uint32Array.of(1);
const IS_LITTLE_ENDIAN = new Uint8Array(ONE.buffer)[0] === 1;

function pack(colour: Rgba | null): number {
  if (!colour) return 0;
  const [r, g, b, a] = colour;
  return IS_LITTLE_ENDIAN
    ? ((a << 24) | (b << 16) | (g << 8) | r) >>> 0
    : ((r << 24) | (g << 16) | (b << 8) | a) >>> 0;
}
