import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import type { PixelField } from '../../../shared/domain/imaging/measure';
import {
  applyModalityLut,
  modalityLutData,
  modalityLutOf,
} from '../../../shared/domain/imaging/modalityLut';
import { pixelUnitOf } from '../../../shared/domain/imaging/pixelUnit';
import type { DecodedFrame } from '../codec/decodeFrame';
import { numberOf } from '../parse/dicomJson';
import type { DicomDataSet } from '../parse/dicomJson';
import type { PixelLayout } from './layout';

/**
 * The values of one decoded frame as measurements read them: after the modality transform (PS3.3 C.11.1), row by row.
 *
 * @param instance - Metadata of the object.
 * @returns `values` null for colour, and where the way from stored to modality values is not at hand: no number then.
 */
export function pixelFieldOf(
  { bytes }: DecodedFrame,
  layout: PixelLayout,
  instance: DicomJson,
): PixelField {
  const { columns, rows, samplesPerPixel } = layout.image;
  const shape = { columns, rows, unit: pixelUnitOf(instance) };
  const stored = samplesPerPixel === 1 ? samplesOf(bytes, layout) : null;
  return { ...shape, values: stored && modalityValues(stored, instance) };
}

function modalityValues(stored: Float64Array, instance: DicomJson): ArrayLike<number> | null {
  const table = modalityLutData(instance);
  if (table) {
    const entries = table.element.Value;
    const lut = entries && modalityLutOf(instance, entries.map(Number));
    return lut ? applyModalityLut(stored, lut) : null;
  }
  const slope = numberOf(instance as DicomDataSet, '00281053') ?? 1;
  const intercept = numberOf(instance as DicomDataSet, '00281052') ?? 0;
  return stored.map((value) => value * slope + intercept);
}

function samplesOf(bytes: Buffer, { tag, image }: PixelLayout): Float64Array | null {
  const read = readerOf(tag, image);
  if (read === null) return null;
  const count = image.rows * image.columns;
  const width = image.bitsAllocated / 8;
  return Float64Array.from({ length: count }, (_, at) => read(bytes, at * width));
}

type Read = (bytes: Buffer, offset: number) => number;

/** 7FE00008 and 7FE00009 are Float and Double Float Pixel Data. */
function readerOf(tag: string, image: PixelLayout['image']): Read | null {
  if (tag === '7FE00008') return (bytes, offset) => bytes.readFloatLE(offset);
  if (tag === '7FE00009') return (bytes, offset) => bytes.readDoubleLE(offset);
  const { bitsAllocated, bitsStored, isSigned } = image;
  // the sign may not reach through the bits above Bits Stored (PS3.5 8.1.1)
  const unused = 32 - bitsStored;
  const signed = (value: number): number => (value << unused) >> unused;
  switch (bitsAllocated) {
    case 8:
      return (bytes, offset) =>
        isSigned ? signed(bytes.readInt8(offset)) : bytes.readUInt8(offset);
    case 16:
      return (bytes, offset) =>
        isSigned ? signed(bytes.readInt16LE(offset)) : bytes.readUInt16LE(offset);
    case 32:
      return (bytes, offset) => (isSigned ? bytes.readInt32LE(offset) : bytes.readUInt32LE(offset));
    default:
      return null;
  }
}
