import type { ShownArea } from '../../shared/domain/imaging/annotations/annotationSet';
import type { DicomJson } from '../../shared/domain/imaging/dicomJson';
import type { DisplaySet } from '../../shared/domain/imaging/displaySet';
import type {
  Measurement,
  MeasurementKind,
  MeasurementValue,
  ScaleKind,
} from '../../shared/domain/imaging/measurement';
import type { EdgeLetters } from '../../shared/domain/imaging/orientation';
import type { PixelPoint, Vector3 } from '../../shared/domain/imaging/vector';
import type { VoiFunction } from '../../shared/domain/imaging/voi';
import type { VoiWindow, WindowChoice } from '../../shared/domain/imaging/windowing';
import type { AppError } from '../../shared/domain/errors';
import type { Axes } from '../../shared/domain/imaging/reformat';
import type { Orientation, Slab } from '../../shared/domain/imaging/reslice';
import type { Result } from '../../shared/lib/result';
import type { VolumeHandle, VolumeRefusal } from './volumeViewer';

/**
 * One DICOMweb request (PS3.18). `path` starts with `/studies/`; the caller adds the root and the session. With a `json` body
 * it is a POST. Resolves with any HTTP status; rejects only when no answer came.
 */
export type DicomWebFetcher = (
  path: string,
  init: { readonly accept: string; readonly signal?: AbortSignal; readonly json?: string },
) => Promise<Response>;

export const NAVIGATION_TOOLS = [
  'scroll',
  'window',
  'windowBox',
  'zoom',
  'zoomBox',
  'pan',
  'lens',
  'crosshair',
] as const;
export type ViewerTool = (typeof NAVIGATION_TOOLS)[number] | MeasurementKind;

/** Which code draws. `cpu` where WebGL is missing or only simulated: there it is many times faster. */
export type RenderPath = 'cpu' | 'gpu';

/** The part of the image plane on screen, in patient units where the image is placed, else in pixels. */
export type ViewField = { readonly centre: Vector3; readonly height: number };

/** From the end to the beginning, to and fro, or once. */
export const CINE_MODES = ['loop', 'swing', 'once'] as const;
export type CineMode = (typeof CINE_MODES)[number];

/** Layers of a picture that are shown where there are any. */
export type LayerChoice = { readonly overlays: boolean; readonly shutter: boolean };

/**
 * Something shown over the picture that is no measurement, in pixels of it. `line`: where another picture cuts this one; `axis`:
 * one of the planes cut through a block; `mark`: the point pointed at; `box`: an area with a meaning of its own; `grip`: a place
 * to take hold of, told by `grip` events with its id.
 */
export type Guide =
  | {
      readonly kind: 'line';
      readonly from: PixelPoint;
      readonly to: PixelPoint;
      readonly label: string;
    }
  /** Told apart by colour: a letter would be read as a direction of the patient. */
  | {
      readonly kind: 'axis';
      readonly from: PixelPoint;
      readonly to: PixelPoint;
      readonly plane: Orientation;
    }
  | { readonly kind: 'mark'; readonly at: PixelPoint }
  | {
      readonly kind: 'box';
      readonly min: PixelPoint;
      readonly max: PixelPoint;
      readonly label: string;
    }
  | { readonly kind: 'grip'; readonly id: string; readonly at: PixelPoint };

/** Everything a screen or another participant needs to know; plain data, describes the picture really on screen. */
export type ViewportState = {
  readonly displaySetId: string;
  readonly sopInstanceUid: string;
  /** 1-based. */
  readonly frameNumber: number;
  /** 0-based index of the picture on screen, not of the one asked for. */
  readonly index: number;
  readonly count: number;
  /** 0-based index that is still loading; `null` when the screen shows what was asked for. */
  readonly pendingIndex: number | null;
  /** `coarse`: a smaller picture enlarged, until the lossless one has come. */
  readonly quality: 'lossless' | 'coarse';
  /** `null` for colour, which has no window, and where a table is in force. */
  readonly window: VoiWindow | null;
  readonly windowChoice: WindowChoice;
  /** How the window turns values into grey; `table`: a table of the file does, and `window` is `null`. */
  readonly windowFunction: VoiFunction | 'table';
  readonly field: ViewField;
  /** Screen pixels per image pixel, 1 is 100 %. */
  readonly zoom: number;
  /** The whole picture is shown as large as it fits; `false` once the person chose a part. */
  readonly isFitted: boolean;
  /** Degrees clockwise: 0, 90, 180, 270. */
  readonly rotation: number;
  readonly flipped: boolean;
  readonly inverted: boolean;
  readonly edges: EdgeLetters | null;
  /** Screen pixels per mm across the picture; `null` without a calibration that holds for the whole image. */
  readonly pixelsPerMm: number | null;
  readonly scale: ScaleKind;
  readonly cineRate: number | null;
  readonly cineMode: CineMode;
  /** What lies over this picture: planes of its file, a shutter; and whether they are shown. */
  readonly layers: {
    readonly overlays: number;
    readonly shutter: boolean;
    readonly shown: LayerChoice;
  };
};

