export type Span = { readonly start: number; readonly end: number };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** China has one zone and no daylight saving. */
const ZONE = 8 * HOUR;

/** Working hours of the coming days in China: 08:00-12:00 and 14:00-18:00, Monday to Saturday. */
export function workingSpans(from: number, days: number): Span[] {
  const midnight = Math.floor((from + ZONE) / DAY) * DAY - ZONE;
  return Array.from({ length: days }, (_, index) => midnight + index * DAY)
    .filter((day) => new Date(day + ZONE).getUTCDay() !== 0)
    .flatMap((day) => [
      { start: day + 8 * HOUR, end: day + 12 * HOUR },
      { start: day + 14 * HOUR, end: day + 18 * HOUR },
    ])
    .map((span) => ({ start: Math.max(span.start, from), end: span.end }))
    .filter((span) => span.end > span.start);
}

/** `open` without everything in `busy`. */
export function subtract(open: readonly Span[], busy: readonly Span[]): Span[] {
  const sorted = [...busy].sort((a, b) => a.start - b.start);
  return open.flatMap((span) => {
    const free: Span[] = [];
    let cursor = span.start;
    for (const taken of sorted) {
      if (taken.end <= cursor || taken.start >= span.end) continue;
      if (taken.start > cursor) free.push({ start: cursor, end: taken.start });
      cursor = Math.max(cursor, taken.end);
    }
    if (cursor < span.end) free.push({ start: cursor, end: span.end });
    return free;
  });
}

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
