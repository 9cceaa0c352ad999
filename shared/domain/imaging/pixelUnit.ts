import { TAG, textOf, type DicomJson } from './dicomJson';

/** Name of the unit of a value after rescale; `null` when the file does not say: then it is only a stored value. */
export type PixelUnit = string | null;

/** CT values are HU unless RescaleType says otherwise (PS3.3 C.11.1.1.2); `US` means unspecified. PET says Units. */
export function pixelUnitOf(instance: DicomJson): PixelUnit {
  const rescaleType = textOf(instance, TAG.RescaleType);
  if (rescaleType !== null && rescaleType !== 'US') return rescaleType;
  const modality = textOf(instance, TAG.Modality);
  if (modality === 'CT' && rescaleType === null && textOf(instance, TAG.RescaleIntercept) !== null)
    return 'HU';
  return modality === 'PT' ? textOf(instance, TAG.Units) : null;
}
