import type { CaseSummary } from '../../../shared/api/cases';

export const GROUPS = ['overdue', 'due', 'waiting'] as const;
export type Group = (typeof GROUPS)[number];

const MINE: ReadonlySet<CaseSummary['owed']> = new Set([
  'followUpAnswer',
  'followUpReview',
  'rating',
]);

/** Sorts cases in follow-up: late, to be done by the reader, waiting for others; the most pressing first in each. */
export function groupFollowUps(
  cases: readonly CaseSummary[],
  now: string,
): Readonly<Record<Group, readonly CaseSummary[]>> {
  const groups: Record<Group, CaseSummary[]> = { overdue: [], due: [], waiting: [] };
  for (const item of cases) groups[groupOf(item, now)].push(item);
  const byDue = (a: CaseSummary, b: CaseSummary) =>
    (a.dueAt ?? a.updatedAt).localeCompare(b.dueAt ?? b.updatedAt);
  for (const group of GROUPS) groups[group].sort(byDue);
  return groups;
}

function groupOf(item: CaseSummary, now: string): Group {
  if (!MINE.has(item.owed)) return 'waiting';
  return item.dueAt !== null && item.dueAt < now ? 'overdue' : 'due';
}