/** The person is to put words to a drawing, at a place in CSS pixels of the picture area. */
export type LabelRequest = {
  readonly id: string;
  readonly label: string;
  readonly at: PixelPoint;
  readonly isNew: boolean;
};

/** A grip of a guide is held. */
export type GripHeld = {
  readonly id: string;
  readonly pixel: PixelPoint;
  readonly phase: 'start' | 'move' | 'end';
};

export type PointedAt = {
  readonly pixel: PixelPoint;
  readonly world: Vector3 | null;
  /** `end` once the hand lets go. */
  readonly phase: 'move' | 'end';
};

/** `value` is `null` while the picture it was drawn on is not in memory. */
export type MeasuredValue = {
  readonly measurement: Measurement;
  readonly value: MeasurementValue | null;
};

export type ViewportEvents = {
  /** At most once per animation frame. `null` before the first picture and after an error that left none. */
  change: ViewportState | null;
  /**
   * The measurements of the display set, after the person drew, changed or deleted one and let go, in this viewport or another
   * of the viewer; also when a picture came whose values were missing.
   */
  measurement: readonly MeasuredValue[];
  /** Words are wanted for a drawing; answer with `setLabel`, also when the person gave none. */
  label: LabelRequest;
  /** On the picture, not on a drawing. */
  doubleClick: null;
  /** The cross-hair tool points here; `world` where the picture is placed in the patient, mm. */
  point: PointedAt;
  grip: GripHeld;
  /** The picture asked for cannot be shown; `index` is `null` when the whole set cannot. `null` clears the message. */
  error: { readonly error: AppError; readonly index: number | null } | null;
  /** The picture with this index is drawn; `ms` since it was asked for. */
  imageLoaded: { readonly index: number; readonly ms: number };
  /** Pictures of the set in memory, and how many of them failed. */
  progress: { readonly loaded: number; readonly failed: number; readonly total: number };
};

/** How a picture is to be seen, as its author saw it; `area` in whole pixels, see `ShownArea`. */
export type PictureLook = {
  readonly window: VoiWindow | null;
  readonly area: ShownArea | null;
  readonly rotation: number;
  readonly flipped: boolean;
  readonly inverted: boolean;
};

export type KeyImageCapture = {
  readonly sopInstanceUid: string;
  readonly frameNumber: number;
  readonly window: VoiWindow | null;
  /** The picture and the drawings on it, without any patient text. */
  readonly pngBlob: Blob;
};

/** One picture area. Methods on a disposed handle do nothing. */
export interface ViewportHandle {
  /**
   * Shows a set from `startIndex` (0-based, default 0; with `keepView` in the window and part of space of the one before, which
   * stays on screen until then) and starts to fetch its neighbours. Resolves when the first picture is
   * drawn or its error was emitted. Errors by event: `dicom.notImage`, `dicom.transferSyntax`, `dicom.decodeFailed`,
   * `viewer.loadTimeout`, `viewer.loadFailed`, `net.offline`, `auth.expired`, `dicom.notFound`.
   */
  show(displaySet: DisplaySet, startIndex?: number, keepView?: boolean): Promise<void>;
  /** Asks for a picture, clamped to the set. A later call wins; the state names only what is drawn. */
  setIndex(index: number): void;
  scroll(delta: number): void;
  setWindow(window: VoiWindow): void;
  chooseWindow(choice: WindowChoice): void;
  /** `null`: the function the file names. */
  setWindowFunction(fn: VoiFunction | null): void;
  /** Preset of the modality, see `windowPresets`; an id the modality lacks does nothing. */
  applyPreset(id: string): void;
  setTool(tool: ViewerTool): void;
  /** Gives up the drawing under way; whether there was one. */
  cancel(): boolean;
  /** Fits the picture, undoes rotation, flip and inversion, returns to the file's window. Keeps measurements. */
  reset(): void;
  rotate(quarterTurns: number): void;
  /** Mirrors left and right as seen on screen. */
  flip(): void;
  invert(): void;
  /** Same part of the plane, whatever this viewport's size. */
  setField(field: ViewField): void;
  /** Multiplies the magnification about the middle. */
  zoomBy(factor: number): void;
  /** The whole picture, as large as it fits. */
  fit(): void;
  /** One picture pixel on one pixel of the screen. */
  actualSize(): void;
  /**
   * Frames a second, 1-60; `null` stops. A picture not loaded yet is waited for, never skipped to a wrong one. The mode stays what
   * it was when it is left out.
   */
  setCine(framesPerSecond: number | null, mode?: CineMode): void;
  showLayers(choice: LayerChoice): void;
  getState(): ViewportState | null;
  /** Metadata of the picture on screen. */
  getInstance(): DicomJson | null;
  getMeasurements(): readonly MeasuredValue[];
  /** Replaces the drawings on the current set; those on other images are ignored. */
  restoreMeasurements(list: readonly Measurement[]): void;
  removeMeasurement(id: string): void;
  /** The one the person clicked on. */
  removeSelectedMeasurements(): void;
  selectMeasurement(id: string | null): void;
  /** Asks for words of a drawing by a `label` event, as a double click on it does. */
  editLabel(id: string): void;
  /** Words of a drawing. None take the label away, and a text with it. */
  setLabel(id: string, words: string): void;
  showDrawings(isShown: boolean): void;
  /** Until others are set or another picture comes, whichever picture they were meant for. */
  setGuides(guides: readonly Guide[]): void;
  captureKeyImage(): Promise<KeyImageCapture | null>;
  on<E extends keyof ViewportEvents>(
    event: E,
    listener: (value: ViewportEvents[E]) => void,
  ): () => void;
  resize(): void;
  dispose(): void;
}

