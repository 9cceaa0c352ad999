import { AS_VR, sequence } from '../../annotations/elements';
import type { DicomElement, DicomJson } from '../../dicomJson';
import { imagePlaneOf, pixelToWorld } from '../../imagePlane';
import type { PixelPoint } from '../../vector';
import { S } from '../tags';

const { CS, DS, IS, LO, UI, US } = AS_VR;
const ob = (bytes: Uint8Array): DicomElement => ({ vr: 'OB', InlineBinary: base64(bytes) });
declare const btoa: (text: string) => string;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Whose study it is: taken from a picture, so that the object belongs to it. */
const IDENTITY = ['00080020', '00080030', '00100010', '00100020', '00100030', '00100040'];
const PLACE = ['0020000D', '00200052'];

const identityOf = (image: DicomJson | undefined): DicomJson =>
  Object.fromEntries(
    [...IDENTITY, ...PLACE].flatMap((tag) => {
      const element = image?.[tag];
      return element ? [[tag, element]] : [];
    }),
  );

const uidOf = (image: DicomJson): string => String(image['00080018']?.Value?.[0]);
const numberOf = (image: DicomJson | undefined, tag: string): number =>
  Number(image?.[tag]?.Value?.[0]);

export type MadeSegment = {
  readonly number: number;
  readonly label: string;
  readonly lab?: readonly [number, number, number];
  readonly algorithm?: 'AUTOMATIC' | 'SEMIAUTOMATIC' | 'MANUAL';
  /** How much of a pixel belongs to it, 0 to 1. */
  readonly covers: (index: number, column: number, row: number) => number;
};

export type MadeSegmentation = {
  readonly uid: string;
  readonly type?: 'BINARY' | 'FRACTIONAL' | 'LABELMAP';
  readonly maximum?: number;
  readonly segments: readonly MadeSegment[];
  /** Which pictures have a frame; default: those that something covers. */
  readonly hasFrame?: (index: number) => boolean;
  readonly spacingMm?: number;
  /** Without names of the pictures a frame was made on. */
  readonly isUnnamed?: boolean;
  readonly more?: DicomJson;
};

/** A segmentation over pictures of one series, frames in their planes, pixels inline. */
export function madeSegmentation(images: readonly DicomJson[], made: MadeSegmentation): DicomJson {
  const { type = 'BINARY', maximum = 255, segments } = made;
  const [rows, columns] = [numberOf(images[0], S.Rows), numberOf(images[0], S.Columns)];
  const frames = framesOf(images, made, rows, columns);
  const plane = imagePlaneOf(images[0] ?? {});
  return {
    ...identityOf(images[0]),
    '00080005': CS('ISO_IR 192'),
    '00080008': CS('DERIVED', 'PRIMARY'),
    '00080016': UI(`1.2.840.10008.5.1.4.1.1.66.${type === 'LABELMAP' ? 7 : 4}`),
    '00080018': UI(made.uid),
    '00080060': CS('SEG'),
    '0008103E': LO('分割测试'),
    [S.ReferencedSeriesSequence]: sequence({
      [S.SeriesInstanceUID]: UI(String(images[0]?.['0020000E']?.Value?.[0])),
      [S.ReferencedInstanceSequence]: sequence(
        ...images.map((image) => ({ [S.ReferencedSOPInstanceUID]: UI(uidOf(image)) })),
      ),
    }),
    '0020000E': UI(`${made.uid}.1`),
    '00200011': IS(900),
    '00200013': IS(1),
    '00280002': US(1),
    '00280004': CS('MONOCHROME2'),
    [S.NumberOfFrames]: IS(frames.length),
    [S.Rows]: US(rows),
    [S.Columns]: US(columns),
    [S.BitsAllocated]: US(type === 'BINARY' ? 1 : 8),
    '00280101': US(type === 'BINARY' ? 1 : 8),
    '00280102': US(type === 'BINARY' ? 0 : 7),
    '00280103': US(0),
    [S.SegmentationType]: CS(type),
    ...(type === 'FRACTIONAL' && {
      [S.MaximumFractionalValue]: US(maximum),
      [S.SegmentationFractionalType]: CS('OCCUPANCY'),
    }),
    [S.SegmentSequence]: sequence(
      ...segments.map(({ number, label, lab, algorithm = 'MANUAL' }) => ({
        [S.SegmentNumber]: US(number),
        [S.SegmentLabel]: LO(label),
        [S.SegmentAlgorithmType]: CS(algorithm),
        ...(lab && { [S.RecommendedDisplayCIELabValue]: US(...lab) }),
      })),
    ),
    [S.SharedFunctionalGroupsSequence]: sequence({
      [S.PlaneOrientationSequence]: sequence({
        [S.ImageOrientationPatient]: DS(...plane.right, ...plane.down),
      }),
      [S.PixelMeasuresSequence]: sequence({
        [S.PixelSpacing]: DS(plane.spacing.row, plane.spacing.column),
        ...(made.spacingMm !== undefined && { [S.SpacingBetweenSlices]: DS(made.spacingMm) }),
      }),
    }),
    [S.PerFrameFunctionalGroupsSequence]: sequence(
      ...frames.map(({ index, segment }) => groupOf(images[index] ?? {}, segment, made)),
    ),
    '7FE00010': ob(packed(frames, type, maximum, rows * columns)),
    ...made.more,
  };
}

