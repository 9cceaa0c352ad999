import type { PaperCrop, PaperSteps } from '../../shared/domain/paper/paper';
import type { PaperHint } from '../../shared/domain/paper/quality';
import type { Size } from '../../shared/domain/paper/geometry';

/** What can be seen of a page without a person. */
export type PaperLook = {
  /** Degrees clockwise that make its lines level; `null` when it has none. */
  readonly skewDegrees: number | null;
  /** Where the paper lies once it is straightened. */
  readonly edges: PaperCrop;
  readonly hints: readonly PaperHint[];
};

export type PaperView = {
  readonly steps: PaperSteps;
  /** Longest side of the picture, in pixels. */
  readonly longest: number;
  /** `frame`: the straightened page within its frame, so that a crop can be drawn on it; `crop`: only what is kept. */
  readonly extent: 'frame' | 'crop';
};

/** Work on pictures of pages, away from the thread people type in. One page at a time is in memory. */
export interface PaperImaging {
  /**
   * @param picture - JPEG of the page, upright as the camera held it.
   * @param original - Its size in the original; `null` when it was drawn (PDF).
   * @returns `null` when it is no picture.
   */
  look(picture: Blob, quarterTurns: number, original: Size | null): Promise<PaperLook | null>;
  /** The caller closes the bitmap. `null` when it is no picture, or `dispose` came first. */
  show(picture: Blob, view: PaperView): Promise<ImageBitmap | null>;
  dispose(): void;
}
