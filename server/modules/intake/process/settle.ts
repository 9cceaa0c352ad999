import { randomUUID } from 'node:crypto';
import { sql, type Insertable } from 'kysely';
import type { Db } from '../../../db/database';
import type { IntakeReason, IntakeTables } from '../../../db/tables/intake';
import { toJson } from '../../../dicom/ingest/rows';
import type { BatchRow } from '../batches';
import {
  findRecordByBlob,
  findStudyRecord,
  insertRecord,
  insertStudyRecord,
  lockMaterial,
  type Adding,
  type Tx,
} from './records';
import type { Verdict } from './verdict';

export type FinalVerdict = Exclude<Verdict, { kind: 'wfdbHeader' | 'unknown' }>;
export type SettledFile = { readonly path: string; readonly sizeBytes: number };

type ItemRow = Insertable<IntakeTables['intake_item']>;
type Fate = Pick<ItemRow, 'outcome' | 'recognised_as'> & Partial<ItemRow>;

/**
 * Stores what becomes of one file: item, record and the batch's counter in one transaction. A file that was stored
 * before changes nothing.
 */
export async function settle(
  db: Db,
  batch: BatchRow,
  file: SettledFile,
  verdict: FinalVerdict,
  at: string,
): Promise<void> {
  await settleTogether(db, batch, at, async (tx, adding) => [
    { file, fate: await fateOf(tx, batch, adding, verdict) },
  ]);
}

/** Stores files that are one thing together, all or none of them. */
export async function settleTogether(
  db: Db,
  batch: BatchRow,
  at: string,
  decide: (tx: Tx, adding: Adding) => Promise<{ file: SettledFile; fate: Fate }[]>,
): Promise<void> {
  await db
    .transaction()
    .execute(async (tx) => {
      await lockMaterial(tx, batch.case_id);
      const settled = await decide(tx, { caseId: batch.case_id, by: batch.started_by, at });
      const inserted = await tx
        .insertInto('intake_item')
        .values(settled.map(({ file, fate }) => itemRow(batch.id, file, fate, at)))
        .onConflict((oc) => oc.columns(['batch_id', 'path']).doNothing())
        .returning('id')
        .execute();
      // A rerun of something done: nothing of this transaction may stay, or its record would be there twice.
      if (inserted.length < settled.length) throw new AlreadySettled();
      await tx
        .updateTable('intake_batch')
        .set({ items_done: sql`items_done + ${inserted.length}` })
        .where('id', '=', batch.id)
        .execute();
    })
    .catch((error: unknown) => {
      if (!(error instanceof AlreadySettled)) throw error;
    });
}

class AlreadySettled extends Error {}

function itemRow(batchId: string, { path, sizeBytes }: SettledFile, fate: Fate, at: string) {
  return {
    id: randomUUID(),
    batch_id: batchId,
    path,
    size_bytes: sizeBytes,
    record_id: null,
    reason_code: null,
    reason_params: null,
    blob_sha256: null,
    study_instance_uid: null,
    sop_instance_uid: null,
    quarantine_id: null,
    at,
    resolution: null,
    resolved_at: null,
    resolved_by: null,
    ...fate,
  };
}

const refusedFate = (label: string, reason: IntakeReason, extra: Partial<ItemRow> = {}): Fate => ({
  outcome: 'quarantined',
  recognised_as: label,
  reason_code: reason.code,
  reason_params: reason.params ? toJson(reason.params) : null,
  ...extra,
});

async function fateOf(
  tx: Tx,
  batch: BatchRow,
  adding: Adding,
  verdict: FinalVerdict,
): Promise<Fate> {
  const { label } = verdict;
  switch (verdict.kind) {
    case 'ignored':
      return {
        outcome: 'ignored',
        recognised_as: label,
        blob_sha256: verdict.blob?.sha256 ?? null,
      };
    case 'refused':
      return refusedFate(label, verdict.reason, {
        blob_sha256: verdict.blob?.sha256 ?? null,
        study_instance_uid: verdict.dicom?.studyInstanceUid ?? null,
        sop_instance_uid: verdict.dicom?.sopInstanceUid ?? null,
        quarantine_id: verdict.quarantineId ?? null,
      });
    case 'record': {
      const { sha256 } = verdict.record.blob;
      const known = await findRecordByBlob(tx, adding.caseId, sha256);
      return {
        outcome: known ? 'duplicate' : 'attached',
        recognised_as: label,
        record_id: known ?? (await insertRecord(tx, adding, verdict.record)),
        blob_sha256: sha256,
      };
    }
    case 'instance':
      return attachInstance(tx, batch, adding, verdict);
  }
}

type Instance = Extract<Verdict, { kind: 'instance' }>;

async function attachInstance(
  tx: Tx,
  batch: BatchRow,
  adding: Adding,
  instance: Instance,
): Promise<Fate> {
  const { studyInstanceUid, sopInstanceUid, label, sha256, identity, ecg } = instance;
  const record = await findStudyRecord(tx, adding.caseId, studyInstanceUid);
  const isDuplicate =
    record !== null &&
    ((await wasAttached(tx, record.id, sopInstanceUid)) ||
      (record.addedAt < batch.started_at &&
        (await wasFiledBefore(tx, sopInstanceUid, batch.started_at))));
  const source = 'manual';
  return {
    outcome: isDuplicate ? 'duplicate' : 'attached',
    recognised_as: label,
    record_id:
      record?.id ??
      (await insertStudyRecord(tx, adding, studyInstanceUid, { source, identity, ecg })),
    blob_sha256: sha256,
    study_instance_uid: studyInstanceUid,
    sop_instance_uid: sopInstanceUid,
  };
}

async function wasAttached(tx: Tx, recordId: string, sopInstanceUid: string): Promise<boolean> {
  const row = await tx
    .selectFrom('intake_item')
    .select('id')
    .where('sop_instance_uid', '=', sopInstanceUid)
    .where('record_id', '=', recordId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The study was on the case, and this object in it, before the upload began: it came from the archive. */
async function wasFiledBefore(tx: Tx, sopInstanceUid: string, at: string): Promise<boolean> {
  const row = await tx
    .selectFrom('dicom_instance')
    .select('sop_instance_uid')
    .where('sop_instance_uid', '=', sopInstanceUid)
    .where('received_at', '<', at)
    .executeTakeFirst();
  return row !== undefined;
}
