import type { AppError } from '../../../shared/domain/errors';
import { refuse } from '../../../shared/domain/errors';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';

/** What is kept of a draft; its kind decides what the content is, the route parses it. */
export type StoredDraft<T> = {
  readonly version: number;
  readonly savedAt: string | null;
  readonly draft: T | null;
};
type Key = {
  readonly caseId: string;
  readonly kind: 'opinion' | 'report' | 'lateEntry';
  /** A draft is its author's: nobody else reads or writes it. */
  readonly authorId: string;
};

export async function readDraft(db: Db, key: Key): Promise<StoredDraft<unknown>> {
  const row = await db
    .selectFrom('draft')
    .selectAll()
    .where('case_id', '=', key.caseId)
    .where('kind', '=', key.kind)
    .where('author_id', '=', key.authorId)
    .executeTakeFirst();
  return row
    ? { version: row.version, savedAt: row.updated_at, draft: row.content }
    : { version: 0, savedAt: null, draft: null };
}

/** Autosave; two windows of one author do not overwrite each other silently: the older one hears `case.staleVersion`. */
export async function writeDraft<T>(
  db: Db,
  key: Key,
  content: T,
  expectedVersion: number,
  at: string,
): Promise<Result<StoredDraft<T>, AppError>> {
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
