import type { PixelPoint } from '../vector';
import type { Code } from './annotationSet';

/** A figure on an image; `type` is DICOM's, points are ours. `frames` 1-based, empty: every frame. */
export type PlacedFigure = {
  readonly sopInstanceUid: string;
  readonly frames: readonly number[];
  readonly type: string;
  readonly points: readonly PixelPoint[];
};

/** One that lies in the patient and still has to find its image. */
export type SpaceFigure = {
  readonly type: string;
  /** x, y, z in turn, mm. */
  readonly data: readonly number[];
  readonly frameOfReferenceUid: string;
  /** The image it was drawn on, where the writer names one. */
  readonly source: { readonly sopInstanceUid: string; readonly frames: readonly number[] } | null;
  readonly statedBy: Code | null;
};
