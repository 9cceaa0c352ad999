import type { Codec } from '../transferSyntax';

export type Size = { readonly columns: number; readonly rows: number };

/**
 * Width and height a compressed frame announces, read before any decoder sees it: decoders reserve memory for what is
 * announced, and a hostile frame of a few bytes may announce gigabytes.
 *
 * @returns Null when the stream has no readable header; the decoder then refuses it itself.
 */
export function announcedSize(codec: Codec, encoded: Buffer): Size | null {
  switch (codec) {
    case 'jpeg2000':
    case 'htj2k':
      return sizeOfCodestream(encoded);
    case 'jpeg8':
    case 'jpegExtended':
    case 'jpegLossless':
    case 'jpegLs':
      return sizeOfJpeg(encoded);
    case 'rle':
    case 'native':
      return null;
  }
}

const SOC_SIZ = 0xff4fff51;

/** Image size of SIZ, which follows SOC at once (ISO/IEC 15444-1 A.5.1): extent minus offset. */
function sizeOfCodestream(encoded: Buffer): Size | null {
  if (encoded.length < 24 || encoded.readUInt32BE(0) !== SOC_SIZ) return null;
  return {
    columns: encoded.readUInt32BE(8) - encoded.readUInt32BE(16),
    rows: encoded.readUInt32BE(12) - encoded.readUInt32BE(20),
  };
}

const isFrameHeader = (marker: number): boolean =>
  marker === 0xf7 || // SOF55, JPEG-LS
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc);

function sizeOfJpeg(encoded: Buffer): Size | null {
  let at = 2;
  while (at + 9 <= encoded.length && encoded[at] === 0xff) {
    const marker = encoded[at + 1] ?? 0;
    if (isFrameHeader(marker)) {
      return { rows: encoded.readUInt16BE(at + 5), columns: encoded.readUInt16BE(at + 7) };
    }
    at += marker === 0xff ? 1 : 2 + encoded.readUInt16BE(at + 2);
  }
  return null;
}
