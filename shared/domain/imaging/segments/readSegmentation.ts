import { err, ok, type Result } from '../../../lib/result';
import { itemsAt, numberAt, numbersAt, textAt } from '../annotations/elements';
import type { DicomJson } from '../dicomJson';
import type { ImagePlane } from '../imagePlane';
import type { Vector3 } from '../vector';
import { paletteColour, rgbFromLab } from './colour';
import {
  ALGORITHMS,
  type OverlayPart,
  type OverlayProblem,
  type PictureReferences,
  type SourceFrame,
} from './overlayObject';
import { readReferences } from './readReferences';
import { S } from './tags';

/** How the samples of a segmentation are to be understood (PS3.3 C.8.20.2). */
export type SegmentationForm = 'binary' | 'fractional' | 'labelmap';

/** A segmentation without its pixels. */
export type Segmentation = {
  readonly kind: 'segmentation';
  readonly title: string;
  readonly form: SegmentationForm;
  /** Fractions say how much of a pixel is covered, not how likely it belongs. */
  readonly isOccupancy: boolean;
  /** The sample that means all of it; 1 for binary. */
  readonly maximum: number;
  readonly rows: number;
  readonly columns: number;
  readonly frameCount: number;
  readonly bitsAllocated: 1 | 8 | 16;
  readonly frameOfReferenceUid: string | null;
  readonly parts: readonly OverlayPart[];
  readonly references: PictureReferences;
  /** Distance between neighbouring frames as the file states it, mm. */
  readonly statedSpacingMm: number | null;
  /** One item a frame; empty where all is shared. */
  readonly groups: readonly DicomJson[];
  readonly shared: DicomJson | undefined;
};

/** One frame of a segmentation: of which segment, and where. */
export type SegmentFrame = {
  /** 0-based. */
  readonly index: number;
  /** `null` in a label map, where the samples say it. */
  readonly part: number | null;
  /** `null` when the file does not place it. */
  readonly plane: ImagePlane | null;
  readonly sources: readonly SourceFrame[];
  /** The frame covers the same pixels as its source. */
  readonly isSameGrid: boolean;
};

const FORMS: Readonly<Record<string, SegmentationForm>> = {
  BINARY: 'binary',
  FRACTIONAL: 'fractional',
  LABELMAP: 'labelmap',
};

/**
 * What a segmentation says about itself (PS3.3 A.51). Its frames are read one by one by `segmentFrameOf`, so that a long one
 * does not hold up whoever reads it.
 *
 * @returns Problems `unknownType`, `noParts`, `badSize`, `noGroups`, `frameCount` (`declared`, `described`).
 */
export function readSegmentation(json: DicomJson): Result<Segmentation, OverlayProblem> {
  const form = FORMS[textAt(json, S.SegmentationType) ?? ''];
  if (form === undefined) return err({ reason: 'unknownType' });
  const parts = itemsAt(json, S.SegmentSequence).flatMap(partOf);
  if (parts.length === 0) return err({ reason: 'noParts' });
  const bitsAllocated = numberAt(json, S.BitsAllocated);
  const [rows, columns] = [numberAt(json, S.Rows), numberAt(json, S.Columns)];
  if (!isCount(rows) || !isCount(columns) || !isDepthOf(form, bitsAllocated))
    return err({ reason: 'badSize' });
  const groups = itemsAt(json, S.PerFrameFunctionalGroupsSequence);
  const frameCount = numberAt(json, S.NumberOfFrames) ?? 1;
  if (groups.length === 0) return err({ reason: 'noGroups' });
  // which frame is which cannot be known any more: a segment would be drawn on another slice
  if (groups.length !== frameCount)
    return err({
      reason: 'frameCount',
      params: { declared: frameCount, described: groups.length },
    });
  const shared = itemsAt(json, S.SharedFunctionalGroupsSequence)[0];
  const maximum = form === 'fractional' ? (numberAt(json, S.MaximumFractionalValue) ?? 255) : 1;
  const measures = itemsAt(shared, S.PixelMeasuresSequence)[0];
  return ok({
    kind: 'segmentation',
    title: titleOf(json),
    form,
    isOccupancy: textAt(json, S.SegmentationFractionalType) === 'OCCUPANCY',
    maximum: Math.max(1, maximum),
    rows,
    columns,
    frameCount,
    bitsAllocated,
    frameOfReferenceUid: textAt(json, S.FrameOfReferenceUID),
    parts,
    references: readReferences(json, [...groups, ...(shared ? [shared] : [])]),
    statedSpacingMm: positive(numberAt(measures, S.SpacingBetweenSlices)),
    groups,
    shared,
  });
}

