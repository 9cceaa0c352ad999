import { z } from 'zod';

/**
 * One resolution of a slide. Tiles are numbered from 0, left to right and top to bottom; those at the right and lower
 * edge reach beyond the picture when its size is no multiple of theirs.
 */
export const slideLevelSchema = z
  .object({
    /** Pixels of this level. */
    width: z.int().positive(),
    height: z.int().positive(),
    tileWidth: z.int().positive(),
    tileHeight: z.int().positive(),
    /** `file`: as the scanner wrote it. `derived`: made by the server out of the level before it. */
    made: z.enum(['file', 'derived']),
  })
  .meta({ id: 'SlideLevel' });
export type SlideLevel = z.infer<typeof slideLevelSchema>;

/** Pictures that come with a slide. A label, and the photograph that shows it, may name the patient. */
export const ASSOCIATED_IMAGES = ['label', 'macro'] as const;
export type AssociatedImage = (typeof ASSOCIATED_IMAGES)[number];

export const slideManifestSchema = z
  .object({
    /** The material it belongs to. */
    recordId: z.uuid(),
    /** `file` for a file of the case, the series UID for DICOM. */
    slideId: z.string(),
    title: z.string(),
    /** Part of every tile's address: tiles under one revision never change. */
    revision: z.string(),
    /** Scanner or format, e.g. `Aperio`, `DICOM`, `TIFF`; technical, not translated. */
    format: z.string(),
    /** Pixels of the finest level. */
    width: z.int().positive(),
    height: z.int().positive(),
    /** Micrometres of one pixel of the finest level, across and down; `null` when the file does not say. */
    micronsPerPixel: z.object({ x: z.number().positive(), y: z.number().positive() }).nullable(),
    /** Magnification of the objective the slide was scanned with; `null` when the file does not say. */
    objectivePower: z.number().positive().nullable(),
    /** Finest first. Empty while the server makes the levels of a picture that has none. */
    levels: z.array(slideLevelSchema),
    /** Levels are being made; `done` of 0 to 1. `null` when nothing is to be waited for. */
    preparing: z.object({ done: z.number() }).nullable(),
    /** Whether tiles come as the scanner compressed them, or had to be compressed again for the browser. */
    transcoded: z.boolean(),
    associated: z.array(z.enum(ASSOCIATED_IMAGES)),
    /** Focal planes and optical paths in the file; only the first of each is shown. */
    focalPlanes: z.int().positive(),
    opticalPaths: z.int().positive(),
  })
  .meta({ id: 'SlideManifest' });
export type SlideManifest = z.infer<typeof slideManifestSchema>;

export const columnsOf = ({ width, tileWidth }: SlideLevel): number => Math.ceil(width / tileWidth);
export const rowsOf = ({ height, tileHeight }: SlideLevel): number =>
  Math.ceil(height / tileHeight);

/** How many pixels of the finest level one pixel of this one stands for. */
export const downsampleOf = (slide: Pick<SlideManifest, 'width'>, level: SlideLevel): number =>
  slide.width / level.width;
