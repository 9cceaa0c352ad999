import { useEffect, useState, type RefObject } from 'react';

/** CSS defines 96 pixels as one inch; what a screen makes of it differs, and the view says so. */
const NOMINAL_PX_PER_MM = 96 / 25.4;

export const ZOOMS = ['fit', 100, 150, 200] as const;
export type Zoom = (typeof ZOOMS)[number];

/**
 * Pixels for one millimetre of paper. Both axes share it, so that resizing a window changes the size of the squares and
 * never the speed or gain the sheet claims.
 *
 * @param zoom - Percent of nominal size, or `fit` to the width of `frame`.
 */
export function usePxPerMm(
  frame: RefObject<HTMLElement | null>,
  zoom: Zoom,
  sheetWidthMm: number,
): number {
  const [frameWidth, setFrameWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setFrameWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  if (zoom !== 'fit') return (NOMINAL_PX_PER_MM * zoom) / 100;
  return frameWidth === 0 ? NOMINAL_PX_PER_MM : Math.max(1, frameWidth / sheetWidthMm);
}
