import { z } from 'zod';
import { instantSchema } from '../../identity/actor';
import { measurementSchema } from '../measurement';

const dicomUid = z.string().regex(/^[0-9.]{1,64}$/);
/** One line: these words stand on a picture and in a DICOM list of captions. */
const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);

/** A coded concept (PS3.3 Table 8.8-1); `scheme` is the Coding Scheme Designator, such as `SCT` or `DCM`. */
export const codeSchema = z
  .object({
    value: line(16).min(1),
    scheme: line(16).min(1),
    meaning: line(64).min(1),
  })
  .meta({ id: 'CodedConcept' });
export type Code = z.infer<typeof codeSchema>;

/** Values inside a region (sample standard deviation), or of the one pixel under a probe, as the author's viewer said. */
export const pixelStatisticsSchema = z.object({
  count: z.int().nonnegative(),
  mean: z.number(),
  deviation: z.number(),
  min: z.number(),
  max: z.number(),
  /** `null`: stored values of unknown meaning. */
  unit: line(64).nullable(),
});
export type PixelStatistics = z.infer<typeof pixelStatisticsSchema>;

export const SIDES = ['left', 'right', 'both'] as const;

/**
 * One drawing of one author on one frame. Points lie on a grid of 256ths of a pixel: DICOM keeps them in 32 bits, and only
 * so the drawing read back is the drawing that was saved.
 */
export const annotationSchema = z
  .object({
    studyInstanceUid: dicomUid,
    seriesInstanceUid: dicomUid,
    /** Its `id` is a UUID here, and its label one line. */
    measurement: measurementSchema,
    finding: codeSchema.nullable(),
    site: z.object({ code: codeSchema, side: z.enum(SIDES).nullable() }).nullable(),
    /** False: kept, but drawn for nobody until its author shows it again. */
    visible: z.boolean(),
    pixels: pixelStatisticsSchema.nullable(),
    createdAt: instantSchema,
    changedAt: instantSchema,
  })
  .refine(({ measurement }) => z.uuid().safeParse(measurement.id).success, {
    path: ['measurement', 'id'],
  })
  .refine(({ measurement }) => line(200).safeParse(measurement.label ?? '').success, {
    path: ['measurement', 'label'],
  })
  .meta({ id: 'Annotation' });
export type Annotation = z.infer<typeof annotationSchema>;

/** Part of an image on screen: first and last column and row, counted from 1, before any turning. May reach beyond it. */
export const shownAreaSchema = z
  .object({ left: z.int(), top: z.int(), right: z.int(), bottom: z.int() })
  .refine(({ left, right, top, bottom }) => left <= right && top <= bottom);
export type ShownArea = z.infer<typeof shownAreaSchema>;

export const TURNS = [0, 90, 180, 270] as const;

/** A picture one author holds to be important, as he saw it. */
export const keyImageMarkSchema = z
  .object({
    id: z.uuid(),
    studyInstanceUid: dicomUid,
    seriesInstanceUid: dicomUid,
    sopInstanceUid: dicomUid,
    /** 1-based. */
    frameNumber: z.int().positive(),
    caption: line(200).trim(),
    /** VOI window after the modality transform; `null` where there is none (colour) or the file's was not touched. */
    window: z.object({ centre: z.number(), width: z.number().positive() }).nullable(),
    /** Degrees clockwise, after mirroring left and right if `flipped`. */
    rotation: z.literal(TURNS),
    flipped: z.boolean(),
    inverted: z.boolean(),
    /** `null`: the whole picture. */
    area: shownAreaSchema.nullable(),
    /** Whether the drawings on it belong to it. */
    withDrawings: z.boolean(),
    changedAt: instantSchema,
  })
  .meta({ id: 'KeyImageMark' });
export type KeyImageMark = z.infer<typeof keyImageMarkSchema>;

export const MOST_ANNOTATIONS = 1000;
export const MOST_KEY_IMAGES_OF_AUTHOR = 100;

/** Everything one author has put on the images of one case; key images in his order. */
export const annotationContentSchema = z
  .object({
    annotations: z.array(annotationSchema).max(MOST_ANNOTATIONS),
    keyImages: z.array(keyImageMarkSchema).max(MOST_KEY_IMAGES_OF_AUTHOR),
  })
  .refine(
    ({ annotations, keyImages }) => {
      const ids = [
        ...annotations.map(({ measurement }) => measurement.id),
        ...keyImages.map(({ id }) => id),
      ];
      return new Set(ids).size === ids.length;
    },
    { message: 'ids must be unique' },
  )
  .meta({ id: 'AnnotationContent' });
export type AnnotationContent = z.infer<typeof annotationContentSchema>;

export const emptyContent = (): AnnotationContent => ({ annotations: [], keyImages: [] });

const GRID = 256;
const onGrid = (value: number): number => Math.round(value * GRID) / GRID + 0;

type Points = Pick<Annotation['measurement'], 'points' | 'textAt'>;

/** The same drawing with its points on the grid, see `annotationSchema`. */
export function snapped<M extends Points>(measurement: M): M {
  const { textAt } = measurement;
  return {
    ...measurement,
    points: measurement.points.map(([column, row]): [number, number] => [
      onGrid(column),
      onGrid(row),
    ]),
    ...(textAt && { textAt: [onGrid(textAt[0]), onGrid(textAt[1])] }),
  };
}

/** Words as one line of at most `max` characters: line breaks and control characters become spaces. */
export const oneLine = (text: string, max = 200): string =>
  [...text.replace(/\p{Cc}+/gu, ' ').trim()].slice(0, max).join('');
