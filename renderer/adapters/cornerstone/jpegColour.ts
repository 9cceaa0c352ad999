const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const JFIF = 0xe0;
const ADOBE = 0xee;
/** "Adobe", version 100, no flags, colour transform 0: the components are what they are. */
const ADOBE_RGB = [0xff, ADOBE, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/**
 * DICOM's own attribute decides the colour space of a JPEG (PS3.5 8.2.1), but a JPEG decoder only knows its stream and takes one
 * without a marker for YCbCr. An RGB one is therefore told so; a stream that does say what it is stays untouched.
 */
export function withColourMarker(
  jpeg: Uint8Array<ArrayBuffer>,
  photometric: string | null,
): Uint8Array<ArrayBuffer> {
  if (photometric !== 'RGB' || saysItself(jpeg)) return jpeg;
  const marked = new Uint8Array(jpeg.length + ADOBE_RGB.length);
  marked.set(jpeg.subarray(0, 2));
  marked.set(ADOBE_RGB, 2);
  marked.set(jpeg.subarray(2), 2 + ADOBE_RGB.length);
  return marked;
}

function saysItself(jpeg: Uint8Array): boolean {
  let at = 2;
  while (jpeg[at] === MARKER) {
    const marker = jpeg[at + 1];
    if (marker === JFIF || marker === ADOBE) return true;
    if (marker === START_OF_SCAN) return false;
    at += 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0);
  }
  return false;
}
