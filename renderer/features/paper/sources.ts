import type { CaseRecord } from '../../../shared/api/cases';
import { filedIn, paperOriginOf } from '../../../shared/domain/paper/origin';

/** Material pages can be taken from: photos, scans and PDFs that were not put together here. */
export const isPaperSource = (record: CaseRecord): boolean =>
  (record.kind === 'image' || record.mime === 'application/pdf') &&
  paperOriginOf(record.payload) === null;

/** Photos and scans that are in no document yet; films have a bench of their own. */
export function unfiledPhotos(records: readonly CaseRecord[]): readonly CaseRecord[] {
  const filed = filedIn(records);
  return records.filter(
    (record) => record.kind === 'image' && record.category !== 'film' && !filed.has(record.id),
  );
}
