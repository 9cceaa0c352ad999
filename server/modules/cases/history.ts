import type { z } from 'zod';
import {
  getSubmission,
  type caseEventSchema,
  type submissionSchema,
} from '../../../shared/api/cases';
import { differences } from '../../../shared/domain/consultation/difference';
import type { CaseState } from '../../../shared/domain/consultation/case';
import { refuse, type AppError } from '../../../shared/domain/errors';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';

export async function readEvents(
  db: Db,
  caseId: string,
): Promise<z.output<typeof caseEventSchema>[]> {
  const rows = await db
    .selectFrom('consultation_event')
    .leftJoin('app_user', 'app_user.id', 'consultation_event.actor_id')
    .select([
      'consultation_event.type',
      'consultation_event.from_state',
      'consultation_event.to_state',
      'consultation_event.at',
      'consultation_event.actor_role',
      'consultation_event.case_version',
      'app_user.name',
    ])
    .where('case_id', '=', caseId)
    .orderBy('consultation_event.id')
    .execute();
  return rows.map((row) => ({
    type: row.type,
    from: row.from_state as CaseState,
    to: row.to_state as CaseState,
    at: row.at,
    actorName: row.name ?? '',
    actorRole: row.actor_role,
    caseVersion: row.case_version,
  }));
}

type Listed = { readonly id: string; readonly title: string };

export async function readSubmissions(
  db: Db,
  caseId: string,
): Promise<z.output<typeof submissionSchema>[]> {
  const rows = await db
    .selectFrom('form_snapshot')
    .leftJoin('app_user', 'app_user.id', 'form_snapshot.author_id')
    .selectAll('form_snapshot')
    .select('app_user.name as author')
    .where('case_id', '=', caseId)
    .orderBy('number')
    .execute();
  return rows.map((row, index) => {
    const previous = rows[index - 1];
    const now = row.records as readonly Listed[];
    const before = (previous?.records ?? []) as readonly Listed[];
    const without = (a: readonly Listed[], b: readonly Listed[]) =>
      a.filter((item) => !b.some((other) => other.id === item.id)).map((item) => item.title);
    return {
      number: row.number,
      kind: row.kind,
      at: row.at,
      byName: row.author ?? '',
      changes: previous ? differences(previous.form, row.form) : [],
      recordsAdded: previous ? without(now, before) : [],
      recordsRemoved: previous ? without(before, now) : [],
    };
  });
}

type Snapshot = z.output<(typeof getSubmission)['success']['schema']>;

/** @returns One snapshot whole; `request.notFound` when there is none of that number. */
export async function readSubmission(
  db: Db,
  caseId: string,
  number: number,
): Promise<Result<Snapshot, AppError>> {
  const row = await db
    .selectFrom('form_snapshot')
    .select(['form', 'records'])
    .where('case_id', '=', caseId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? ok(getSubmission.success.schema.parse(row)) : refuse('notFound', 'request.notFound');
}
