export const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The day for which the material of the demo was written; its texts and ages hold then. */
export const WRITTEN_AT = Date.parse('2026-11-23T10:00:00+08:00');

/**
 * By how much material moves so that it was there when it was attached: by whole days, so that a morning's blood stays a
 * morning's, and no further than needed.
 *
 * @param newest - The latest of what moves together, in milliseconds.
 * @param before - When it was attached.
 */
export const wholeDaysBefore = (newest: number, before: number): number =>
  Math.floor((before - newest) / DAY_MS) * DAY_MS;

/** By how much material moves that was taken a certain time before or after the request, such as in an emergency. */
export const toTheMinute = (from: number, to: number): number =>
  Math.round((to - from) / MINUTE_MS) * MINUTE_MS;
