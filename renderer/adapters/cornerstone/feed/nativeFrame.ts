import { numberOf, TAG, textOf, type DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import { overlaysOf } from '../../../../shared/domain/imaging/overlayPlane';
import { rescaleOf } from '../../../../shared/domain/imaging/voi';
import { scaleSamples, scaleValues, type PixelValues, type ScaledSamples } from './samples';

const LITTLE_ENDIAN = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']);
const GREY = new Set(['MONOCHROME1', 'MONOCHROME2', '']);

/**
 * Values of an uncompressed grey frame that the library would read wrongly or not at all: floating point, 32 bits, and pixels
 * that carry an overlay in the bits above their value.
 *
 * @returns `null` for any other frame.
 */
export function nativeValues(
  bytes: Uint8Array,
  transferSyntax: string,
  instance: DicomJson,
  frame: number,
): ScaledSamples | null {
  const isGrey =
    (numberOf(instance, TAG.SamplesPerPixel) ?? 1) === 1 &&
    GREY.has(textOf(instance, TAG.PhotometricInterpretation) ?? '');
  if (!LITTLE_ENDIAN.has(transferSyntax) || !isGrey) return null;
  const rescale = rescaleOf(instance, frame);
  const wide = wideValues(bytes, instance);
  if (wide) return scaleValues(wide, rescale);
  if (!hasPixelOverlay(instance)) return null;
  const bitsAllocated = numberOf(instance, TAG.BitsAllocated) ?? 16;
  const bitsStored = numberOf(instance, TAG.BitsStored) ?? bitsAllocated;
  return scaleSamples(bytes, {
    bitsAllocated,
    bitsStored,
    isSigned: numberOf(instance, TAG.PixelRepresentation) === 1,
    rescale,
    shift: Math.max(0, (numberOf(instance, TAG.HighBit) ?? bitsStored - 1) - bitsStored + 1),
  });
}

/** Whether some bits of the stored pixels are an overlay's. */
export const hasPixelOverlay = (instance: DicomJson): boolean =>
  overlaysOf(instance).some(({ source }) => source.kind === 'pixelBit');

/** The plane of one bit of 8- or 16-bit stored pixels, one byte a pixel. */
export function bitPlane(
  bytes: Uint8Array,
  bitsAllocated: number,
  bit: number,
): Uint8Array<ArrayBuffer> {
  const step = bitsAllocated / 8;
  const out = new Uint8Array(Math.floor(bytes.length / step));
  const [offset, shift] = [bit >> 3, bit & 7];
  for (let i = 0; i < out.length; i++) out[i] = ((bytes[i * step + offset] ?? 0) >> shift) & 1;
  return out;
}

/** 32- and 64-bit values as 32-bit floating point; the float modules have no Pixel Representation (PS3.3 C.7.6.24). */
function wideValues(bytes: Uint8Array, instance: DicomJson): PixelValues | null {
  const bits = numberOf(instance, TAG.BitsAllocated);
  if (bits !== 32 && bits !== 64) return null;
  const whole = bytes.slice(0, bytes.length - (bytes.length % (bits / 8))).buffer;
  const representation = numberOf(instance, TAG.PixelRepresentation);
  if (bits === 64)
    return representation === null ? Float32Array.from(new Float64Array(whole)) : null;
  if (representation === null) return new Float32Array(whole);
  return Float32Array.from(representation === 1 ? new Int32Array(whole) : new Uint32Array(whole));
}
