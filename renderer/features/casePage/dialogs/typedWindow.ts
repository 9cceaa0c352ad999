import { err, ok, type Result } from '../../../../shared/lib/result';

/** As chosen so far; an empty line has no start. */
export type TypedWindow = { readonly startsAt: string | null; readonly minutes: number };
export type ReadWindow = { readonly startsAt: string; readonly endsAt: string };

/** The windows that were filled in, or why one of them cannot be. Empty lines do not count. */
export function readWindows(
  typed: readonly TypedWindow[],
  now: string,
): Result<readonly ReadWindow[], 'past'> {
  const windows: ReadWindow[] = [];
  for (const { startsAt, minutes } of typed) {
    if (startsAt === null) continue;
    if (startsAt <= now) return err('past');
    const endsAt = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
    windows.push({ startsAt, endsAt });
  }
  return ok(windows);
}
