import { sql } from 'kysely';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { BlobInfo } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { EcgLevel } from '../../db/tables/ecg';
import type { EcgFileRef } from '../openStored';
import type { Scanned } from './scan/scanJob';

/** A recording whose overview is to be made, and what of it there is already. */
export type Waiting = {
  readonly revision: string;
  readonly files: readonly EcgFileRef[];
  /** This one included. */
  readonly attempts: number;
  readonly levels: readonly EcgLevel[];
};

/** Longer than any piece of work takes; extended while it goes on. Afterwards another node may try. */
const LEASE_MINUTES = 5;

/** Takes the recording that waits longest; `null` when there is none. */
export async function leaseWaiting(db: Db): Promise<Waiting | null> {
  const { rows } = await sql<{
    revision: string;
    files: EcgFileRef[];
    attempts: number;
    levels: EcgLevel[] | null;
  }>`
    update ecg_derived set leased_until = now() + make_interval(mins => ${LEASE_MINUTES}),
      attempts = attempts + 1
    where revision in (
      select revision from ecg_derived
      where state = 'waiting' and (leased_until is null or leased_until < now())
      order by asked_at limit 1 for update skip locked)
    returning revision, files, attempts, levels`.execute(db);
  const [row] = rows;
  return row ? { ...row, levels: row.levels ?? [] } : null;
}

export async function extendLease(db: Db, revision: string): Promise<void> {
  await sql`update ecg_derived set leased_until = now() + make_interval(mins => ${LEASE_MINUTES})
    where revision = ${revision}`.execute(db);
}

/**
 * Left unfinished, and not the recording's fault.
 *
 * @param atOnce - Whether the next may take it now; else when the lease is over, as after a full disk.
 */
export async function forgiveAttempt(db: Db, revision: string, atOnce: boolean): Promise<void> {
  await sql`update ecg_derived set attempts = greatest(0, attempts - 1),
      leased_until = case when ${atOnce} then null else leased_until end
    where revision = ${revision}`.execute(db);
}

/** What one scan gave: from here on only coarser levels are missing. */
export async function saveScan(
  db: Db,
  revision: string,
  { finest, beats, scanned }: { finest: EcgLevel; beats: BlobInfo | null; scanned: Scanned },
): Promise<void> {
  const { analysis, annotations } = scanned;
  await db
    .updateTable('ecg_derived')
    .set({
      levels: JSON.stringify([finest]),
      beats_sha256: beats?.sha256 ?? null,
      analysis: analysis && JSON.stringify(analysis),
      annotations: annotations && JSON.stringify(annotations.first),
      annotation_count: annotations?.count ?? null,
    })
    .where('revision', '=', revision)
    .execute();
}

export async function saveLevels(
  db: Db,
  revision: string,
  levels: readonly EcgLevel[],
): Promise<void> {
  await db
    .updateTable('ecg_derived')
    .set({ levels: JSON.stringify(levels) })
    .where('revision', '=', revision)
    .execute();
}

/** @param reason - Why there is none and will be none; `null`: it is ready. */
export async function finishWaiting(
  db: Db,
  revision: string,
  reason: string | null,
): Promise<void> {
  await db
    .updateTable('ecg_derived')
    .set({ state: reason === null ? 'ready' : 'none', reason, leased_until: null })
    .where('revision', '=', revision)
    .execute();
}

/** Cases on which a recording is, as a file or in a study. */
export async function casesHolding(db: Db, files: readonly EcgFileRef[]): Promise<CaseId[]> {
  const sha256 = files[0]?.sha256 ?? '';
  const { rows } = await sql<{ case_id: CaseId }>`
    select case_id from case_record where blob_sha256 = ${sha256} and removed_at is null
    union
    select case_id from case_record join dicom_instance using (study_instance_uid)
    where dicom_instance.blob_sha256 = ${sha256} and removed_at is null`.execute(db);
  return rows.map((row) => row.case_id);
}