export type ImageViewerOptions = {
  readonly fetcher: DicomWebFetcher;
  /** Lines shown beside a drawing; the words are the caller's, the number is the viewer's. */
  readonly measurementText: (value: MeasurementValue) => readonly string[];
  /** Default: chosen from the graphics hardware. */
  readonly renderPath?: RenderPath;
  /** Limit for one picture from request to decoded, ms. Default 20,000. */
  readonly loadTimeoutMs?: number;
  /** Bytes of blocks for reformatting. Default: a share of the machine's memory. */
  readonly blockBytes?: number;
  /** Bytes of decoded pictures kept. Default: a share of the machine's memory. */
  readonly cacheBytes?: number;
};

/** A plane through a block of pictures: two directions at right angles, and how thick. */
export type ReformatRequest = { readonly axes: Axes; readonly slab: Slab | null };
export type BlockResolution = 'full' | 'half';
export type ReformatOptions = {
  /** `half`: a quarter of the memory, half the detail within a picture. Default `full`. */
  readonly resolution?: BlockResolution;
  /** Gives up filling the block. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly loaded: number; readonly total: number }) => void;
};
/** Bytes. */
export type BlockNeed = {
  readonly full: number;
  readonly half: number;
  readonly budgetBytes: number;
};

export interface ImageViewer {
  readonly renderPath: RenderPath;
  /** Why solids cannot be drawn here; `null` where they can. */
  readonly volumeRefusal: VolumeRefusal | null;
  /** Makes `element` (positioned, with a size) a picture area. `id` is unique among mounted ones. */
  mount(element: HTMLDivElement, id: string): ViewportHandle;
  /** Memory that reformatting a set takes. Error `viewer.notABlock`, the reason as `params.reason`. */
  reformatNeed(set: DisplaySet): Result<BlockNeed, AppError>;
  /**
   * Cuts a set of parallel pictures from the block that the pictures of `set` make up; the first call reads them all, without
   * loss. The new set exists in this viewer only; it is shown, measured and scrolled like any other. Errors: `viewer.notABlock`,
   * `viewer.blockTooLarge` (`params.needed`, `params.budget`, bytes), `viewer.blockIncomplete`; `viewer.loadTimeout` when cancelled.
   */
  reformat(
    set: DisplaySet,
    request: ReformatRequest,
    options?: ReformatOptions,
  ): Promise<Result<DisplaySet, AppError>>;
  /** Gives the block of a set back; sets cut from it can be shown no longer. */
  releaseReformats(displaySetId: string): void;
  /**
   * Draws the block that the pictures of `set` make up as a solid, in `element` (positioned, with a size), once all of them are
   * there without loss. Errors as of `reformat`; `viewer.unsupported` where `volumeRefusal` says why.
   */
  openVolume(
    set: DisplaySet,
    element: HTMLDivElement,
    options?: Pick<ReformatOptions, 'signal' | 'onProgress'>,
  ): Promise<Result<VolumeHandle, AppError>>;
  /** Frees pictures, graphics memory and workers; the viewer cannot be used afterwards. */
  dispose(): void;
}

export type ImageViewerFactory = (options: ImageViewerOptions) => Promise<ImageViewer>;
