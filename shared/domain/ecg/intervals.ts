/** Beats per minute of an RR interval in ms. */
export const heartRatePerMin = (rrMs: number): number => 60_000 / rrMs;

/** Rate-corrected QT in ms after Bazett: `QT / sqrt(RR / 1 s)`. Over-corrects above 90 beats per minute. */
export const qtcBazettMs = (qtMs: number, rrMs: number): number => qtMs / Math.sqrt(rrMs / 1000);

/** Rate-corrected QT in ms after Fridericia: `QT / cbrt(RR / 1 s)`. */
export const qtcFridericiaMs = (qtMs: number, rrMs: number): number =>
  qtMs / Math.cbrt(rrMs / 1000);
