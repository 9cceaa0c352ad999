import { z } from 'zod';
import { localDateSchema } from '../identity/actor';

/** What a film shows, as DICOM names the equipment that made the picture. */
export const FILM_MODALITIES = ['CT', 'MR', 'DX', 'US', 'NM', 'MG', 'OT'] as const;
export type FilmModality = (typeof FILM_MODALITIES)[number];

/** How the scan has to be laid: first turned clockwise, then mirrored left to right. */
export const filmOrientationSchema = z.object({
  quarterTurns: z.int().min(0).max(3),
  mirrored: z.boolean(),
});
export type FilmOrientation = z.infer<typeof filmOrientationSchema>;

const pixel = z.number().finite().min(-1).max(200_000);
const point = z.object({ x: pixel, y: pixel });
export type FilmPoint = z.infer<typeof point>;

/** Pixels of the scan as laid. */
export const filmCropSchema = z.object({
  x: z.int().nonnegative(),
  y: z.int().nonnegative(),
  width: z.int().min(8),
  height: z.int().min(8),
});
export type FilmCrop = z.infer<typeof filmCropSchema>;

/** Two points on the scan as laid, and how far apart they are on what the film shows. */
export const filmScaleSchema = z.object({
  a: point,
  b: point,
  lengthMm: z.number().min(1).max(1000),
});
export type FilmScale = z.infer<typeof filmScaleSchema>;

export const filmImageSchema = z.object({
  crop: filmCropSchema,
  /** Grey values shown as black and as white, as shares of the largest. */
  window: z.object({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) }),
  /** Single images of one film may have been printed at different sizes. */
  scale: filmScaleSchema.nullable(),
});
export type FilmImage = z.infer<typeof filmImageSchema>;

export const filmConversionSchema = z
  .object({
    modality: z.enum(FILM_MODALITIES),
    /** When the pictures were taken, as the film says; `null` when it does not. */
    takenOn: localDateSchema.nullable(),
    description: z.string().trim().min(1).max(60),
    /**
     * Upright size, before laying, of the picture all coordinates refer to: a browser may have seen a smaller one than the
     * server has.
     */
    reference: z.object({ width: z.int().positive(), height: z.int().positive() }),
    orientation: filmOrientationSchema,
    /** Dark and light are exchanged: the scan is a negative of the film. */
    inverted: z.boolean(),
    images: z.array(filmImageSchema).min(1).max(40),
    /** Names or numbers of a person can be read on the pictures. */
    burnedIn: z.boolean(),
  })
  .meta({ id: 'FilmConversion' });
export type FilmConversion = z.infer<typeof filmConversionSchema>;

/** Nearer than this the hand's error is larger than the scale is worth. */
const LEAST_DISTANCE_PX = 20;
const PLAUSIBLE_MM = { least: 0.01, most: 5 } as const;

/**
 * Size of one pixel in mm from two points of a known distance.
 *
 * @returns `null` when the points are too near to each other, or the result is no size a scanned film can have.
 */
export function filmSpacing({ a, b, lengthMm }: FilmScale): number | null {
  const distance = Math.hypot(a.x - b.x, a.y - b.y);
  if (distance < LEAST_DISTANCE_PX) return null;
  const spacing = lengthMm / distance;
  return spacing >= PLAUSIBLE_MM.least && spacing <= PLAUSIBLE_MM.most ? spacing : null;
}

type Size = { readonly width: number; readonly height: number };

/** Size of the scan as laid. */
export const laidSize = ({ width, height }: Size, { quarterTurns }: FilmOrientation): Size =>
  quarterTurns % 2 === 0 ? { width, height } : { width: height, height: width };

/** Where a pixel of the scan as laid lies in the file. */
export function sourcePixel(
  source: Size,
  { quarterTurns, mirrored }: FilmOrientation,
  { x, y }: FilmPoint,
): FilmPoint {
  const laid = laidSize(source, { quarterTurns, mirrored });
  const turnedX = mirrored ? laid.width - 1 - x : x;
  switch (quarterTurns) {
    case 0:
      return { x: turnedX, y };
    case 1:
      return { x: y, y: source.height - 1 - turnedX };
    case 2:
      return { x: source.width - 1 - turnedX, y: source.height - 1 - y };
    default:
      return { x: source.width - 1 - y, y: turnedX };
  }
}

/** A crop in the pixels of a picture that is larger by a factor, kept on the film. */
export function scaledCrop(crop: FilmCrop, factor: number, laid: Size): FilmCrop {
  const x = Math.min(laid.width - 1, Math.round(crop.x * factor));
  const y = Math.min(laid.height - 1, Math.round(crop.y * factor));
  return {
    x,
    y,
    width: Math.min(laid.width - x, Math.round(crop.width * factor)),
    height: Math.min(laid.height - y, Math.round(crop.height * factor)),
  };
}

/** Whether a crop lies on the scan as laid. */
export const isOnFilm = ({ x, y, width, height }: FilmCrop, laid: Size): boolean =>
  x + width <= laid.width && y + height <= laid.height;