type Frame = {
  readonly index: number;
  readonly segment: number | null;
  readonly values: readonly number[];
};

function framesOf(
  images: readonly DicomJson[],
  { type, segments, hasFrame }: MadeSegmentation,
  rows: number,
  columns: number,
): readonly Frame[] {
  const valuesOf = (value: (column: number, row: number) => number): number[] =>
    Array.from({ length: rows * columns }, (_, i) => value(i % columns, Math.floor(i / columns)));
  const all = images.flatMap((_, index): Frame[] => {
    if (type === 'LABELMAP') {
      const numberAt = (x: number, y: number): number =>
        segments.find(({ covers }) => covers(index, x, y) > 0)?.number ?? 0;
      return [{ index, segment: null, values: valuesOf(numberAt) }];
    }
    return segments.map(({ number, covers }) => ({
      index,
      segment: number,
      values: valuesOf((x, y) => covers(index, x, y)),
    }));
  });
  return all.filter(({ index, values }) =>
    hasFrame ? hasFrame(index) : values.some((value) => value > 0),
  );
}

function groupOf(
  image: DicomJson,
  segment: number | null,
  { isUnnamed }: MadeSegmentation,
): DicomJson {
  return {
    [S.PlanePositionSequence]: sequence({
      [S.ImagePositionPatient]: DS(...imagePlaneOf(image).origin),
    }),
    ...(segment !== null && {
      [S.SegmentIdentificationSequence]: sequence({ [S.ReferencedSegmentNumber]: US(segment) }),
    }),
    ...(isUnnamed !== true && {
      [S.DerivationImageSequence]: sequence({
        [S.SourceImageSequence]: sequence({ [S.ReferencedSOPInstanceUID]: UI(uidOf(image)) }),
      }),
    }),
  };
}

/** Written bit by bit, which is slow and plain: what reads it does otherwise. */
function packed(
  frames: readonly Frame[],
  type: MadeSegmentation['type'],
  maximum: number,
  size: number,
): Uint8Array {
  const isBinary = type === 'BINARY' || type === undefined;
  const bytes = new Uint8Array(Math.ceil((frames.length * size) / (isBinary ? 8 : 1)));
  frames.forEach(({ values }, frame) =>
    values.forEach((value, i) => {
      const at = frame * size + i;
      if (type === 'LABELMAP') bytes[at] = value;
      else if (!isBinary) bytes[at] = Math.round(value * maximum);
      else if (value > 0)
        bytes[Math.floor(at / 8)] = (bytes[Math.floor(at / 8)] ?? 0) + 2 ** (at % 8);
    }),
  );
  return bytes;
}

export type MadeRegion = {
  readonly number: number;
  readonly name: string;
  readonly rgb?: readonly [number, number, number];
  readonly type?: string;
  /** Closed lines on a picture, in its pixels. */
  readonly contours: (index: number) => readonly (readonly PixelPoint[])[];
};

