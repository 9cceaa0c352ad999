import type { Booking } from '../../../shared/api/scheduling';

export type Block = {
  readonly booking: Booking;
  readonly leftPercent: number;
  readonly widthPercent: number;
};

const HOUR = 3_600_000;
/** China has one zone and no daylight saving. */
const ZONE = 8 * HOUR;
export const FIRST_HOUR = 7;
export const LAST_HOUR = 20;
const SPAN = (LAST_HOUR - FIRST_HOUR) * HOUR;

/** Midnight in China of the day `offset` days from `now`, as epoch milliseconds. */
export function dayStart(now: number, offset: number): number {
  return Math.floor((now + ZONE) / (24 * HOUR)) * 24 * HOUR - ZONE + offset * 24 * HOUR;
}

/** Where each booking of one resource lies on the day's track, in percent of 07:00-20:00; what lies outside is clipped. */
export function blocksOf(bookings: readonly Booking[], resourceId: string, day: number): Block[] {
  const start = day + FIRST_HOUR * HOUR;
  return bookings
    .filter((booking) => booking.resourceId === resourceId)
    .flatMap((booking) => {
      const from = Math.max(Date.parse(booking.startsAt), start);
      const to = Math.min(Date.parse(booking.endsAt), start + SPAN);
      if (to <= from) return [];
      return [
        {
          booking,
          leftPercent: ((from - start) / SPAN) * 100,
          widthPercent: ((to - from) / SPAN) * 100,
        },
      ];
    });
}

/** The instant under a position on the track, on a five-minute grid. */
export function instantAt(day: number, fraction: number): number {
  const GRID = 5 * 60_000;
  return Math.round((day + FIRST_HOUR * HOUR + fraction * SPAN) / GRID) * GRID;
}
