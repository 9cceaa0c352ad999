/** Geometry of an uncompressed Windows bitmap. */
export type BmpHeader = {
  readonly width: number;
  readonly height: number;
  /** Rows are stored from the bottom up unless this is set. */
  readonly isTopDown: boolean;
  readonly bitsPerPixel: 1 | 4 | 8 | 24 | 32;
  readonly dataOffset: number;
  /** Palette position and entry count; 0 entries for 24 and 32 bit. */
  readonly palette: { readonly offset: number; readonly colours: number };
  /** Bytes per stored row, padded to four. */
  readonly rowBytes: number;
};

const UNCOMPRESSED = 0;
/** BI_BITFIELDS with the usual masks is what screen grabbers write for 32 bit. */
const BITFIELDS = 3;

/** @returns `null` for compressed or unusual bitmaps. */
export function readBmpHeader(head: Buffer): BmpHeader | null {
  if (head.length < 54 || head.toString('latin1', 0, 2) !== 'BM') return null;
  const dibBytes = head.readUInt32LE(14);
  if (dibBytes < 40) return null;
  const [width, signedHeight] = [head.readInt32LE(18), head.readInt32LE(22)];
  const bitsPerPixel = head.readUInt16LE(28);
  const compression = head.readUInt32LE(30);
  const isPlain =
    compression === UNCOMPRESSED || (compression === BITFIELDS && bitsPerPixel === 32);
  if (!isPlain || width <= 0 || signedHeight === 0 || !isDepth(bitsPerPixel)) return null;
  const colours = bitsPerPixel <= 8 ? head.readUInt32LE(46) || 2 ** bitsPerPixel : 0;
  return {
    width,
    height: Math.abs(signedHeight),
    isTopDown: signedHeight < 0,
    bitsPerPixel,
    dataOffset: head.readUInt32LE(10),
    palette: { offset: 14 + dibBytes, colours: Math.min(colours, 256) },
    rowBytes: Math.ceil((width * bitsPerPixel) / 32) * 4,
  };
}

const isDepth = (bits: number): bits is BmpHeader['bitsPerPixel'] =>
  [1, 4, 8, 24, 32].includes(bits);

/**
 * Decodes a bitmap to 8-bit RGB, top row first; the picture library has no reader for it.
 *
 * @returns `null` when the header is unusual or rows are missing.
 */
export function decodeBmp(bytes: Buffer): { rgb: Buffer; width: number; height: number } | null {
  const header = readBmpHeader(bytes);
  if (!header || header.dataOffset + header.rowBytes * header.height > bytes.length) return null;
  const { width, height, rowBytes, dataOffset, isTopDown } = header;
  const rgb = Buffer.alloc(width * height * 3);
  const colourAt = colourReader(bytes, header);
  for (let y = 0; y < height; y++) {
    const row = dataOffset + rowBytes * (isTopDown ? y : height - 1 - y);
    for (let x = 0; x < width; x++) {
      const at = colourAt(row, x);
      const out = (y * width + x) * 3;
      rgb[out] = bytes[at + 2] ?? 0;
      rgb[out + 1] = bytes[at + 1] ?? 0;
      rgb[out + 2] = bytes[at] ?? 0;
    }
  }
  return { rgb, width, height };
}

/** Position of the blue, green, red bytes of one pixel. */
function colourReader(bytes: Buffer, { bitsPerPixel, palette }: BmpHeader) {
  if (bitsPerPixel >= 24) return (row: number, x: number) => row + (x * bitsPerPixel) / 8;
  const perByte = 8 / bitsPerPixel;
  const mask = 2 ** bitsPerPixel - 1;
  return (row: number, x: number) => {
    const shift = 8 - bitsPerPixel * ((x % perByte) + 1);
    const index = ((bytes[row + Math.floor(x / perByte)] ?? 0) >> shift) & mask;
    return palette.offset + Math.min(index, palette.colours - 1) * 4;
  };
}