/** A structure set over pictures of one series. */
export function madeStructureSet(
  images: readonly DicomJson[],
  made: {
    readonly uid: string;
    readonly regions: readonly MadeRegion[];
    readonly isUnnamed?: boolean;
  },
): DicomJson {
  const frameOfReference = UI(String(images[0]?.['00200052']?.Value?.[0]));
  return {
    ...identityOf(images[0]),
    '00080005': CS('ISO_IR 192'),
    '00080016': UI('1.2.840.10008.5.1.4.1.1.481.3'),
    '00080018': UI(made.uid),
    '00080060': CS('RTSTRUCT'),
    '0020000E': UI(`${made.uid}.1`),
    '00200011': IS(901),
    [S.StructureSetLabel]: AS_VR.SH('勾画测试'),
    [S.ReferencedFrameOfReferenceSequence]: sequence({
      [S.FrameOfReferenceUID]: frameOfReference,
      [S.RTReferencedStudySequence]: sequence({
        [S.RTReferencedSeriesSequence]: sequence({
          [S.SeriesInstanceUID]: UI(String(images[0]?.['0020000E']?.Value?.[0])),
          [S.ContourImageSequence]: sequence(
            ...images.map((image) => ({ [S.ReferencedSOPInstanceUID]: UI(uidOf(image)) })),
          ),
        }),
      }),
    }),
    [S.StructureSetROISequence]: sequence(
      ...made.regions.map(({ number, name }) => ({
        [S.ROINumber]: IS(number),
        [S.ReferencedFrameOfReferenceUID]: frameOfReference,
        [S.ROIName]: LO(name),
        [S.ROIGenerationAlgorithm]: CS('MANUAL'),
      })),
    ),
    [S.ROIContourSequence]: sequence(
      ...made.regions.map((region) => regionItem(images, region, made.isUnnamed === true)),
    ),
  };
}

function regionItem(
  images: readonly DicomJson[],
  { number, rgb, type = 'CLOSED_PLANAR', contours }: MadeRegion,
  isUnnamed: boolean,
): DicomJson {
  return {
    ...(rgb && { [S.ROIDisplayColor]: IS(...rgb) }),
    [S.ReferencedROINumber]: IS(number),
    [S.ContourSequence]: sequence(
      ...images.flatMap((image, index) =>
        contours(index).map((points) => ({
          ...(!isUnnamed && {
            [S.ContourImageSequence]: sequence({ [S.ReferencedSOPInstanceUID]: UI(uidOf(image)) }),
          }),
          [S.ContourGeometricType]: CS(type),
          [S.NumberOfContourPoints]: IS(points.length),
          [S.ContourData]: DS(
            ...points
              .flatMap((point) => pixelToWorld(imagePlaneOf(image), point))
              .map((value) => Number(value.toFixed(4))),
          ),
        })),
      ),
    ),
  };
}

export type MadeStack = {
  readonly count: number;
  readonly rows?: number;
  readonly columns?: number;
  readonly spacingMm?: number;
  readonly pixelMm?: number;
  readonly series?: string;
  readonly frameOfReference?: string;
};

/** Headers of parallel slices of one series. */
export const madeStack = ({
  count,
  rows = 12,
  columns = 10,
  spacingMm = 2,
  pixelMm = 0.5,
  series = '2.25.20',
  frameOfReference = '2.25.7',
}: MadeStack): readonly DicomJson[] =>
  Array.from({ length: count }, (_, index) => ({
    '00080016': UI('1.2.840.10008.5.1.4.1.1.2'),
    '00080018': UI(`${series}.${index + 1}`),
    '00080060': CS('CT'),
    '0020000D': UI('2.25.1'),
    '0020000E': UI(series),
    '00200013': IS(index + 1),
    [S.ImagePositionPatient]: DS(-20, 10, index * spacingMm),
    [S.ImageOrientationPatient]: DS(1, 0, 0, 0, 1, 0),
    [S.FrameOfReferenceUID]: UI(frameOfReference),
    [S.Rows]: US(rows),
    [S.Columns]: US(columns),
    [S.PixelSpacing]: DS(pixelMm, pixelMm),
    '00280002': US(1),
    '00281052': DS(0),
  }));
