import type { Selectable } from 'kysely';
import type { IntakeBatch, IntakeItem } from '../../../shared/api/intake';
import type { UserId } from '../../../shared/domain/identity/actor';
import type { Db } from '../../db/database';
import type { IntakeReason, IntakeTables } from '../../db/tables/intake';
import type { BatchRow } from './batches';
import type { UploadFiles } from './uploads/uploadFiles';

export type ItemRow = Selectable<IntakeTables['intake_item']>;

/** A medium may hold tens of thousands of images; the list names this many of one upload, those to decide first. */
const ITEMS_PER_BATCH = 500;

/** Uploads of a case, newest first, each with what became of its files. */
export async function listBatches(
  db: Db,
  files: UploadFiles,
  caseId: string,
): Promise<IntakeBatch[]> {
  const rows = await db
    .selectFrom('intake_batch')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) =>
      toBatch(row, await receivedOf(files, row), await readItems(db, row.id)),
    ),
  );
}

async function receivedOf(
  files: UploadFiles,
  { id, status, size_bytes }: BatchRow,
): Promise<number> {
  return status === 'receiving' ? ((await files.sizeOf(id)) ?? 0) : size_bytes;
}

async function readItems(db: Db, batchId: string): Promise<ItemRow[]> {
  return db
    .selectFrom('intake_item')
    .selectAll()
    .where('batch_id', '=', batchId)
    .orderBy((eb) =>
      eb
        .case()
        .when('resolution', 'is not', null)
        .then(2)
        .when('outcome', '=', 'quarantined')
        .then(0)
        .when('outcome', '=', 'ignored')
        .then(3)
        .else(1)
        .end(),
    )
    .orderBy('path')
    .limit(ITEMS_PER_BATCH)
    .execute();
}

function toBatch(row: BatchRow, receivedBytes: number, items: readonly ItemRow[]): IntakeBatch {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    sizeBytes: row.size_bytes,
    receivedBytes,
    itemsDone: row.items_done,
    itemsTotal: row.items_total,
    startedAt: row.started_at,
    startedBy: row.started_by as UserId,
    failure: row.failure ? toReason(row.failure) : null,
    items: items.map(toItem),
  };
}

export const toItem = (row: ItemRow): IntakeItem => ({
  id: row.id,
  path: row.path,
  sizeBytes: row.size_bytes,
  outcome: row.outcome,
  recognisedAs: row.recognised_as,
  recordId: row.record_id,
  reason: row.reason_code
    ? toReason({
        code: row.reason_code,
        ...(row.reason_params ? { params: row.reason_params } : {}),
      })
    : null,
  resolution: row.resolution,
});

const toReason = ({ code, params }: IntakeReason) => ({
  code,
  ...(params ? { params: { ...params } } : {}),
});