/** @param index - 0-based. */
export function segmentFrameOf(segmentation: Segmentation, index: number): SegmentFrame {
  const own = segmentation.groups[index];
  const group = (tag: string): DicomJson | undefined =>
    itemsAt(own, tag)[0] ?? itemsAt(segmentation.shared, tag)[0];
  const sources = itemsAt(group(S.DerivationImageSequence), S.SourceImageSequence);
  return {
    index,
    part:
      segmentation.form === 'labelmap'
        ? null
        : numberAt(group(S.SegmentIdentificationSequence), S.ReferencedSegmentNumber),
    plane: planeOf(group),
    sources: sources.flatMap((source): SourceFrame[] => {
      const sopInstanceUid = textAt(source, S.ReferencedSOPInstanceUID);
      if (sopInstanceUid === null) return [];
      const frames = numbersAt(source, S.ReferencedFrameNumber);
      return frames.length === 0
        ? [{ sopInstanceUid, frame: null }]
        : frames.map((frame) => ({ sopInstanceUid, frame }));
    }),
    isSameGrid: sources.every(
      (source) => (textAt(source, S.SpatialLocationsPreserved) ?? 'YES') === 'YES',
    ),
  };
}

function planeOf(group: (tag: string) => DicomJson | undefined): ImagePlane | null {
  const origin = numbersAt(group(S.PlanePositionSequence), S.ImagePositionPatient);
  const axes = numbersAt(group(S.PlaneOrientationSequence), S.ImageOrientationPatient);
  const [row, column] = numbersAt(group(S.PixelMeasuresSequence), S.PixelSpacing);
  if (origin.length !== 3 || axes.length !== 6) return null;
  if (positive(row) === null || positive(column) === null) return null;
  return {
    origin: origin as unknown as Vector3,
    right: axes.slice(0, 3) as unknown as Vector3,
    down: axes.slice(3) as unknown as Vector3,
    spacing: { row: row ?? 1, column: column ?? 1 },
    placed: true,
  };
}

function partOf(item: DicomJson, index: number): readonly OverlayPart[] {
  const number = numberAt(item, S.SegmentNumber);
  if (number === null) return [];
  const property = itemsAt(item, S.SegmentedPropertyTypeCodeSequence)[0];
  return [
    {
      number,
      label: textAt(item, S.SegmentLabel) ?? '',
      property: textAt(property, S.CodeMeaning),
      algorithm: ALGORITHMS[textAt(item, S.SegmentAlgorithmType) ?? ''] ?? null,
      colour: rgbFromLab(numbersAt(item, S.RecommendedDisplayCIELabValue)) ?? paletteColour(index),
    },
  ];
}

const titleOf = (json: DicomJson): string =>
  textAt(json, S.SeriesDescription) ??
  textAt(json, S.ContentDescription) ??
  textAt(json, S.ContentLabel) ??
  '';

const isCount = (value: number | null): value is number =>
  value !== null && Number.isInteger(value) && value > 0 && value <= 0xffff;

function isDepthOf(form: SegmentationForm, bits: number | null): bits is 1 | 8 | 16 {
  if (form === 'binary') return bits === 1;
  return form === 'fractional' ? bits === 8 : bits === 8 || bits === 16;
}

const positive = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) && value > 0 ? value : null;
