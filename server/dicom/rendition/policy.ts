import type { PixelLayout } from '../pixel/layout';
import type { TransferSyntax } from '../transferSyntax';

const MIN_SIDE = 32;
const MAX_FRAMES = 4000;
const WHOLE_SLIDE = '1.2.840.10008.5.1.4.1.1.77.1.6';
/** Already without loss: decoding and coding again changes no pixel. */
const LOSSLESS_SYNTAXES = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.1.99',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.5',
  '1.2.840.10008.1.2.4.57',
  '1.2.840.10008.1.2.4.70',
  '1.2.840.10008.1.2.4.80',
  '1.2.840.10008.1.2.4.90',
  '1.2.840.10008.1.2.4.201',
]);
const PHOTOMETRIC = new Set(['MONOCHROME1', 'MONOCHROME2', 'RGB', 'YBR_FULL', 'YBR_RCT']);

export type NoRendition =
  'notPixels' | 'lossy' | 'colourSpace' | 'sampleSize' | 'tooSmall' | 'tooManyFrames' | 'slide';

/**
 * Whether a progressive rendition of an object is worth making: of grey and colour images kept without loss. Pictures
 * that are lossy already are smaller as they are; slides have levels of their own.
 *
 * @returns Null when one is to be made, else why not.
 */
export function whyNoRendition(object: {
  readonly sopClassUid: string;
  readonly syntax: TransferSyntax;
  readonly pixels: PixelLayout;
}): NoRendition | null {
  const { image, tag } = object.pixels;
  if (tag !== '7FE00010') return 'notPixels';
  if (object.sopClassUid === WHOLE_SLIDE) return 'slide';
  if (!LOSSLESS_SYNTAXES.has(object.syntax.uid)) return 'lossy';
  if (!PHOTOMETRIC.has(image.photometric)) return 'colourSpace';
  const isSampleFine =
    image.bitsAllocated === 8 || (image.bitsAllocated === 16 && image.samplesPerPixel === 1);
  if (!isSampleFine || (image.samplesPerPixel !== 1 && image.samplesPerPixel !== 3))
    return 'sampleSize';
  if (Math.min(image.rows, image.columns) < MIN_SIDE) return 'tooSmall';
  return image.frames > MAX_FRAMES ? 'tooManyFrames' : null;
}
