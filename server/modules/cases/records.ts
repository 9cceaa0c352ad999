import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { RecordCategory } from '../../../shared/domain/consultation/completeness';
import type { Db } from '../../db/database';
import type { Tx } from './caseStore';

type RecordKey = { readonly caseId: string; readonly recordId: string };

/** Attached since the form was last submitted or added to: nobody has vouched for it under its title yet. */
export const isNewerThanSnapshots = (caseId: string): RawBuilder<boolean> =>
  sql`added_at > coalesce((select max(at) from form_snapshot where case_id = ${caseId}), '-infinity')`;

/** Whether a piece of material may still be corrected or taken off by a late entry. */
export async function isNewRecord(tx: Tx, { caseId, recordId }: RecordKey): Promise<boolean> {
  const row = await tx
    .selectFrom('case_record')
    .select('id')
    .where('id', '=', recordId)
    .where('case_id', '=', caseId)
    .where(isNewerThanSnapshots(caseId))
    .executeTakeFirst();
  return row !== undefined;
}

export async function renameRecord(
  tx: Tx,
  key: RecordKey,
  change: { title: string; category: RecordCategory },
): Promise<boolean> {
  const result = await tx
    .updateTable('case_record')
    .set(change)
    .where('id', '=', key.recordId)
    .where('case_id', '=', key.caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Vouches for material that could not be compared by itself. Material that named somebody else is not touched: that
 * takes two people; what was vouched for `before` stays as it was.
 */
export async function vouchForRecord(
  db: Db,
  key: RecordKey,
  by: string,
  at: string,
): Promise<'vouched' | 'before' | 'notFound'> {
  const mark = JSON.stringify({ identity: 'confirmed', confirmedBy: by, confirmedAt: at });
  const result = await db
    .updateTable('case_record')
    .set({ payload: sql`payload || ${mark}::jsonb` })
    .where('id', '=', key.recordId)
    .where('case_id', '=', key.caseId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`payload->>'identity' = 'unverified'`)
    .executeTakeFirst();
  if (result.numUpdatedRows > 0n) return 'vouched';
  const before = await db
    .selectFrom('case_record')
    .select('id')
    .where('id', '=', key.recordId)
    .where('case_id', '=', key.caseId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`payload->>'identity' = 'confirmed'`)
    .executeTakeFirst();
  return before ? 'before' : 'notFound';
}

/** Off the case, not out of the store: what was acknowledged stays. */
export async function dropRecord(tx: Tx, key: RecordKey, by: string, at: string): Promise<boolean> {
  const result = await tx
    .updateTable('case_record')
    .set({ removed_at: at, removed_by: by })
    .where('id', '=', key.recordId)
    .where('case_id', '=', key.caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A resubmission or re-consultation starts with the same material. */
export async function copyRecords(
  tx: Tx,
  from: string,
  to: string,
  by: string,
  at: string,
): Promise<void> {
  const rows = await tx
    .selectFrom('case_record')
    .selectAll()
    .where('case_id', '=', from)
    .where('removed_at', 'is', null)
    .execute();
  if (rows.length === 0) return;
  const copies = rows.map((row) => ({
    ...row,
    id: randomUUID(),
    case_id: to,
    added_by: by,
    added_at: at,
    payload: row.payload === null ? null : JSON.stringify(row.payload),
  }));
  await tx.insertInto('case_record').values(copies).execute();
}
