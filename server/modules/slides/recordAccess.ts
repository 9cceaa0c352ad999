import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { SlideDeps } from './deps';
import { findRecord, type RecordRow } from './sources';

/** The record, when the actor may see its case, or remark on it. */
export async function recordIn(
  deps: Pick<SlideDeps, 'db' | 'caseAccess'>,
  access: 'forView' | 'forRemarks',
  actor: Actor,
  { caseId, recordId }: { readonly caseId: string; readonly recordId: string },
): Promise<Result<RecordRow, AppError>> {
  const allowed = await deps.caseAccess[access](actor, caseId);
  if (!allowed.ok) return allowed;
  const record = await findRecord(deps.db, caseId, recordId);
  return record ? ok(record) : err(appError('notFound', 'request.notFound'));
}
