import type { Measurement, MeasurementValue } from '../../../../shared/domain/imaging/measurement';
import {
  oneLine,
  snapped,
  type Annotation,
  type AnnotationContent,
  type KeyImageMark,
} from '../../../../shared/domain/imaging/annotations/annotationSet';
import { pixelsOf } from '../../../../shared/domain/imaging/annotations/quantities';

/** Where a measurement's image is filed; `null` when its study is not on the page. */
export type PlaceOf = (measurement: Measurement) => {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
} | null;

type Drawn = {
  /** All the author's drawings that are shown. */
  readonly measurements: readonly Measurement[];
  /** Numbers of those just drawn on, by id; `null` while the picture is not in memory. */
  readonly values: ReadonlyMap<string, MeasurementValue | null>;
  readonly placeOf: PlaceOf;
  readonly at: string;
};

/**
 * The author's content after he drew, changed or deleted something in the viewer. What is hidden is not in the viewer's list
 * and stays.
 */
export function withDrawn(content: AnnotationContent, drawn: Drawn): AnnotationContent {
  const known = new Map(content.annotations.map((one) => [one.measurement.id, one]));
  const shown = drawn.measurements.flatMap(
    (measurement) => annotationOf(measurement, known.get(measurement.id), drawn) ?? [],
  );
  const hidden = content.annotations.filter(({ visible }) => !visible);
  const ids = new Set(shown.map(({ measurement }) => measurement.id));
  const kept = hidden.filter(({ measurement }) => !ids.has(measurement.id));
  return { ...content, annotations: inOldOrder(content.annotations, [...kept, ...shown]) };
}

function annotationOf(
  drawn: Measurement,
  known: Annotation | undefined,
  { values, placeOf, at }: Drawn,
): Annotation | null {
  const { label, ...shape } = snapped(drawn);
  const words = oneLine(label ?? '');
  const measurement: Measurement = { ...shape, ...(words !== '' && { label: words }) };
  const value = values.get(drawn.id);
  const isSame = known && JSON.stringify(known.measurement) === JSON.stringify(measurement);
  const pixels = value ? pixelsOf(value) : isSame ? known.pixels : null;
  if (known && isSame)
    return JSON.stringify(pixels) === JSON.stringify(known.pixels) ? known : { ...known, pixels };
  if (known) return { ...known, measurement, pixels, changedAt: at };
  const place = placeOf(drawn);
  if (place === null) return null;
  return {
    ...place,
    measurement,
    finding: null,
    site: null,
    visible: true,
    pixels,
    createdAt: at,
    changedAt: at,
  };
}

function inOldOrder(before: readonly Annotation[], after: readonly Annotation[]): Annotation[] {
  const order = new Map(before.map(({ measurement }, index) => [measurement.id, index]));
  const rank = ({ measurement }: Annotation): number => order.get(measurement.id) ?? Infinity;
  return [...after].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

/** Marks a picture; the same picture again is seen anew and keeps its name and words. */
export function withMark(content: AnnotationContent, mark: KeyImageMark): AnnotationContent {
  const isSame = (other: KeyImageMark): boolean =>
    other.sopInstanceUid === mark.sopInstanceUid && other.frameNumber === mark.frameNumber;
  const known = content.keyImages.find(isSame);
  if (!known) return { ...content, keyImages: [...content.keyImages, mark] };
  const renewed = { ...mark, id: known.id, caption: mark.caption || known.caption };
  return { ...content, keyImages: content.keyImages.map((one) => (one === known ? renewed : one)) };
}

export const withoutMark = (content: AnnotationContent, id: string): AnnotationContent => ({
  ...content,
  keyImages: content.keyImages.filter((mark) => mark.id !== id),
});

export const withCaption = (
  content: AnnotationContent,
  id: string,
  caption: string,
  at: string,
): AnnotationContent => ({
  ...content,
  keyImages: content.keyImages.map((mark) =>
    mark.id === id ? { ...mark, caption: oneLine(caption), changedAt: at } : mark,
  ),
});

/** Changes what one drawing says beyond its lines. */
export const withAnnotation = (
  content: AnnotationContent,
  id: string,
  patch: Partial<Pick<Annotation, 'finding' | 'site' | 'visible'>>,
  at: string,
): AnnotationContent => ({
  ...content,
  annotations: content.annotations.map((one) =>
    one.measurement.id === id ? { ...one, ...patch, changedAt: at } : one,
  ),
});
