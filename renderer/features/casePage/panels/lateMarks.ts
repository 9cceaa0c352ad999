import type { CaseRecord } from '../../../../shared/api/cases';
import type { ConsultationCase } from '../../../../shared/domain/consultation/case';

/** When a part of the form was last written by a late entry; null for what went out with the request. */
export function lateSince(
  { lateEntries }: Pick<ConsultationCase, 'lateEntries'>,
  paths: readonly string[],
): string | null {
  const entry = lateEntries.findLast((one) =>
    one.paths.some((path) => paths.some((own) => path === own || path.startsWith(`${own}.`))),
  );
  return entry?.at ?? null;
}

/** Whether a piece of material came with a late entry. */
export const cameLate = (
  { lateEntries, submittedAt }: Pick<ConsultationCase, 'lateEntries' | 'submittedAt'>,
  record: Pick<CaseRecord, 'addedAt'>,
): boolean =>
  submittedAt !== null &&
  record.addedAt > submittedAt &&
  lateEntries.some((entry) => record.addedAt <= entry.at);
