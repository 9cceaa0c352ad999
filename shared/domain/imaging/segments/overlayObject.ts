import type { Rgb } from './colour';

/** Something with a name and a colour that a segmentation or a structure set marks: a segment, a region of interest. */
export type OverlayPart = {
  /** Segment Number or ROI Number. */
  readonly number: number;
  /** As written; empty where the file has none. */
  readonly label: string;
  /** What it is said to be; `null` where the file does not say more than the label. */
  readonly property: string | null;
  readonly algorithm: 'automatic' | 'semiautomatic' | 'manual' | null;
  readonly colour: Rgb;
};

/** A picture that is referred to. */
export type SourceFrame = {
  readonly sopInstanceUid: string;
  /** 1-based; `null`: every frame of it. */
  readonly frame: number | null;
};

/** Which pictures an object was made on, as far as it says. */
export type PictureReferences = {
  readonly seriesInstanceUids: ReadonlySet<string>;
  readonly sopInstanceUids: ReadonlySet<string>;
};

/** Why an object, or a part of it, is not drawn. */
export const OVERLAY_PROBLEMS = [
  'noParts',
  'unknownType',
  'noGroups',
  'frameCount',
  'badSize',
  'pixelsTruncated',
  'pixelsMissing',
  'tooLarge',
  'noReference',
  'referenceMissing',
  'frameOfReference',
  'nothingPlaced',
] as const;
export type OverlayProblem = {
  readonly reason: (typeof OVERLAY_PROBLEMS)[number];
  /** Numbers the words need. */
  readonly params?: Readonly<Record<string, number>>;
};

export const ALGORITHMS: Readonly<Record<string, OverlayPart['algorithm']>> = {
  AUTOMATIC: 'automatic',
  SEMIAUTOMATIC: 'semiautomatic',
  MANUAL: 'manual',
};
