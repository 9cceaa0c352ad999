import type { Actor } from '../../../../shared/domain/identity/actor';
import { AppFailure } from '../../../../shared/domain/errors';
import { uploaderOf, type BatchRow } from '../batches';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../archive/entry';
import type { IntakeDeps } from '../deps';
import type { Workshop } from './content';
import { mediumFolderOf, settleDeferred } from './deferred';
import type { Deferred } from './deferredFile';
import { judge, type JudgeContext } from './judge';
import { createPool } from './pool';
import { lockMaterial, refreshStudyRecord } from './records';
import { settle } from './settle';
import { walk, type WalkItem } from './walk';

export type RunDeps = Pick<
  IntakeDeps,
  'db' | 'blobs' | 'ingest' | 'pdf' | 'caseAccess' | 'now' | 'audit'
> & {
  readonly workshop: Workshop;
  readonly limits?: ArchiveLimits;
  readonly onProgress: () => void;
  /** True when the server is closing: the run ends between two files and is taken up again later. */
  readonly isStopping: () => boolean;
};

/** A few files at a time hide the disk's sync time; more would only crowd the images people are looking at. */
const PARALLEL_FILES = 4;

/**
 * Processes a completely received upload. May be broken off at any moment and run again: files that were stored
 * are skipped, everything else is done anew.
 *
 * @returns Number of files, or `null` when it was stopped before the end.
 * @throws AppFailure when the case is out of reach or the server cannot work; never because of one file.
 */
export async function runBatch(
  deps: RunDeps,
  batch: BatchRow,
  uploadFile: string,
): Promise<number | null> {
  const actor = uploaderOf(batch);
  const found = await deps.caseAccess.forView(actor, batch.case_id);
  if (!found.ok) throw new AppFailure(found.error);
  const context: JudgeContext = {
    workshop: deps.workshop,
    ingest: deps.ingest,
    patient: found.value.form.patient,
    pdf: deps.pdf,
    hospitalId: batch.hospital_id,
    uploadedBy: batch.started_by,
  };
  const isComplete = await processFiles(deps, batch, uploadFile, context);
  if (!isComplete) return null;
  await refreshStudies(deps, batch);
  const counts = await countOutcomes(deps, batch.id);
  await auditRun(deps, batch, actor, counts);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

async function processFiles(
  deps: RunDeps,
  batch: BatchRow,
  uploadFile: string,
  context: JudgeContext,
): Promise<boolean> {
  const { db } = deps;
  const done = await donePaths(deps, batch.id);
  const deferred: Deferred[] = [];
  const mediumFolders = new Set(
    done.filter(({ label }) => label === 'DICOMDIR').map(({ path }) => mediumFolderOf(path)),
  );
  const isDone = new Set(done.map(({ path }) => path));
  const items = walk(
    { file: uploadFile, name: batch.name, bundle: batch.bundle },
    {
      workshop: deps.workshop,
      limits: deps.limits ?? ARCHIVE_LIMITS,
      isDone: (path) => isDone.has(path),
      onCount: (files) => setTotal(deps, batch.id, files),
    },
  );
  const handle = async (item: WalkItem): Promise<void> => {
    const file = {
      path: item.path,
      sizeBytes: item.kind === 'refused' ? item.sizeBytes : item.content.sizeBytes,
    };
    const verdict = await verdictOf(context, item);
    if (verdict.kind === 'wfdbHeader' || verdict.kind === 'unknown') {
      deferred.push({ ...file, verdict });
      return;
    }
    if (verdict.label === 'DICOMDIR') mediumFolders.add(mediumFolderOf(item.path));
    await settle(db, batch, file, verdict, deps.now());
    deps.onProgress();
  };
  const pool = createPool(PARALLEL_FILES);
  try {
    for await (const item of items) {
      if (deps.isStopping()) {
        await release(item);
        return false;
      }
      const isStarted = await pool.run(() => handle(item));
      if (!isStarted) {
        await release(item);
        break;
      }
    }
  } finally {
    await pool.drain();
  }
  deferred.sort((a, b) => (a.path < b.path ? -1 : 1));
  const stage = { db, blobs: deps.blobs, patient: context.patient, batch, at: deps.now() };
  await settleDeferred(stage, deferred, mediumFolders);
  return true;
}

async function release(item: WalkItem): Promise<void> {
  if (item.kind !== 'refused') await item.content.close();
}

async function verdictOf(context: JudgeContext, item: WalkItem) {
  if (item.kind === 'refused') {
    const { code, params } = item;
    return { kind: 'refused', label: '', reason: { code, params }, blob: null } as const;
  }
  try {
    if (item.kind === 'file') return await judge(context, item);
    const { code, params } = item.failure;
    return {
      kind: 'refused',
      label: 'archive',
      reason: { code, params },
      blob: await item.content.store(),
    } as const;
  } finally {
    await release(item);
  }
}

async function donePaths(
  { db }: RunDeps,
  batchId: string,
): Promise<{ path: string; label: string }[]> {
  return db
    .selectFrom('intake_item')
    .select(['path', 'recognised_as as label'])
    .where('batch_id', '=', batchId)
    .execute();
}

async function setTotal(
  { db, onProgress }: RunDeps,
  batchId: string,
  files: number,
): Promise<void> {
  await db
    .updateTable('intake_batch')
    .set({ items_total: files })
    .where('id', '=', batchId)
    .execute();
  onProgress();
}

async function refreshStudies({ db }: RunDeps, batch: BatchRow): Promise<void> {
  const studies = await db
    .selectFrom('intake_item')
    .select(['record_id', 'study_instance_uid'])
    .distinct()
    .where('batch_id', '=', batch.id)
    .where('record_id', 'is not', null)
    .where('study_instance_uid', 'is not', null)
    .execute();
  for (const { record_id, study_instance_uid } of studies) {
    if (record_id === null || study_instance_uid === null) continue;
    await db.transaction().execute(async (tx) => {
      await lockMaterial(tx, batch.case_id);
      await refreshStudyRecord(tx, record_id, study_instance_uid);
    });
  }
}

async function countOutcomes({ db }: RunDeps, batchId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('intake_item')
    .select(['outcome', ({ fn }) => fn.countAll<number>().as('count')])
    .where('batch_id', '=', batchId)
    .groupBy('outcome')
    .execute();
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

async function auditRun(
  { audit }: RunDeps,
  batch: BatchRow,
  actor: Actor,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action: 'intake.process',
    entity: 'intakeBatch',
    entityId: batch.id,
    caseId: batch.case_id,
    details: counts,
  });
}
