import type { PaperSettings, PaperSheet, Strip } from '../../shared/domain/ecg/paper';

/** A point of the sheet, in millimetres of paper from its upper left corner. */
export type SheetPoint = { readonly xMm: number; readonly yMm: number };

/** Two points on one strip between which somebody measures. */
export type Caliper = { readonly strip: Strip; readonly from: SheetPoint; readonly to: SheetPoint };

/** Everything on the sheet; drawing the same picture twice gives the same pixels. */
export type EcgPicture = {
  readonly sheet: PaperSheet;
  readonly settings: PaperSettings;
  /** Samples per second of every trace on the sheet. */
  readonly sampleRateHz: number;
  /** CSS pixels for one millimetre of paper, grid and trace alike: the scale stays true at every zoom. */
  readonly pxPerMm: number;
  readonly caliper: Caliper | null;
  /** Remarks printed beside a lead's name, in the reader's language. */
  readonly remarks: {
    readonly derived: string;
    readonly unscaled: string;
    readonly shifted: string;
  };
};

export interface EcgSurface {
  /** Draws at once and sets the size of the canvas. */
  draw(picture: EcgPicture): void;
  dispose(): void;
}

/** Draws ECG paper. It measures nothing: lengths and amplitudes come from `shared/domain/ecg`. */
export interface EcgViewer {
  mount(canvas: HTMLCanvasElement): EcgSurface;
}
