import { describe, expect, it } from 'vitest';
import { withColourMarker } from './jpegColour';

const SCAN = [0xff, 0xda, 0, 2, 1, 2, 3];
const jpeg = (...segments: number[]) => Uint8Array.from([0xff, 0xd8, ...segments, ...SCAN]);
const TABLE = [0xff, 0xdb, 0, 3, 9];

describe('the colour of a JPEG', () => {
  it('is written into a stream that DICOM calls RGB and that does not say itself', () => {
    const marked = withColourMarker(jpeg(...TABLE), 'RGB');
    expect([...marked.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xee]);
    expect(new TextDecoder().decode(marked.subarray(6, 11))).toBe('Adobe');
    expect([...marked.subarray(18)]).toEqual([...TABLE, ...SCAN]);
  });

  it.each([
    ['a JFIF stream', jpeg(0xff, 0xe0, 0, 2), 'RGB'],
    ['a stream with a marker behind a table', jpeg(...TABLE, 0xff, 0xee, 0, 2), 'RGB'],
    ['YCbCr', jpeg(...TABLE), 'YBR_FULL_422'],
    ['grey', jpeg(...TABLE), 'MONOCHROME2'],
    ['an unknown colour', jpeg(...TABLE), null],
  ])('is left alone in %s', (_what, stream, photometric) => {
    expect(withColourMarker(stream, photometric)).toBe(stream);
  });
});
