import type { Selectable } from 'kysely';
import type { Actor, HospitalId, UserId } from '../../../shared/domain/identity/actor';
import { roleSchema } from '../../../shared/domain/identity/actor';
import type { Db } from '../../db/database';
import type { IntakeReason, IntakeTables } from '../../db/tables/intake';

export type BatchRow = Selectable<IntakeTables['intake_batch']>;

export type NewBatch = {
  readonly id: string;
  readonly caseId: string;
  readonly name: string;
  readonly bundle: 'none' | 'tar';
  readonly sha256: string | null;
  readonly sizeBytes: number;
  readonly startedBy: Actor & { readonly hospitalId: HospitalId };
};

/** The rows of uploads. Changes of status are conditional, so that two runs never both believe they did it. */
export type Batches = {
  find(id: string): Promise<BatchRow | null>;
  /** @returns False when the case's uploads would exceed the quota together. */
  insertWithin(batch: NewBatch, quotaBytes: number): Promise<boolean>;
  /** All bytes are on disk. @returns False when that was known before. */
  markReceived(id: string): Promise<boolean>;
  finish(id: string, items: number): Promise<void>;
  fail(id: string, failure: IntakeReason): Promise<void>;
  /** Removes an upload that is still being received. @returns False when it is not. */
  forget(id: string): Promise<boolean>;
  unfinished(): Promise<BatchRow[]>;
};

export function createBatches(db: Db, now: () => string): Batches {
  const one = (id: string) => db.updateTable('intake_batch').where('id', '=', id);
  return {
    async find(id) {
      const row = await db
        .selectFrom('intake_batch')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },
    insertWithin: (batch, quotaBytes) => insertWithin(db, batch, quotaBytes, now()),
    async markReceived(id) {
      const result = await one(id)
        .set({ status: 'processing', received_at: now() })
        .where('status', '=', 'receiving')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async finish(id, items) {
      await one(id)
        .set({ status: 'done', finished_at: now(), items_done: items, items_total: items })
        .execute();
    },
    async fail(id, failure) {
      await one(id)
        .set({ status: 'failed', finished_at: now(), failure: JSON.stringify(failure) })
        .execute();
    },
    async forget(id) {
      const result = await db
        .deleteFrom('intake_batch')
        .where('id', '=', id)
        .where('status', '=', 'receiving')
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    unfinished: () =>
      db
        .selectFrom('intake_batch')
        .selectAll()
        .where('status', 'in', ['receiving', 'processing'])
        .orderBy('started_at')
        .execute(),
  };
}

/** The case row is locked: two uploads that start together must not both find room for themselves. */
async function insertWithin(
  db: Db,
  batch: NewBatch,
  quotaBytes: number,
  at: string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await tx
      .selectFrom('consultation')
      .select('id')
      .where('id', '=', batch.caseId)
      .forUpdate()
      .execute();
    const { used } = await tx
      .selectFrom('intake_batch')
      .select(({ fn }) => fn.sum<string | null>('size_bytes').as('used'))
      .where('case_id', '=', batch.caseId)
      .where('status', '<>', 'failed')
      .executeTakeFirstOrThrow();
    if (Number(used ?? 0) + batch.sizeBytes > quotaBytes) return false;
    await tx
      .insertInto('intake_batch')
      .values({
        id: batch.id,
        case_id: batch.caseId,
        hospital_id: batch.startedBy.hospitalId,
        name: batch.name,
        bundle: batch.bundle,
        sha256: batch.sha256,
        size_bytes: batch.sizeBytes,
        status: 'receiving',
        started_at: at,
        started_by: batch.startedBy.userId,
        started_role: batch.startedBy.role,
      })
      .execute();
    return true;
  });
}

/** Whoever started the upload, with the rights of that moment. */
export const uploaderOf = (batch: BatchRow): Actor => ({
  userId: batch.started_by as UserId,
  role: roleSchema.parse(batch.started_role),
  hospitalId: batch.hospital_id as HospitalId,
});
