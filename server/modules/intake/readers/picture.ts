import sharp from 'sharp';
import { instantOfExif } from '../../../../shared/domain/intake/chinaTime';
import { err, ok } from '../../../../shared/lib/result';
import { inspectTiff } from '../../../slide/tiff/tiffSlide';
import type { FileContent } from '../process/content';
import { readBmpHeader } from '../../../picture/bmp';
import { exifDate } from './exif';
import { damaged, plainReading, type ReadResult } from './reading';

/** A flat picture is held in memory while its header is read; larger ones are slides, which are tiled. */
const MAX_BYTES = 512 * 1024 ** 2;
/** Beyond this a small file unpacks into gigabytes of pixels. */
export const MAX_PIXELS = 400_000_000;
/** From here on a picture is looked at as a slide, tile by tile: no browser draws it whole. */
const SLIDE_PIXELS = 64_000_000;
/** What a slide may announce, and how many pixels a byte of it may stand for: glass compresses well, but not like that. */
const MAX_SLIDE_PIXELS = 6_000_000_000;
const MAX_PIXELS_PER_BYTE = 300;

/** Proves that a picture's header is sound; the time is when the camera says it was taken. */
export async function readPicture(content: FileContent): Promise<ReadResult> {
  const bytes = await content.bytes(MAX_BYTES);
  if (!bytes) return damaged('size');
  try {
    const { width, height, exif } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (!width || !height || !isBelievable(width * height, bytes.length))
      return damaged('dimensions');
    const taken = exif ? exifDate(exif) : null;
    return ok(
      plainReading({
        occurredAt: taken ? instantOfExif(taken) : null,
        ...(width * height > SLIDE_PIXELS ? { kind: 'slide' } : {}),
      }),
    );
  } catch {
    return damaged('picture');
  }
}

const isBelievable = (pixels: number, bytes: number): boolean =>
  pixels <= SLIDE_PIXELS || (pixels <= MAX_SLIDE_PIXELS && pixels / bytes <= MAX_PIXELS_PER_BYTE);

/** A TIFF file is a slide with levels, or a picture like any other; its structure is followed before any decoder sees it. */
export async function readTiff(content: FileContent): Promise<ReadResult> {
  const found = await inspectTiff(content);
  if (!found.ok) {
    const { code, params } = found.error;
    return err({ code, ...(params && { params }) });
  }
  if (found.value.kind === 'picture') return readPicture(content);
  const { format } = found.value.pages.facts;
  return ok(plainReading({ kind: 'slide', label: format }));
}

export async function readBitmap(content: FileContent): Promise<ReadResult> {
  const header = readBmpHeader(await content.read(0, 64));
  if (!header || header.width * header.height > MAX_PIXELS) return damaged('picture');
  return header.dataOffset + header.rowBytes * header.height <= content.sizeBytes
    ? ok(plainReading())
    : damaged('end');
}
