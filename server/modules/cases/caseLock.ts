import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { caseView } from '../../../shared/domain/consultation/visibility';
import { appError, AppFailure, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import { parseCase } from './caseRow';
import type { Tx } from './caseStore';

export const notFound = () => appError('notFound', 'case.notFound');

/** The case, not to be changed by anybody else until the transaction ends. @throws AppFailure `case.notFound`. */
export async function lock(tx: Tx, caseId: string): Promise<ConsultationCase> {
  const row = await tx
    .selectFrom('consultation')
    .select('body')
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppFailure(notFound());
  return parseCase(row.body);
}

/**
 * For what belongs to a case without being in it: holds the case as it is until `work` is done, and leaves it and its version
 * as they are.
 *
 * @returns What `work` returns; `case.notFound` also when the case exists but not for this person.
 */
export const createHold =
  ({ db, now }: { readonly db: Db; readonly now: () => string }) =>
  async <T>(
    caseId: string,
    actor: Actor,
    work: (current: ConsultationCase, tx: Tx) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> => {
    const at = now();
    try {
      const value = await db.transaction().execute(async (tx) => {
        const current = await lock(tx, caseId);
        if (caseView(current, actor, at) !== 'full') throw new AppFailure(notFound());
        const done = await work(current, tx);
        if (!done.ok) throw new AppFailure(done.error);
        return done.value;
      });
      return ok(value);
    } catch (error) {
      if (error instanceof AppFailure) return err(error.error);
      throw error;
    }
  };
