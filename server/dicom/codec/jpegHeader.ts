/** Sample precision in bits from the frame header (SOFn) of a JPEG stream, or null when it has none. */
export function jpegPrecision(encoded: Buffer): number | null {
  let at = 2;
  while (at + 9 < encoded.length) {
    if (encoded[at] !== 0xff) return null;
    const marker = encoded[at + 1] ?? 0;
    const isFrameHeader = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrameHeader) return encoded[at + 4] ?? null;
    at += marker === 0xff ? 1 : 2 + encoded.readUInt16BE(at + 2);
  }
  return null;
}

const APP0 = 0xe0;
const APP14 = 0xee;
/** Adobe segment with colour transform 0: the three components are RGB. */
const ADOBE_RGB = Buffer.from([
  0xff,
  APP14,
  0,
  14,
  0x41,
  0x64,
  0x6f,
  0x62,
  0x65,
  0,
  100,
  0,
  0,
  0,
  0,
  0,
]);

/**
 * Makes a JPEG stream say what the DICOM header says: its components are RGB. Without an Adobe segment decoders assume
 * YCbCr, and a JFIF segment makes them sure of it; for Photometric Interpretation RGB both would be wrong (PS3.5 8.2.1).
 */
export function declareRgb(encoded: Buffer): Buffer {
  const kept: Buffer[] = [encoded.subarray(0, 2), ADOBE_RGB];
  let at = 2;
  while (at + 4 <= encoded.length && encoded[at] === 0xff) {
    const marker = encoded[at + 1] ?? 0;
    const isApplication = marker >= APP0 && marker <= 0xef;
    if (!isApplication) break;
    if (marker === APP14) return encoded;
    const end = at + 2 + encoded.readUInt16BE(at + 2);
    if (marker !== APP0) kept.push(encoded.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, encoded.subarray(at)]);
}
