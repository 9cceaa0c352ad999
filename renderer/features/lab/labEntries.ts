import type { CaseRecord } from '../../../shared/api/cases';
import { recordPayloadSchema, type LabComment } from '../../../shared/domain/intake/payload';
import type { LabEntry } from '../../../shared/domain/lab/labBoard';

/** Results of one record; `null` when what is stored cannot be read, which must never look like "no results". */
export function entriesOf(record: CaseRecord): readonly LabEntry[] | null {
  const parsed = recordPayloadSchema.safeParse(record.payload);
  if (!parsed.success) return null;
  return (parsed.data.results ?? []).map((result) => ({ recordId: record.id, result }));
}

/** Results of all records of the case that hold any, whatever they came as. */
export const allEntries = (records: readonly CaseRecord[]): readonly LabEntry[] =>
  records.flatMap((record) => entriesOf(record) ?? []);

export function commentsOf(record: CaseRecord): readonly LabComment[] {
  const parsed = recordPayloadSchema.safeParse(record.payload);
  return parsed.success ? (parsed.data.comments ?? []) : [];
}
