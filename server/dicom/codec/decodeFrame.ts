import { assertNever, err, ok, type Result } from '../../../shared/lib/result';
import { appError, type AppError } from '../../../shared/domain/errors';
import { bytesPerFrame, MAX_FRAME_BYTES, type ImageShape } from '../pixel/layout';
import type { Codec } from '../transferSyntax';
import { announcedSize } from './announcedSize';
import { declareRgb, jpegPrecision } from './jpegHeader';
import { decodeJpegLossless } from './jpegLossless';
import { decodeRle } from './rle';
import { extendSign, interleavePlanes, resizeSamples } from './samples';
import { decodeWithWasm, type WasmCodec } from './wasm';

/** One frame as Explicit VR Little Endian stores it: little-endian samples, colour by pixel. */
export type DecodedFrame = {
  readonly bytes: Buffer;
  /** Of the decoded samples; colour transforms of the codec have been undone. */
  readonly photometric: string;
};

export type FrameDecoder = (
  codec: Exclude<Codec, 'native'>,
  encoded: Buffer,
  image: ImageShape,
) => Promise<Result<DecodedFrame, AppError>>;

/**
 * Decodes one compressed frame.
 *
 * @returns Samples of `image.bitsAllocated` bits each, or `dicom.decodeFailed` (never) when the stream is damaged, of
 *   another size than the header says, or beyond what the decoders know (12-bit lossy JPEG).
 */
export const decodeFrame: FrameDecoder = async (codec, encoded, image) => {
  // The header of a small hostile file may announce gigabytes.
  if (bytesPerFrame(image) > MAX_FRAME_BYTES) return failed(codec, 'frame too large');
  const size = announcedSize(codec, encoded);
  if (size && (size.columns !== image.columns || size.rows !== image.rows)) {
    return failed(codec, `${size.columns}x${size.rows} is not what the header says`);
  }
  try {
    const bytes = await decode(codec, encoded, image);
    const expected = (image.rows * image.columns * image.samplesPerPixel * image.bitsAllocated) / 8;
    if (bytes.length !== expected) return failed(codec, `${bytes.length} bytes, not ${expected}`);
    return ok({ bytes, photometric: decodedPhotometric(codec, image) });
  } catch (error) {
    return failed(codec, error instanceof Error ? error.message : String(error));
  }
};

const failed = (codec: string, detail: string): Result<never, AppError> =>
  err(
    appError('unsupported', 'dicom.decodeFailed', {
      message: `${codec}: ${detail}`,
      params: { codec },
    }),
  );

async function decode(
  codec: Exclude<Codec, 'native'>,
  encoded: Buffer,
  image: ImageShape,
): Promise<Buffer> {
  const bytesPerSample = image.bitsAllocated / 8;
  switch (codec) {
    case 'rle': {
      const pixels = image.rows * image.columns;
      return decodeRle(encoded, { pixels, samplesPerPixel: image.samplesPerPixel, bytesPerSample });
    }
    case 'jpegLossless': {
      if (bytesPerSample !== 1 && bytesPerSample !== 2)
        throw new Error('samples wider than 16 bits');
      return signed(decodeJpegLossless(encoded, bytesPerSample), image);
    }
    case 'jpeg8':
    case 'jpegExtended': {
      const precision = jpegPrecision(encoded);
      if (precision !== 8) throw new Error(`precision ${precision ?? 'unknown'}`);
      return wasm('jpeg8', image.photometric === 'RGB' ? declareRgb(encoded) : encoded, image);
    }
    case 'jpegLs':
    case 'jpeg2000':
    case 'htj2k':
      return wasm(codec, encoded, image);
    default:
      return assertNever(codec);
  }
}

async function wasm(codec: WasmCodec, encoded: Buffer, image: ImageShape): Promise<Buffer> {
  const decoded = await decodeWithWasm(codec, encoded);
  const matches =
    decoded.width === image.columns &&
    decoded.height === image.rows &&
    decoded.componentCount === image.samplesPerPixel;
  if (!matches) {
    throw new Error(
      `${decoded.width}x${decoded.height}x${decoded.componentCount} is not what the header says`,
    );
  }
  const width = decoded.bitsPerSample <= 8 ? 1 : 2;
  const isPlanar = decoded.interleaveMode === 0 && image.samplesPerPixel > 1;
  const bytes = isPlanar
    ? interleavePlanes(decoded.bytes, image.samplesPerPixel, width)
    : decoded.bytes;
  return signed(resizeSamples(bytes, width, image.bitsAllocated / 8), image);
}

const signed = (bytes: Buffer, image: ImageShape): Buffer =>
  image.isSigned ? extendSign(bytes, image.bitsAllocated / 8, image.bitsStored) : bytes;

/** PS3.5 8.2.4: JPEG 2000's own colour transforms, and libjpeg's YCbCr, come out as RGB. */
export function decodedPhotometric(
  codec: Codec | null,
  { photometric, samplesPerPixel }: ImageShape,
): string {
  if (samplesPerPixel !== 3) return photometric;
  if (photometric === 'YBR_RCT' || photometric === 'YBR_ICT') return 'RGB';
  const isLossyJpeg = codec === 'jpeg8' || codec === 'jpegExtended';
  return isLossyJpeg && photometric.startsWith('YBR_FULL') ? 'RGB' : photometric;
}
