import { z } from 'zod';

/**
 * Shared viewing: what the presenter looks at, as numbers. Everybody draws it from his own lossless copy. All positions are in
 * the coordinates of what is shown (patient mm, seconds, slide pixels), never of a screen.
 */
const finite = z.number();
const vector = z.tuple([finite, finite, finite]);
const uid = z.string().regex(/^[0-9.]{1,64}$/);
const point = z.object({ x: finite, y: finite });
const recordId = z.uuid();

const image = z.object({
  kind: z.literal('image'),
  recordId: recordId.nullable(),
  studyInstanceUid: uid,
  seriesInstanceUid: uid,
  sopInstanceUid: uid,
  frameNumber: z.int().positive(),
  /** Value units after rescale (HU for CT); `null` for colour and where a table of the file is in force. */
  window: z.object({ centre: finite, width: z.number().positive() }).nullable(),
  /** Middle of the picture area in the patient, mm; in image pixels [column, row, 0] where the image is not placed. */
  centre: vector,
  /** Height of the picture area, mm (pixels where the image is not placed). */
  fieldHeight: z.number().positive(),
  isPlaced: z.boolean(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  isFlipped: z.boolean(),
  isInverted: z.boolean(),
});

/** Planes cut through a series; the three axes are unit vectors in the patient, turned together. */
const mpr = z.object({
  kind: z.literal('mpr'),
  studyInstanceUid: uid,
  seriesInstanceUid: uid,
  /** Where the three planes meet, mm. */
  crosshair: vector,
  axes: z.tuple([vector, vector, vector]),
  window: z.object({ centre: finite, width: z.number().positive() }),
  slab: z
    .object({ thicknessMm: z.number().positive(), mode: z.enum(['mip', 'minip', 'mean']) })
    .nullable(),
  planes: z
    .array(
      z.object({
        plane: z.enum(['axial', 'coronal', 'sagittal']),
        centre: vector,
        fieldHeightMm: z.number().positive(),
      }),
    )
    .min(1)
    .max(3),
});

const ecg = z.object({
  kind: z.literal('ecg'),
  recordId,
  layout: z.string().max(12),
  speedMmPerS: z.number().positive(),
  gainMmPerMv: z.number().positive(),
  /** Left edge of the sheet, seconds since the beginning of the recording. */
  fromS: z.number().nonnegative(),
  filters: z.array(z.string().max(24)).max(8),
  isCabrera: z.boolean(),
  calipers: z
    .array(
      z.object({
        id: z.string().max(40),
        lead: z.string().max(12),
        fromS: finite,
        toS: finite,
        levelsMv: z.object({ from: finite, to: finite }).nullable(),
        isMarching: z.boolean(),
      }),
    )
    .max(24),
});

const slide = z.object({
  kind: z.literal('slide'),
  recordId,
  slideId: z.string().max(64),
  /** Pixel of the finest level in the middle of the picture. */
  centre: point,
  /** Pixels of the finest level over the height of the picture area. */
  fieldHeight: z.number().positive(),
  rotation: z.number().min(0).max(360),
});

const document = z.object({
  kind: z.literal('document'),
  recordId,
  page: z.int().positive(),
  /** Middle of the window in parts of the page, 0 to 1. */
  centre: point,
  /** Height of the window in parts of the page's height. */
  fieldHeight: z.number().positive().max(10),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
});

const video = z.object({
  kind: z.literal('video'),
  recordId,
  positionS: z.number().nonnegative(),
  isPlaying: z.boolean(),
  rate: z.number().positive().max(16),
});

/** A secondary stream in a viewport of the page. */
const stream = z.object({ kind: z.literal('stream'), trackId: z.uuid() });
const empty = z.object({ kind: z.literal('empty') });

/** What one area of the stage shows. */
export const surfaceViewSchema = z.discriminatedUnion('kind', [
  image,
  mpr,
  ecg,
  slide,
  document,
  video,
  stream,
  empty,
]);
export type SurfaceView = z.infer<typeof surfaceViewSchema>;
export type ViewOf<K extends SurfaceView['kind']> = Extract<SurfaceView, { kind: K }>;

/** A place of the stage, `0` to `15`, row by row. */
export const surfaceIdSchema = z.int().min(0).max(15);
/** How the stage is divided, and which place is the active one. */
export const stageSchema = z.object({
  rows: z.int().min(1).max(4),
  columns: z.int().min(1).max(4),
  active: surfaceIdSchema,
});
export type Stage = z.infer<typeof stageSchema>;

/** Everything shared viewing needs to begin: kept by the server for who comes late. */
export const viewingStateSchema = z.object({
  /** Rises with every accepted message of the room; an older one is never drawn over a newer one. */
  revision: z.int().nonnegative(),
  stage: stageSchema.nullable(),
  surfaces: z.record(z.string(), surfaceViewSchema),
});
export type ViewingState = z.infer<typeof viewingStateSchema>;

/** The presenter's message: at most one per animation frame; the server keeps the newest of each place. */
export const viewingUpdateSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stage'), stage: stageSchema }),
  z.object({ type: z.literal('surface'), surfaceId: surfaceIdSchema, view: surfaceViewSchema }),
]);
export type ViewingUpdate = z.infer<typeof viewingUpdateSchema>;

/** Where somebody points; never queued, the next one replaces it. `null` when the hand left. */
export const pointerSchema = z.object({
  surfaceId: surfaceIdSchema,
  at: z
    .discriminatedUnion('space', [
      z.object({ space: z.literal('patient'), point: vector }),
      /** Pixel of the image, where it is not placed in the patient. */
      z.object({ space: z.literal('image'), sopInstanceUid: uid, point }),
      /** Millimetres of the paper, and the second of the recording it lies on. */
      z.object({ space: z.literal('ecg'), seconds: finite, yMm: finite }),
      z.object({ space: z.literal('slide'), point }),
      z.object({ space: z.literal('document'), page: z.int().positive(), point }),
      /** Parts of the picture's width and height, 0 to 1: video and secondary streams. */
      z.object({ space: z.literal('picture'), point }),
    ])
    .nullable(),
});
export type Pointer = z.infer<typeof pointerSchema>;

export const EMPTY_VIEWING: ViewingState = { revision: 0, stage: null, surfaces: {} };

/** The state after one message of the presenter. */
export function applyViewing(state: ViewingState, update: ViewingUpdate): ViewingState {
  const revision = state.revision + 1;
  return update.type === 'stage'
    ? { ...state, revision, stage: update.stage }
    : {
        ...state,
        revision,
        surfaces: { ...state.surfaces, [String(update.surfaceId)]: update.view },
      };
}
