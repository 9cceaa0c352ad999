import sharp from 'sharp';
import { instantOfExif } from '../../../../shared/domain/intake/chinaTime';
import { ok } from '../../../../shared/lib/result';
import type { FileContent } from '../process/content';
import { readBmpHeader } from './bmp';
import { exifDate } from './exif';
import { damaged, plainReading, type ReadResult } from './reading';

/** Larger pictures are whole slides, which travel as DICOM. */
const MAX_BYTES = 512 * 1024 ** 2;
/** Beyond this a small file unpacks into gigabytes of pixels. */
export const MAX_PIXELS = 400_000_000;

/** Proves that a picture's header is sound; the time is when the camera says it was taken. */
export async function readPicture(content: FileContent): Promise<ReadResult> {
  const bytes = await content.bytes(MAX_BYTES);
  if (!bytes) return damaged('size');
  try {
    const { width, height, exif } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
    if (!width || !height || width * height > MAX_PIXELS) return damaged('dimensions');
    const taken = exif ? exifDate(exif) : null;
    return ok(plainReading({ occurredAt: taken ? instantOfExif(taken) : null }));
  } catch {
    return damaged('picture');
  }
}

export async function readBitmap(content: FileContent): Promise<ReadResult> {
  const header = readBmpHeader(await content.read(0, 64));
  if (!header || header.width * header.height > MAX_PIXELS) return damaged('picture');
  return header.dataOffset + header.rowBytes * header.height <= content.sizeBytes
    ? ok(plainReading())
    : damaged('end');
}
