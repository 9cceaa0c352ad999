import type { Columns } from '../../shared/domain/ecg/columns';

/** All lengths in device pixels of the surface, y downwards. */
export type DrawnLane = {
  readonly columns: Columns;
  /** Where `middle` lies. */
  readonly zeroPx: number;
  /** Value on the zero line, in the columns' own unit. */
  readonly middle: number;
  /** Pixels for one unit; negative where the file's numbers run against the voltage. */
  readonly pxPerUnit: number;
  /** Nothing of this lane is drawn above and below. */
  readonly topPx: number;
  readonly bottomPx: number;
  readonly label: string;
  /** Many beats under each column: a band from the lowest to the highest value, not a curve. */
  readonly isEnvelope: boolean;
  /** One millivolt as a bar beside the label; `null` without calibration. */
  readonly millivoltPx: number | null;
};

export type LaneMark = {
  readonly fromPx: number;
  readonly toPx: number;
  readonly kind: 'event' | 'gap' | 'coarse' | 'chosen';
  readonly topPx: number;
  readonly bottomPx: number;
};

export type LanePicture = {
  readonly lanes: readonly DrawnLane[];
  /** Upright lines of the time axis; those with text are strong. */
  readonly times: readonly { readonly atPx: number; readonly text: string | null }[];
  readonly marks: readonly LaneMark[];
  /** Beats along the upper edge; `other` differs in shape. */
  readonly beats: readonly { readonly atPx: number; readonly isOther: boolean }[];
  /** Marks that came with the file, in the file's own words. */
  readonly notes: readonly { readonly atPx: number; readonly text: string }[];
};

export type LaneSize = {
  readonly width: number;
  readonly height: number;
  readonly pixelsPerCssPixel: number;
};

export interface LaneSurface {
  /** What draws the curves: the graphics card where there is a real one. */
  readonly kind: 'webgl' | 'canvas';
  draw(picture: LanePicture): void;
  dispose(): void;
}

/** Draws curves as pixel columns; time depends on the pixels, never on the length of the recording. */
export interface LaneViewer {
  /**
   * @param host - Gets canvases that fill it.
   * @param onSize - Told at once and whenever the surface has other pixels; whoever draws draws again then.
   */
  mount(host: HTMLElement, onSize: (size: LaneSize) => void): LaneSurface;
}
