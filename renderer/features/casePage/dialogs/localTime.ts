import type { Instant } from '../../../../shared/domain/identity/actor';

/** Times are typed and shown in China Standard Time whatever zone the machine is set to. */
const CST = '+08:00';
const CST_OFFSET_MS = 8 * 3_600_000;

/** `YYYY-MM-DDTHH:mm` of a datetime-local field, read as China Standard Time; null when incomplete. */
export function instantOf(local: string): Instant | null {
  const time = Date.parse(`${local}:00${CST}`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

export const localOf = (instant: Instant): string =>
  new Date(Date.parse(instant) + CST_OFFSET_MS).toISOString().slice(0, 16);
