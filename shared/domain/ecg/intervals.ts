/** Beats per minute of an RR interval in ms. */
export const heartRatePerMin = (rrMs: number): number => 60_000 / rrMs;

/** Rate-corrected QT in ms after Bazett: `QT / sqrt(RR / 1 s)`. Over-corrects above 90 beats per minute. */
export const qtcBazettMs = (qtMs: number, rrMs: number): number => qtMs / Math.sqrt(rrMs / 1000);

/** Rate-corrected QT in ms after Fridericia: `QT / cbrt(RR / 1 s)`. */
export const qtcFridericiaMs = (qtMs: number, rrMs: number): number =>
  qtMs / Math.cbrt(rrMs / 1000);

/** Rate-corrected QT in ms, Framingham: `QT + 154 * (1 - RR / 1 s)`. */
export const qtcFraminghamMs = (qtMs: number, rrMs: number): number =>
  qtMs + 154 * (1 - rrMs / 1000);

/** Rate-corrected QT in ms after Hodges: `QT + 1.75 * (rate - 60)`. */
export const qtcHodgesMs = (qtMs: number, rrMs: number): number =>
  qtMs + 1.75 * (heartRatePerMin(rrMs) - 60);
