import sharp, { type Sharp } from 'sharp';
import { FORMATS } from '../../../../shared/domain/intake/formats';
import { decodeBmp } from '../../../picture/bmp';
import { MAX_PIXELS } from '../readers/picture';
import { stripJpeg } from './stripJpeg';
import { stripPng } from './stripPng';

export type PictureRequest = {
  /** Page of a multi-page file, from 0. */
  readonly page: number;
  /** Longest side in pixels; `null` for all there are. */
  readonly size: number | null;
};
export type PictureView = { readonly mime: string; readonly bytes: Buffer };

/** Beyond this a browser gets a smaller picture: decoded, it would take 200 MB and more. */
const WHOLE_PIXELS = 50_000_000;
const LARGE_SIDE = 7000;
const JPEG_QUALITY = 88;

/**
 * A picture as it may be shown: without place, owner and other words of the camera, upright, in a format browsers draw.
 * Where nothing has to be scaled or converted, not a pixel changes.
 *
 * @returns `null` when the file cannot be read.
 */
export async function pictureView(
  bytes: Buffer,
  mime: string,
  request: PictureRequest,
): Promise<PictureView | null> {
  try {
    const bitmap = mime === FORMATS.bmp.mime ? decodeBmp(bytes) : null;
    if (bitmap) {
      const { rgb, width, height } = bitmap;
      const raw = sharp(rgb, { raw: { width, height, channels: 3 } });
      return await converted(raw, { width, height }, request);
    }
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, page: request.page });
    const { width, height } = await picture.metadata();
    const isLarge = width * height > WHOLE_PIXELS;
    const stripped = request.size === null && !isLarge ? strip(bytes, mime) : null;
    return stripped ?? (await converted(picture.autoOrient(), { width, height }, request));
  } catch {
    return null;
  }
}

function strip(bytes: Buffer, mime: string): PictureView | null {
  const stripped =
    mime === FORMATS.jpeg.mime
      ? stripJpeg(bytes)
      : mime === FORMATS.png.mime
        ? stripPng(bytes)
        : null;
  return stripped && { mime, bytes: stripped };
}

/** Re-encoding keeps no metadata. Whole pictures stay lossless; scaled ones are for looking at and are JPEG. */
async function converted(
  picture: Sharp,
  { width, height }: { readonly width: number; readonly height: number },
  { size }: PictureRequest,
): Promise<PictureView> {
  const most = size ?? (width * height > WHOLE_PIXELS ? LARGE_SIDE : null);
  if (most === null)
    return { mime: 'image/png', bytes: await picture.png({ compressionLevel: 3 }).toBuffer() };
  const bytes = await picture
    .resize(most, most, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
  return { mime: 'image/jpeg', bytes };
}
