import { numberOf, textOf, type DicomDataSet } from '../parse/dicomJson';
import type { ImageShape } from './layout';

/** Shape of the image in a data set, or null when it lacks what every image must have. */
export function imageShapeOf(dataSet: DicomDataSet): ImageShape | null {
  const rows = numberOf(dataSet, '00280010');
  const columns = numberOf(dataSet, '00280011');
  const bitsAllocated = numberOf(dataSet, '00280100');
  if (!isSize(rows) || !isSize(columns) || !isSize(bitsAllocated)) return null;
  const frames = numberOf(dataSet, '00280008') ?? 1;
  if (!Number.isInteger(frames) || frames < 1) return null;
  return {
    rows,
    columns,
    bitsAllocated,
    bitsStored: numberOf(dataSet, '00280101') ?? bitsAllocated,
    samplesPerPixel: numberOf(dataSet, '00280002') ?? 1,
    isSigned: numberOf(dataSet, '00280103') === 1,
    photometric: textOf(dataSet, '00280004') ?? 'MONOCHROME2',
    planarConfiguration: numberOf(dataSet, '00280006') ?? 0,
    frames,
  };
}

const isSize = (value: number | null): value is number =>
  value !== null && Number.isInteger(value) && value > 0;
