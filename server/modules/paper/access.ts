import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { PaperDeps } from './deps';

/** Paper is put in order by who may attach material, and by who works on the case. */
export async function forPaper(
  { caseAccess }: Pick<PaperDeps, 'caseAccess'>,
  actor: Actor,
  caseId: string,
): Promise<Result<ConsultationCase, AppError>> {
  const isCounty = actor.role === 'requester' || actor.role === 'hospitalAdmin';
  return isCounty ? caseAccess.forUpload(actor, caseId) : caseAccess.forRemarks(actor, caseId);
}
