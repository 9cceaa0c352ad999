import type { Booking } from '../../../shared/api/scheduling';

export type Block = {
  readonly booking: Booking;
  readonly leftPercent: number;
  readonly widthPercent: number;
};
/** Hours of the day, `from` inclusive, `to` exclusive. */
export type HourRange = { readonly from: number; readonly to: number };
export type Span = { readonly from: number; readonly to: number };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** China has one zone and no daylight saving. */
const ZONE = 8 * HOUR;
const WORKING: HourRange = { from: 8, to: 19 };

/** Midnight in China of the day `offset` days from `now`, as epoch milliseconds. */
export function dayStart(now: number, offset: number): number {
  return Math.floor((now + ZONE) / DAY) * DAY - ZONE + offset * DAY;
}

/** Midnight of the Monday on or before a day. */
export function weekStart(day: number): number {
  const weekday = new Date(day + ZONE).getUTCDay(); // 0 is Sunday
  return day - ((weekday + 6) % 7) * DAY;
}

export const spanOf = ({ startsAt, endsAt }: Booking): Span => ({
  from: Date.parse(startsAt),
  to: Date.parse(endsAt),
});

/** The hours a day's board shows: the working day, and as much more as there are bookings. */
export function hoursOf(bookings: readonly Booking[], day: number): HourRange {
  const spans = bookings.map(spanOf).filter(({ from, to }) => to > day && from < day + DAY);
  const first = Math.min(...spans.map(({ from }) => Math.floor((from - day) / HOUR)));
  const last = Math.max(...spans.map(({ to }) => Math.ceil((to - day) / HOUR)));
  return {
    from: Math.max(0, Math.min(WORKING.from, first)),
    to: Math.min(24, Math.max(WORKING.to, last)),
  };
}

/** Where a span lies on a day's track, in percent; `null` when it is not on it. */
export function placeOf(span: Span, day: number, hours: HourRange): Omit<Block, 'booking'> | null {
  const start = day + hours.from * HOUR;
  const length = (hours.to - hours.from) * HOUR;
  const from = Math.max(span.from, start);
  const to = Math.min(span.to, start + length);
  if (to <= from) return null;
  return {
    leftPercent: ((from - start) / length) * 100,
    widthPercent: ((to - from) / length) * 100,
  };
}

/** The bookings of one resource on a day's track. */
export function blocksOf(
  bookings: readonly Booking[],
  resourceId: string,
  day: number,
  hours: HourRange,
): Block[] {
  return bookings
    .filter((booking) => booking.resourceId === resourceId)
    .flatMap((booking) => {
      const place = placeOf(spanOf(booking), day, hours);
      return place ? [{ booking, ...place }] : [];
    });
}

const GRID = 5 * 60_000;

/** The instant under a position on the track, on a five-minute grid. */
export function instantAt(day: number, fraction: number, hours: HourRange): number {
  const at = day + hours.from * HOUR + fraction * (hours.to - hours.from) * HOUR;
  return Math.round(at / GRID) * GRID;
}

/** Another day at the same time of day. */
export const onDay = (at: number, day: number): number => day + ((at + ZONE) % DAY);

/**
 * What stands in the way of a consultation in a span: bookings of other cases on the same people and rooms. For showing
 * only; whether a slot can be had is decided by the server's exclusion constraint.
 */
export function conflictsOf(
  bookings: readonly Booking[],
  caseId: string,
  resourceIds: readonly string[],
  span: Span,
): Booking[] {
  return bookings.filter((booking) => {
    const other = spanOf(booking);
    return (
      booking.caseId !== caseId &&
      resourceIds.includes(booking.resourceId) &&
      other.from < span.to &&
      span.from < other.to
    );
  });
}

/** People and rooms a case has booked. */
export const resourcesOf = (bookings: readonly Booking[], caseId: string): readonly Booking[] =>
  bookings.filter((booking) => booking.caseId === caseId);
