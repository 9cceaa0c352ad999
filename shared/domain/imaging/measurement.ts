import { z } from 'zod';

export const MEASUREMENT_KINDS = [
  'length',
  'bidirectional',
  'angle',
  'cobb',
  'ellipseRoi',
  'rectangleRoi',
  'freehandRoi',
  'probe',
  'arrow',
  'text',
] as const;
export type MeasurementKind = (typeof MEASUREMENT_KINDS)[number];

/** Fewest and most points of each kind. */
export const MEASUREMENT_POINTS: Readonly<Record<MeasurementKind, readonly [number, number]>> = {
  length: [2, 2],
  bidirectional: [4, 4],
  angle: [3, 3],
  cobb: [4, 4],
  ellipseRoi: [4, 4],
  rectangleRoi: [4, 4],
  freehandRoi: [3, 1000],
  probe: [1, 1],
  arrow: [2, 2],
  text: [1, 1],
};

export const MEASUREMENT_LABEL_LENGTH = 200;

const pixelPoint = z.tuple([z.number(), z.number()]);

/**
 * A drawing on one frame, kept by pixel coordinates ((0, 0) is the centre of the top left pixel) so that it means the same
 * on every machine; it says nothing about who drew it. Points, `[column, row]` each:
 *
 * - `length`: two ends;
 * - `bidirectional`: the two ends of the long axis, then the two of the short one (RECIST);
 * - `angle`: end, vertex, end;
 * - `cobb`: the two ends of one line, then the two of the other;
 * - `ellipseRoi`: the ends of its two axes: bottom, top, left, right as drawn;
 * - `rectangleRoi`: top left, top right, bottom left, bottom right as drawn;
 * - `freehandRoi`: the corners of a closed outline, the first not repeated at the end;
 * - `probe`: one;
 * - `arrow`: the tip, then the tail, where the label stands;
 * - `text`: one, the top left of the label.
 *
 * `label`: words of the person, required of a text. `textAt`: where the person moved the numbers to, their top left;
 * absent while they stand where the viewer puts them.
 */
export const measurementSchema = z
  .object({
    id: z.string().min(1),
    kind: z.enum(MEASUREMENT_KINDS),
    sopInstanceUid: z.string().min(1),
    /** 1-based. */
    frameNumber: z.int().min(1),
    points: z.array(pixelPoint),
    label: z.string().trim().max(MEASUREMENT_LABEL_LENGTH).optional(),
    textAt: pixelPoint.optional(),
  })
  .refine(
    ({ points, kind }) => {
      const [fewest, most] = MEASUREMENT_POINTS[kind];
      return points.length >= fewest && points.length <= most;
    },
    { path: ['points'] },
  )
  .refine(({ kind, label }) => kind !== 'text' || (label ?? '') !== '', { path: ['label'] });
export type Measurement = z.infer<typeof measurementSchema>;

/** Which mm a distance is: in the patient, on the detector plane, of an ultrasound region; or only pixels. */
export type ScaleKind = 'patient' | 'detector' | 'ultrasound' | 'none';

export type RoiStatistics = {
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
};

/**
 * What a measurement says. mm and mm² unless `scale` is `none`: then pixels. `statistics` is `null` on colour images and
 * where the region holds no pixel's centre. `suv`: the same as standardised uptake by body weight, g/ml, where the file
 * allows it to be computed.
 */
export type MeasurementValue =
  | { readonly kind: 'length'; readonly length: number; readonly scale: ScaleKind }
  | {
      readonly kind: 'bidirectional';
      readonly long: number;
      readonly short: number;
      readonly scale: ScaleKind;
    }
  | { readonly kind: 'angle'; readonly degrees: number }
  | {
      readonly kind: 'roi';
      readonly area: number;
      readonly scale: ScaleKind;
      readonly statistics: RoiStatistics | null;
      readonly unit: string | null;
      readonly suv: RoiStatistics | null;
    }
  | {
      readonly kind: 'probe';
      readonly value: number | null;
      readonly unit: string | null;
      readonly suv: number | null;
      readonly at: readonly [number, number];
    }
  /** An outline that crosses itself encloses no region one could name. */
  | { readonly kind: 'crossing' }
  /** An arrow or a text: words only. */
  | { readonly kind: 'note' };
