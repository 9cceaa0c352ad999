import type { z } from 'zod';
import { draftSchema } from '../../../shared/api/cases';
import type { AppError } from '../../../shared/domain/errors';
import { refuse } from '../../../shared/domain/errors';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';

type Draft = z.output<typeof draftSchema>;
type Key = {
  readonly caseId: string;
  readonly kind: 'opinion' | 'report';
  readonly authorId: string;
};

export async function readDraft(db: Db, key: Key): Promise<Draft> {
  const row = await db
    .selectFrom('draft')
    .selectAll()
    .where('case_id', '=', key.caseId)
    .where('kind', '=', key.kind)
    .where('author_id', '=', key.authorId)
    .executeTakeFirst();
  if (!row) return { version: 0, savedAt: null, draft: null };
  return draftSchema.parse({ version: row.version, savedAt: row.updated_at, draft: row.content });
}

/** Autosave; two windows of one author do not overwrite each other silently: the older one hears `case.staleVersion`. */
export async function writeDraft(
  db: Db,
  key: Key,
  content: NonNullable<Draft['draft']>,
  expectedVersion: number,
  at: string,
): Promise<Result<Draft, AppError>> {
  const values = { content: JSON.stringify(content), updated_at: at };
  const row =
    expectedVersion === 0
      ? await db
          .insertInto('draft')
          .values({
            case_id: key.caseId,
            kind: key.kind,
            author_id: key.authorId,
            version: 1,
            ...values,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await db
          .updateTable('draft')
          .set({ ...values, version: expectedVersion + 1 })
          .where('case_id', '=', key.caseId)
          .where('kind', '=', key.kind)
          .where('author_id', '=', key.authorId)
          .where('version', '=', expectedVersion)
          .returning('version')
          .executeTakeFirst();
  return row
    ? ok({ version: row.version, savedAt: at, draft: content })
    : refuse('conflict', 'case.staleVersion');
}
