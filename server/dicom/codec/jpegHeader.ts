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
