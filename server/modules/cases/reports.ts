import type { z } from 'zod';
import { getReport } from '../../../shared/api/cases';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { refuse, type AppError } from '../../../shared/domain/errors';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';

type Answer = z.output<(typeof getReport)['success']['schema']>;

/** One published version; who opened it first and when is kept, because an amendment asks exactly them to read again. */
export async function readReport(
  db: Db,
  current: ConsultationCase,
  version: number,
  readerId: string,
  at: string,
): Promise<Result<Answer, AppError>> {
  const row = await db
    .selectFrom('report_version')
    .select(['content', 'header'])
    .where('case_id', '=', current.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!row) return refuse('notFound', 'report.notFound');
  await db
    .insertInto('report_reading')
    .values({ case_id: current.id, version, user_id: readerId, first_read_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ok(
    getReport.success.schema.parse({
      ...row,
      latestVersion: current.reports.at(-1)?.version ?? version,
    }),
  );
}
