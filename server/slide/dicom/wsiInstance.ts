import type { PixelLayout } from '../../dicom/pixel/layout';
import type { DicomDataSet, DicomValue } from '../../dicom/parse/dicomJson';
import { numberOf, textOf } from '../../dicom/parse/dicomJson';

/** VL Whole Slide Microscopy Image Storage. */
export const WHOLE_SLIDE_CLASS = '1.2.840.10008.5.1.4.1.1.77.1.6';

export type WsiObject = {
  readonly sopInstanceUid: string;
  readonly sha256: string;
  readonly transferSyntaxUid: string;
  readonly isDecodable: boolean;
  readonly pixels: PixelLayout;
  readonly dataSet: DicomDataSet;
};

/** One instance as part of a level (PS3.3 C.8.12.4, C.7.6.17.3). */
export type WsiInstance = {
  readonly object: WsiObject;
  /** Value 3 of Image Type: VOLUME, THUMBNAIL, LABEL, OVERVIEW. */
  readonly flavour: string;
  readonly totalColumns: number;
  readonly totalRows: number;
  readonly tileColumns: number;
  readonly tileRows: number;
  readonly frames: number;
  readonly isSparse: boolean;
  /** Instances of one concatenation are one; `frameOffset` is how many frames come before this part's. */
  readonly concatenation: string | null;
  readonly frameOffset: number;
  readonly focalPlanes: number;
  readonly opticalPaths: number;
  readonly micronsPerPixel: { readonly x: number; readonly y: number } | null;
  readonly objectivePower: number | null;
};

export function wsiInstanceOf(object: WsiObject): WsiInstance | null {
  const { dataSet, pixels } = object;
  const totalColumns = numberOf(dataSet, '00480006');
  const totalRows = numberOf(dataSet, '00480007');
  if (!isSize(totalColumns) || !isSize(totalRows)) return null;
  const flavour = dataSet['00080008']?.Value?.[2];
  return {
    object,
    flavour: typeof flavour === 'string' ? flavour.trim() : 'VOLUME',
    totalColumns,
    totalRows,
    tileColumns: pixels.image.columns,
    tileRows: pixels.image.rows,
    frames: pixels.image.frames,
    isSparse: textOf(dataSet, '00209311') !== 'TILED_FULL' && pixels.image.frames > 1,
    concatenation: textOf(dataSet, '00209161'),
    frameOffset: numberOf(dataSet, '00209228') ?? 0,
    focalPlanes: numberOf(dataSet, '00480303') ?? 1,
    opticalPaths: numberOf(dataSet, '00480302') ?? 1,
    micronsPerPixel: micronsOf(dataSet, totalColumns, totalRows),
    objectivePower: positive(numberOf(itemOf(dataSet, '00480105') ?? {}, '00480112')),
  };
}

const isSize = (value: number | null): value is number =>
  value !== null && Number.isInteger(value) && value > 0 && value <= 10_000_000;
const positive = (value: number | null): number | null =>
  value !== null && value > 0 ? value : null;

/** Pixel Spacing of the shared functional groups, in mm down and across; else the size of the imaged volume, in mm. */
function micronsOf(dataSet: DicomDataSet, columns: number, rows: number) {
  const shared = itemOf(dataSet, '52009229');
  const measures = shared && itemOf(shared, '00289110');
  const [down, across] = (measures?.['00280030']?.Value ?? []).map(Number);
  if (down !== undefined && across !== undefined && down > 0 && across > 0)
    return { x: across * 1000, y: down * 1000 };
  const width = numberOf(dataSet, '00480001');
  const height = numberOf(dataSet, '00480002');
  return width && height && width > 0 && height > 0
    ? { x: (width * 1000) / columns, y: (height * 1000) / rows }
    : null;
}

export function itemOf(dataSet: DicomDataSet, tag: string, index = 0): DicomDataSet | null {
  return asItem(dataSet[tag]?.Value?.[index]);
}

export const itemsOf = (dataSet: DicomDataSet, tag: string): DicomDataSet[] =>
  (dataSet[tag]?.Value ?? []).map(asItem).filter((item) => item !== null);

const asItem = (value: DicomValue | undefined): DicomDataSet | null =>
  typeof value === 'object' && value !== null ? (value as DicomDataSet) : null;
