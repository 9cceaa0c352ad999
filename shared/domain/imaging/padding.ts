import { numberOf, TAG, textOf, type DicomJson } from './dicomJson';
import type { Rescale } from './voi';

/** Values, after rescale, that are no picture but what the square around it was filled with (PS3.3 C.7.5.1.1.2). */
export type Padding = { readonly low: number; readonly high: number };

/** `null` for colour, and where the file names none. */
export function paddingOf(instance: DicomJson, rescale: Rescale | null): Padding | null {
  const value = stored(instance, numberOf(instance, TAG.PixelPaddingValue));
  if (value === null || (numberOf(instance, TAG.SamplesPerPixel) ?? 1) > 1) return null;
  if (textOf(instance, TAG.PhotometricInterpretation) === 'PALETTE COLOR') return null;
  const limit = stored(instance, numberOf(instance, TAG.PixelPaddingRangeLimit)) ?? value;
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  const ends = [value * slope + intercept, limit * slope + intercept];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** The element's VR follows the pixels' sign, which implicit files do not write: a negative one may arrive as its unsigned twin. */
function stored(instance: DicomJson, value: number | null): number | null {
  if (value === null) return null;
  const isSigned = numberOf(instance, TAG.PixelRepresentation) === 1;
  return isSigned && value > 32_767 ? value - 65_536 : value;
}

export const isPadding = ({ low, high }: Padding, value: number): boolean =>
  value >= low && value <= high;
