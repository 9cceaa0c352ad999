import type { PaperSheet, Strip } from '../../shared/domain/ecg/paper';

/** Everything printed on the sheet; drawing the same picture twice gives the same pixels. */
export type EcgPicture = {
  readonly sheet: PaperSheet;
  /** Samples per second of every trace on the sheet. */
  readonly sampleRateHz: number;
  /** Line of print at the foot: speed, gain, filters, as drawn. */
  readonly footer: string;
  /** Times along the upper edge, for recordings longer than a sheet; `null` where strips do not follow each other in time. */
  readonly clock: readonly { readonly atS: number; readonly text: string }[] | null;
  /** Upright lines with a name, such as the onset of the QRS. */
  readonly points: readonly SheetPointMark[];
  /** Remarks printed beside a lead's name, in the reader's language. */
  readonly remarks: {
    readonly derived: string;
    readonly unscaled: string;
    readonly shifted: string;
  };
};

export type SheetPointMark = {
  readonly xMm: number;
  readonly topMm: number;
  readonly bottomMm: number;
  readonly text: string;
};

/** The part of the sheet in the window, and how large. */
export type SheetView = {
  /** CSS pixels for one millimetre of paper, grid and trace alike: the scale stays true at every zoom. */
  readonly pxPerMm: number;
  /** Upper left corner of the window on the sheet, CSS pixels. */
  readonly leftPx: number;
  readonly topPx: number;
};

/** A caliper as it lies on one strip; millimetres of paper. */
export type CaliperMark = {
  readonly strip: Strip;
  readonly fromXMm: number;
  readonly toXMm: number;
  /** `null` where the trace has no scale: no voltage is pointed at. */
  readonly levels: { readonly fromYMm: number; readonly toYMm: number } | null;
  /** Further lines of a marching caliper. */
  readonly marchXMm: readonly number[];
  readonly isSelected: boolean;
  /** The end the keyboard moves. */
  readonly active: 'from' | 'to' | 'both' | null;
  /** Number and reading, printed above. */
  readonly text: string;
};

export interface EcgSurface {
  /** Draws the sheet; drawn again by itself when the canvas gets other pixels to fill. */
  draw(picture: EcgPicture, view: SheetView): void;
  /** Draws calipers over the sheet without touching it. */
  mark(marks: readonly CaliperMark[]): void;
  dispose(): void;
}

export type EcgCanvases = {
  /** Both lie over each other and get their size from the page; the surface gives them their pixels. */
  readonly paper: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
};

/** Draws ECG paper. It measures nothing: lengths and amplitudes come from `shared/domain/ecg`. */
export interface EcgViewer {
  mount(canvases: EcgCanvases): EcgSurface;
  /**
   * The same sheet as vector graphics for print, in millimetres.
   *
   * @param group - Emptied first; the caller sets size and place of its `svg`.
   */
  fillSvg(group: SVGGElement, picture: EcgPicture, marks: readonly CaliperMark[]): void;
}
