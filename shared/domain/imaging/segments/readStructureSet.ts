import { err, ok, type Result } from '../../../lib/result';
import { itemsAt, numberAt, numbersAt, textAt } from '../annotations/elements';
import type { DicomJson } from '../dicomJson';
import type { Vector3 } from '../vector';
import { paletteColour, type Rgb } from './colour';
import {
  ALGORITHMS,
  type OverlayPart,
  type OverlayProblem,
  type PictureReferences,
  type SourceFrame,
} from './overlayObject';
import { S } from './tags';

export const CONTOUR_TYPES = ['closed', 'closedXor', 'open', 'points'] as const;
export type ContourType = (typeof CONTOUR_TYPES)[number];

export type Contour = {
  readonly part: number;
  readonly type: ContourType;
  readonly points: readonly Vector3[];
  readonly sources: readonly SourceFrame[];
};

/** Regions of interest of a structure set (PS3.3 A.19), contours still unread. */
export type StructureSet = {
  readonly kind: 'structures';
  readonly title: string;
  readonly parts: readonly OverlayPart[];
  readonly references: PictureReferences;
  readonly framesOfReference: ReadonlySet<string>;
  /** Contours of each region as written; read one by one by `contourOf`. */
  readonly written: readonly { readonly part: number; readonly item: DicomJson }[];
};

const TYPES: Readonly<Record<string, ContourType>> = {
  CLOSED_PLANAR: 'closed',
  CLOSEDPLANAR_XOR: 'closedXor',
  OPEN_PLANAR: 'open',
  OPEN_NONPLANAR: 'open',
  POINT: 'points',
};

/** @returns Problem `noParts`. */
export function readStructureSet(json: DicomJson): Result<StructureSet, OverlayProblem> {
  const contoured = itemsAt(json, S.ROIContourSequence);
  const colours = new Map(
    contoured.map((item) => [
      numberAt(item, S.ReferencedROINumber),
      numbersAt(item, S.ROIDisplayColor),
    ]),
  );
  const types = new Map(
    itemsAt(json, S.RTROIObservationsSequence).map((item) => [
      numberAt(item, S.ReferencedROINumber),
      textAt(item, S.RTROIInterpretedType),
    ]),
  );
  const regions = itemsAt(json, S.StructureSetROISequence);
  const parts = regions.flatMap((item, index): OverlayPart[] => {
    const number = numberAt(item, S.ROINumber);
    if (number === null) return [];
    return [
      {
        number,
        label: textAt(item, S.ROIName) ?? '',
        property: types.get(number) ?? null,
        algorithm: ALGORITHMS[textAt(item, S.ROIGenerationAlgorithm) ?? ''] ?? null,
        colour: rgbOf(colours.get(number) ?? []) ?? paletteColour(index),
      },
    ];
  });
  if (parts.length === 0) return err({ reason: 'noParts' });
  const written = contoured.flatMap((item) => {
    const part = numberAt(item, S.ReferencedROINumber);
    return part === null
      ? []
      : itemsAt(item, S.ContourSequence).map((contour) => ({ part, item: contour }));
  });
  const frames = itemsAt(json, S.ReferencedFrameOfReferenceSequence);
  return ok({
    kind: 'structures',
    title: textAt(json, S.StructureSetLabel) ?? textAt(json, S.SeriesDescription) ?? '',
    parts,
    references: referencesOf(
      frames,
      written.map(({ item }) => item),
    ),
    framesOfReference: new Set(
      [
        ...regions.map((item) => textAt(item, S.ReferencedFrameOfReferenceUID)),
        ...frames.map((item) => textAt(item, S.FrameOfReferenceUID)),
      ].flatMap((uid) => uid ?? []),
    ),
    written,
  });
}

/**
 * One contour.
 *
 * @returns `null` when it is of a kind unknown here, or its numbers are not whole points, or not as many as it says.
 */
export function contourOf({ part, item }: StructureSet['written'][number]): Contour | null {
  const type = TYPES[textAt(item, S.ContourGeometricType) ?? ''];
  const data = numbersAt(item, S.ContourData);
  const declared = numberAt(item, S.NumberOfContourPoints);
  if (type === undefined || data.length === 0 || data.length % 3 !== 0) return null;
  if (declared !== null && declared * 3 !== data.length) return null;
  return {
    part,
    type,
    points: Array.from({ length: data.length / 3 }, (_, at): Vector3 => [
      data[at * 3] ?? 0,
      data[at * 3 + 1] ?? 0,
      data[at * 3 + 2] ?? 0,
    ]),
    sources: sourcesOf(item),
  };
}

const sourcesOf = (item: DicomJson): readonly SourceFrame[] =>
  itemsAt(item, S.ContourImageSequence).flatMap((image) => {
    const sopInstanceUid = textAt(image, S.ReferencedSOPInstanceUID);
    const frame = numberAt(image, S.ReferencedFrameNumber);
    return sopInstanceUid === null ? [] : [{ sopInstanceUid, frame }];
  });

function referencesOf(
  frames: readonly DicomJson[],
  contours: readonly DicomJson[],
): PictureReferences {
  const series = frames
    .flatMap((item) => itemsAt(item, S.RTReferencedStudySequence))
    .flatMap((item) => itemsAt(item, S.RTReferencedSeriesSequence));
  const images = series.flatMap((item) => itemsAt(item, S.ContourImageSequence));
  const named = [
    ...images.map((item) => textAt(item, S.ReferencedSOPInstanceUID)),
    ...contours.flatMap((item) => sourcesOf(item).map(({ sopInstanceUid }) => sopInstanceUid)),
  ];
  return {
    seriesInstanceUids: new Set(series.flatMap((item) => textAt(item, S.SeriesInstanceUID) ?? [])),
    sopInstanceUids: new Set(named.flatMap((uid) => uid ?? [])),
  };
}

const rgbOf = (values: readonly number[]): Rgb | null =>
  values.length === 3 && values.every((value) => value >= 0 && value <= 255)
    ? (values as unknown as Rgb)
    : null;
