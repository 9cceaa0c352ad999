import type { CaseRecord } from '../../../../shared/api/cases';
import { byTimeThenTitle } from '../../../ui/recordOrder';

export type RecordDay = {
  /** `YYYY-MM-DD` in China Standard Time; `null` for material that does not say when it is from. */
  readonly day: string | null;
  readonly records: readonly CaseRecord[];
};

/** China Standard Time has been UTC+8 without change of clocks since 1991. */
const CST_OFFSET_MS = 8 * 3_600_000;
const dayOf = (instant: string) =>
  new Date(Date.parse(instant) + CST_OFFSET_MS).toISOString().slice(0, 10);

/** The timeline's order: newest day first, within a day from morning to evening, undated last. */
export function recordDays(records: readonly CaseRecord[]): readonly RecordDay[] {
  const days = new Map<string | null, CaseRecord[]>();
  for (const record of records) {
    const day = record.occurredAt === null ? null : dayOf(record.occurredAt);
    days.set(day, [...(days.get(day) ?? []), record]);
  }
  return [...days]
    .map(([day, list]) => ({
      day,
      records: list.toSorted(byTimeThenTitle),
    }))
    .toSorted((a, b) => (b.day ?? '').localeCompare(a.day ?? ''));
}
