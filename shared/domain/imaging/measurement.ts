import { z } from 'zod';

export const MEASUREMENT_KINDS = [
  'length',
  'angle',
  'ellipseRoi',
  'rectangleRoi',
  'probe',
] as const;
export type MeasurementKind = (typeof MEASUREMENT_KINDS)[number];

const POINTS: Record<MeasurementKind, number> = {
  length: 2,
  angle: 3,
  ellipseRoi: 4,
  rectangleRoi: 4,
  probe: 1,
};

const point = z.tuple([z.number(), z.number()]);

/**
 * A drawing on one frame, kept by pixel coordinates ((0, 0) is the centre of the top left pixel) so that it means the same
 * on every machine. Points: length two ends; angle end, vertex, end; ellipse the ends of its two axes (bottom, top, left,
 * right as drawn); rectangle its corners (top left, top right, bottom left, bottom right as drawn); probe one.
 */
export const measurementSchema = z
  .object({
    id: z.string().min(1),
    kind: z.enum(MEASUREMENT_KINDS),
    sopInstanceUid: z.string().min(1),
    /** 1-based. */
    frameNumber: z.int().min(1),
    points: z.array(point),
  })
  .refine((m) => m.points.length === POINTS[m.kind], { path: ['points'] });
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

/** What a measurement says. mm and mm² unless `scale` is `none`: then pixels. `statistics` is `null` on colour images. */
export type MeasurementValue =
  | { readonly kind: 'length'; readonly length: number; readonly scale: ScaleKind }
  | { readonly kind: 'angle'; readonly degrees: number }
  | {
      readonly kind: 'roi';
      readonly area: number;
      readonly scale: ScaleKind;
      readonly statistics: RoiStatistics | null;
      readonly unit: string | null;
    }
  | {
      readonly kind: 'probe';
      readonly value: number | null;
      readonly unit: string | null;
      readonly at: readonly [number, number];
    };
