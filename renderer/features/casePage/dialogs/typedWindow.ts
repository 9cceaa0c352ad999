import { err, ok, type Result } from '../../../../shared/lib/result';
import { instantOf } from './localTime';

/** As typed: `start` is the text of a datetime-local field in China Standard Time. */
export type TypedWindow = { readonly start: string; readonly minutes: number };
export type ReadWindow = { readonly startsAt: string; readonly endsAt: string };

/** The windows that were filled in, or why one of them cannot be. Empty lines do not count. */
export function readWindows(
  typed: readonly TypedWindow[],
  now: string,
): Result<readonly ReadWindow[], 'past' | 'incomplete'> {
  const windows: ReadWindow[] = [];
  for (const { start, minutes } of typed) {
    if (start === '') continue;
    const startsAt = instantOf(start);
    if (startsAt === null) return err('incomplete');
    if (startsAt <= now) return err('past');
    const endsAt = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
    windows.push({ startsAt, endsAt });
  }
  return ok(windows);
}
