import type { Instant } from '../../shared/domain/identity/actor';

/** China Standard Time has been UTC+8 without change of clocks since 1991. */
const OFFSET_MS = 8 * 3_600_000;

/** `YYYY-MM-DDTHH:mm` in China Standard Time as an instant; null when it is no time. */
export function fromWallClock(local: string): Instant | null {
  const time = Date.parse(`${local}:00Z`);
  return Number.isNaN(time) ? null : new Date(time - OFFSET_MS).toISOString();
}

export const toWallClock = (instant: Instant): string =>
  new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(0, 16);
