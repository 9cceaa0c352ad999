import type { AnnotationSet } from '../../../../shared/api/annotations';
import { calibrationOf } from '../../../../shared/domain/imaging/calibration';
import type { DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import type { Annotation } from '../../../../shared/domain/imaging/annotations/annotationSet';
import { graphicsOf } from '../../../../shared/domain/imaging/annotations/geometry';
import { textPlace } from '../../../../shared/domain/imaging/annotations/presentationState';
import { valueLines } from '../../../../shared/domain/imaging/annotations/valueLines';
import { measure } from '../../../../shared/domain/imaging/measure';
import type { MeasurementValue } from '../../../../shared/domain/imaging/measurement';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

/** A figure over a picture in its pixels; `type` is DICOM's (POLYLINE, POINT, CIRCLE, ELLIPSE, INTERPOLATED). */
export type OverlayFigure = {
  readonly type: string;
  readonly points: readonly PixelPoint[];
  readonly filled: boolean;
  readonly arrow?: boolean;
};

/** Something somebody else drew: seen, not to be changed. */
export type OverlayItem = {
  readonly id: string;
  /** Whose it is: an author's id, or a document's UID; what is toggled. */
  readonly source: string;
  readonly sopInstanceUid: string;
  /** 1-based; empty: on every frame. */
  readonly frames: readonly number[];
  readonly figures: readonly OverlayFigure[];
  /** Words beside it, top left at a point; the numbers come from the picture it is drawn over. */
  readonly text: {
    readonly at: PixelPoint;
    readonly lines: (instance: DicomJson) => readonly string[];
  } | null;
  /** What the words point at. */
  readonly anchor: PixelPoint | null;
};

/** The drawings of another author of the case. */
export const itemsOfSet = ({ author, content }: AnnotationSet): readonly OverlayItem[] =>
  content.annotations.filter(({ visible }) => visible).map((one) => itemOf(one, author.userId));

function itemOf(annotation: Annotation, source: string): OverlayItem {
  const { measurement } = annotation;
  const { kind, frameNumber, label, id, sopInstanceUid } = measurement;
  const isText = kind === 'text';
  return {
    id,
    source,
    sopInstanceUid,
    frames: [frameNumber],
    figures: isText
      ? []
      : graphicsOf(measurement).map((figure) => ({
          ...figure,
          filled: false,
          arrow: kind === 'arrow',
        })),
    text: {
      at: textPlace(measurement),
      lines: (instance) => [
        ...(label ? [label] : []),
        ...valueLines(valueOf(annotation, instance)),
      ],
    },
    anchor: null,
  };
}

const NO_PIXELS = { columns: 0, rows: 0, values: null, unit: null };

/** Lengths and angles from the picture's own scale; values of pixels as their author's viewer read them. */
function valueOf(
  { measurement, pixels }: Annotation,
  instance: DicomJson,
): MeasurementValue | null {
  const value = measure(measurement, calibrationOf(instance, measurement.frameNumber), NO_PIXELS);
  if (value?.kind === 'roi' && pixels) {
    const { unit, ...statistics } = pixels;
    return { ...value, statistics, unit };
  }
  if (value?.kind === 'probe')
    return { ...value, value: pixels?.mean ?? null, unit: pixels?.unit ?? null };
  return value;
}
