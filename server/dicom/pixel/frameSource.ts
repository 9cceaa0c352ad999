import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { DecodedFrame, FrameDecoder } from '../codec/decodeFrame';
import { interleavePlanes } from '../codec/samples';
import { readFrame } from './frames';
import { bytesPerFrame, MAX_FRAME_BYTES, type PixelLayout } from './layout';
import type { OpenObject } from './openObject';

/**
 * One frame as Explicit VR Little Endian would store it.
 * @returns The samples, or `dicom.notFound` (no such frame), `dicom.decodeFailed`, `dicom.notAcceptable` (too large).
 */
export async function decodedFrame(
  object: OpenObject,
  layout: PixelLayout,
  frame: number,
  decode: FrameDecoder,
): Promise<Result<DecodedFrame, AppError>> {
  if (bytesPerFrame(layout.image) > MAX_FRAME_BYTES) {
    return err(
      appError('unsupported', 'dicom.notAcceptable', { params: { limit: MAX_FRAME_BYTES } }),
    );
  }
  const bytes = await readFrame(object.dataSet, layout, frame, object.syntax.isBigEndian);
  if (!bytes) return err(appError('notFound', 'dicom.notFound', { params: { frame } }));
  const { codec } = object.syntax;
  if (codec === 'native') return ok({ bytes, photometric: layout.image.photometric });
  if (codec === null) return err(appError('unsupported', 'dicom.notAcceptable'));
  return decode(codec, bytes, layout.image);
}

/** Colour samples by pixel, whatever the planar configuration of the stored native frame. */
export function byPixel(bytes: Buffer, layout: PixelLayout): Buffer {
  const { samplesPerPixel, planarConfiguration, bitsAllocated } = layout.image;
  const isPlanar =
    layout.data.kind === 'native' && samplesPerPixel > 1 && planarConfiguration === 1;
  return isPlanar ? interleavePlanes(bytes, samplesPerPixel, bitsAllocated / 8) : bytes;
}
