import QRCode from 'qrcode';
import sharp from 'sharp';
import { ok, type Result } from '../../shared/lib/result';
import { refuse, type AppError } from '../../shared/domain/errors';

/** Enough for 150 dpi over the full text width; larger pictures only make the file heavier. */
const MAX_SIDE_PX = 1200;
/** 100 megapixels; a decompression bomb stops here. */
const MAX_INPUT_PIXELS = 100_000_000;

/**
 * Decodes and re-encodes a picture, so that only pixels reach the document: no metadata, no odd encodings that
 * the PDF writer draws wrongly. JPEG stays JPEG, all else becomes lossless PNG.
 *
 * @param bytes - PNG or JPEG.
 * @returns A data URL, or `report.pictureUnreadable` (never) with `index`, the 1-based place of the picture.
 */
export async function pictureDataUrl(
  bytes: Uint8Array,
  index: number,
): Promise<Result<string, AppError>> {
  try {
    const source = sharp(bytes, { limitInputPixels: MAX_INPUT_PIXELS, failOn: 'warning' });
    const { format } = await source.metadata();
    if (format !== 'png' && format !== 'jpeg') return unreadable(index, `format ${format}`);
    const sized = source
      .autoOrient()
      .resize({ width: MAX_SIDE_PX, height: MAX_SIDE_PX, fit: 'inside', withoutEnlargement: true });
    const encoded = await (
      format === 'jpeg'
        ? sized.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
        : sized.flatten({ background: 'white' }).png({ compressionLevel: 6 })
    ).toBuffer();
    return ok(`data:image/${format};base64,${encoded.toString('base64')}`);
  } catch (cause) {
    return unreadable(index, cause instanceof Error ? cause.message : String(cause));
  }
}

const unreadable = (index: number, message: string): Result<never, AppError> =>
  refuse('validation', 'report.pictureUnreadable', { message, params: { index } });

/** QR code as PNG data URL; level M survives a crumpled or faxed page. */
export const qrDataUrl = (text: string): Promise<string> =>
  QRCode.toDataURL(text, { errorCorrectionLevel: 'M', margin: 0, scale: 6 });
