import sharp, { type JpegOptions } from 'sharp';
import { describe, expect, it } from 'vitest';
import { pictureView } from './pictureView';
import { stripJpeg } from './stripJpeg';
import { stripPng } from './stripPng';

const noise = (width: number, height: number) =>
  sharp(Buffer.from(Array.from({ length: width * height * 3 }, (_, n) => (n * 7919) & 255)), {
    raw: { width, height, channels: 3 },
  });
const GPS = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '34/1 45/1 0/1', GPSLongitudeRef: 'E' } };
const photo = (orientation: number, options: JpegOptions = {}) =>
  noise(40, 20)
    .withMetadata({ orientation })
    .withExifMerge({ IFD0: { Artist: 'Zhang San' }, ...GPS })
    .jpeg(options)
    .toBuffer();
const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();

describe('a photograph as it is shown', () => {
  it.each([{}, { progressive: true }])(
    'has lost where and by whom it was taken, and nothing else (%j)',
    async (options) => {
      const original = await photo(6, options);
      expect(original.includes('Zhang San')).toBe(true);
      const shown = stripJpeg(original);
      if (!shown) throw new Error('not stripped');
      expect(shown.includes('Zhang San')).toBe(false);
      expect((await sharp(shown).metadata()).orientation).toBe(6);
      expect((await pixels(shown)).equals(await pixels(original))).toBe(true);
    },
  );

  it('keeps nothing that hangs behind the picture', async () => {
    const original = Buffer.concat([await photo(1), Buffer.from('GPS 34.75 113.62')]);
    const shown = stripJpeg(original);
    expect(shown?.includes('113.62')).toBe(false);
    expect(shown?.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });

  it('keeps its colour profile', async () => {
    const original = await noise(16, 16).withIccProfile('p3').jpeg().toBuffer();
    const shown = stripJpeg(original);
    expect(shown && (await sharp(shown).metadata()).icc?.length).toBe(
      (await sharp(original).metadata()).icc?.length,
    );
  });

  it('is not guessed at when its structure is broken', () => {
    expect(stripJpeg(Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0]))).toBeNull();
    expect(stripJpeg(Buffer.from('<svg/>'))).toBeNull();
  });

  it('as PNG has no texts, every pixel as it was', async () => {
    const original = await noise(20, 20)
      .withExif({ IFD0: { Artist: 'Zhang San' } })
      .png()
      .toBuffer();
    const shown = stripPng(original);
    expect([
      shown?.includes('eXIf'),
      shown && (await pixels(shown)).equals(await pixels(original)),
    ]).toEqual([false, true]);
  });

  it('scaled lies upright by itself', async () => {
    const shown = await pictureView(await photo(6), 'image/jpeg', { page: 0, size: 10 });
    const { width, height, orientation } = await sharp(shown?.bytes).metadata();
    expect([shown?.mime, width, height, orientation]).toEqual(['image/jpeg', 5, 10, undefined]);
  });

  it('of a page of several is that page', async () => {
    const pages = await Promise.all(
      ['red', 'lime', 'blue'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .raw()
          .toBuffer(),
      ),
    );
    const tiff = await sharp(Buffer.concat(pages), {
      raw: { width: 8, height: 24, channels: 3, pageHeight: 8 },
    })
      .tiff({ compression: 'none' })
      .toBuffer();
    const shown = await pictureView(tiff, 'image/tiff', { page: 1, size: null });
    const { data } = await sharp(shown?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([shown?.mime, ...data.subarray(0, 3)]).toEqual(['image/png', 0, 255, 0]);
    expect(await pictureView(tiff, 'image/tiff', { page: 9, size: null })).toBeNull();
  });
});
