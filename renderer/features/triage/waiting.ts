/** How far a request's clock has run: 0 just submitted, 1 due, above 1 overdue; null without a clock. */
export function clockRatio(
  submittedAt: string | null,
  dueAt: string | null,
  now: number,
): number | null {
  if (!submittedAt || !dueAt) return null;
  const [start, due] = [Date.parse(submittedAt), Date.parse(dueAt)];
  return due <= start ? (now >= due ? 1.01 : 0) : (now - start) / (due - start);
}

/** Waiting time in the two largest units: `2 d 3 h`, `3 h 12 min`, `8 min`. */
export function waitingParts(
  since: string | null,
  now: number,
): { days: number; hours: number; minutes: number } {
  const total = since ? Math.max(0, Math.floor((now - Date.parse(since)) / 60_000)) : 0;
  return {
    days: Math.floor(total / 1440),
    hours: Math.floor(total / 60) % 24,
    minutes: total % 60,
  };
}
