const [SOI, EOI, SOS, COM] = [0xd8, 0xd9, 0xda, 0xfe];
const [APP0, APP1, APP2, APP14, APP15] = [0xe0, 0xe1, 0xe2, 0xee, 0xef];

const isStandalone = (marker: number): boolean =>
  marker === 0x01 || (marker >= 0xd0 && marker <= SOI);

/**
 * A JPEG file without what the camera wrote beside the picture: place, owner, serial numbers, thumbnails, and whatever
 * hangs behind the picture's end. Colour profile and orientation stay, because the picture would look wrong without them.
 * No coefficient is touched.
 *
 * @returns `null` when the file's structure cannot be followed.
 */
export function stripJpeg(bytes: Buffer): Buffer | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const kept: Buffer[] = [];
  let orientation = 1;
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === EOI) {
      kept.push(Buffer.from([0xff, EOI]));
      return Buffer.concat([Buffer.from([0xff, SOI]), ...orientationSegment(orientation), ...kept]);
    }
    if (isStandalone(marker)) {
      kept.push(bytes.subarray(at, at + 2));
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) return null;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    if (marker === APP1) orientation = exifOrientation(segment) ?? orientation;
    if (isNeeded(marker, segment)) kept.push(segment);
    at = end;
    if (marker === SOS) {
      const next = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, next));
      at = next;
    }
  }
  // cut off without an end marker: what is there can be shown all the same
  return Buffer.concat([Buffer.from([0xff, SOI]), ...orientationSegment(orientation), ...kept]);
}

function isNeeded(marker: number, segment: Buffer): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP0) return segment.toString('latin1', 4, 8) === 'JFIF';
  if (marker === APP2) return segment.toString('latin1', 4, 15) === 'ICC_PROFILE';
  return marker === APP14;
}

/** The next marker that is not part of entropy-coded data (stuffed zero or restart). */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

const ORIENTATION = 0x0112;

/** Orientation tag of an Exif segment, 1 to 8; `null` when it is none. */
function exifOrientation(segment: Buffer): number | null {
  if (segment.toString('latin1', 4, 8) !== 'Exif') return null;
  const tiff = segment.subarray(10);
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return null;
  const isBig = order === 'MM';
  const u16 = (at: number) => (isBig ? tiff.readUInt16BE(at) : tiff.readUInt16LE(at));
  const first = isBig ? tiff.readUInt32BE(4) : tiff.readUInt32LE(4);
  if (first + 2 > tiff.length) return null;
  for (let n = 0; n < u16(first); n++) {
    const entry = first + 2 + n * 12;
    if (entry + 12 > tiff.length) return null;
    if (u16(entry) !== ORIENTATION) continue;
    const value = u16(entry + 8);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An Exif segment that says nothing but how to hold the picture. */
function orientationSegment(orientation: number): Buffer[] {
  if (orientation === 1) return [];
  const tiff = Buffer.from('MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1');
  tiff.writeUInt16BE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return [Buffer.concat([head, body])];
}
