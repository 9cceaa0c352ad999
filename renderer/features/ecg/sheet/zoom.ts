import type { PaperSheet } from '../../../../shared/domain/ecg/paper';

/** Percent of real size, or fitted to the window's width or to the whole sheet. */
export type Zoom = 'width' | 'page' | number;

export const ZOOM_STEPS = [50, 75, 100, 150, 200, 300, 400, 600, 800] as const;

export type ZoomGround = {
  /** CSS pixels of the window; 0 before the page is laid out. */
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly sheet: Pick<PaperSheet, 'widthMm' | 'heightMm'>;
  /** CSS pixels for a real (or, unmeasured, nominal) millimetre. */
  readonly realPxPerMm: number;
  readonly ratio: number;
};

/**
 * CSS pixels for one millimetre of paper. Both axes share it, so that resizing a window changes the size of the squares
 * and never the speed or gain the sheet claims.
 */
export function pxPerMmOf(zoom: Zoom, ground: ZoomGround): number {
  const { frameWidth, frameHeight, sheet, realPxPerMm, ratio } = ground;
  if (typeof zoom === 'number') return (realPxPerMm * zoom) / 100;
  if (frameWidth === 0) return realPxPerMm;
  const byWidth = frameWidth / sheet.widthMm;
  const fitted = zoom === 'width' ? byWidth : Math.min(byWidth, frameHeight / sheet.heightMm);
  return wholeSquares(Math.min(fitted, MOST_FITTED * realPxPerMm), ratio);
}

/** A strip of a few samples is not blown up to fill the window. */
const MOST_FITTED = 3;

/** A fitted size is free to choose: heavy squares of whole device pixels are all of one size. */
function wholeSquares(pxPerMm: number, ratio: number): number {
  const squares = Math.floor(5 * pxPerMm * ratio + 1e-6);
  return Math.max(5, squares) / (5 * ratio);
}

/** The next step up or down from whatever size the sheet has now. */
export function zoomStep(pxPerMm: number, realPxPerMm: number, direction: 1 | -1): number {
  const percent = (pxPerMm / realPxPerMm) * 100;
  const steps = direction === 1 ? ZOOM_STEPS : [...ZOOM_STEPS].reverse();
  const next = steps.find((step) => (step - percent) * direction > 1);
  return next ?? steps.at(-1) ?? 100;
}
