import type { IntakeItem } from '../../../shared/api/intake';
import type { RecordCategory } from '../../../shared/domain/consultation/completeness';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import type { IntakeDeps } from './deps';
import { toItem, type ItemRow } from './listing';
import { createAcceptance, type Accepted } from './process/acceptance';
import type { Workshop } from './process/content';
import {
  heldRecordingOf,
  prepareRecording,
  type HeldRecording,
} from './process/recordingAcceptance';
import { lockMaterial, refreshStudyRecord, type Tx } from './process/records';

export type Decision = {
  readonly decision: 'accept' | 'discard';
  readonly note: string;
  readonly category?: RecordCategory | undefined;
};
export type Resolved = { readonly item: IntakeItem; readonly awaitsSecondPerson: boolean };
type Accepting = { readonly caseId: string; readonly category: RecordCategory | undefined };
type ItemKey = { readonly caseId: string; readonly itemId: string };

export type QuarantineDeps = Pick<
  IntakeDeps,
  'db' | 'blobs' | 'ingest' | 'audit' | 'now' | 'caseAccess'
> & {
  readonly workshop: Workshop;
};

/**
 * Decides about a quarantined file. A file that names another patient comes in only when two different people of
 * the hospital say so; every other refusal can only be confirmed, because what was refused cannot be read or must
 * never be shown. All files of one study, or of one recording, stand and fall together. Discarded bytes stay stored.
 *
 * @returns The item, and whether a second person is still needed. Errors: what case access refuses,
 *   `request.notFound`, `file.alreadyResolved`, `file.notAcceptable` (params reason), `dicom.*` from filing it.
 */
export async function resolveItem(
  deps: QuarantineDeps,
  actor: Actor,
  key: ItemKey,
  decision: Decision,
): Promise<Result<Resolved, AppError>> {
  const allowed = await deps.caseAccess.forUpload(actor, key.caseId);
  if (!allowed.ok) return allowed;
  const item = await findItem(deps.db, key);
  if (!item || item.outcome !== 'quarantined') return err(appError('notFound', 'request.notFound'));
  if (item.resolution !== null) return err(appError('conflict', 'file.alreadyResolved'));
  const resolved =
    decision.decision === 'discard'
      ? await discard(deps, actor, item)
      : await accept(deps, actor, key.caseId, item, decision);
  if (!resolved.ok) return resolved;
  const action = resolved.value.awaitsSecondPerson ? 'intake.vote' : `intake.${decision.decision}`;
  await record(deps, actor, { key, item, action });
  return resolved;
}

async function findItem(db: Db, { caseId, itemId }: ItemKey): Promise<ItemRow | null> {
  const row = await db
    .selectFrom('intake_item')
    .innerJoin('intake_batch', 'intake_batch.id', 'intake_item.batch_id')
    .selectAll('intake_item')
    .where('intake_item.id', '=', itemId)
    .where('intake_batch.case_id', '=', caseId)
    .executeTakeFirst();
  return row ?? null;
}

async function discard(
  deps: QuarantineDeps,
  actor: Actor,
  item: ItemRow,
): Promise<Result<Resolved, AppError>> {
  const at = deps.now();
  const recording = await heldRecordingOf(deps, item);
  const done = await deps.db.transaction().execute(async (tx) => {
    const items = recording ? await stillOpen(tx, recording.items) : await openSiblings(tx, item);
    for (const { id, quarantine_id } of items) {
      await markResolved(tx, id, { resolution: 'discarded', by: actor.userId, at });
      if (quarantine_id) await closeHospitalQuarantine(tx, quarantine_id, actor.userId, at);
    }
    return items.some(({ id }) => id === item.id);
  });
  if (!done) return err(appError('conflict', 'file.alreadyResolved'));
  return ok({ item: await reread(deps.db, item.id), awaitsSecondPerson: false });
}

async function accept(
  deps: QuarantineDeps,
  actor: Actor,
  caseId: string,
  item: ItemRow,
  { note, category }: Decision,
): Promise<Result<Resolved, AppError>> {
  const { reason_code: reason } = item;
  if (reason !== 'file.patientMismatch') {
    return err(appError('conflict', 'file.notAcceptable', { params: { reason: reason ?? '' } }));
  }
  const recording = await heldRecordingOf(deps, item);
  const together = recording?.items ?? (await openSiblings(deps.db, item));
  const voters = await vote(deps, actor, { item, together, note });
  if (voters < 2) return ok({ item: toItem(item), awaitsSecondPerson: true });
  const settled = recording
    ? await acceptRecording(deps, actor, { caseId, category, recording })
    : await acceptSiblings(deps, actor, { caseId, category, item });
  if (!settled.ok) return settled;
  await deps.caseAccess.touch(caseId, actor);
  return ok({ item: await reread(deps.db, item.id), awaitsSecondPerson: false });
}

async function acceptSiblings(
  deps: QuarantineDeps,
  actor: Actor,
  { caseId, category, item }: Accepting & { readonly item: ItemRow },
): Promise<Result<void, AppError>> {
  const acceptance = createAcceptance(deps, actor, caseId, category);
  for (const sibling of await openSiblings(deps.db, item)) {
    const prepared = await acceptance.prepare(sibling);
    if (!prepared.ok) return prepared;
    await settleAccepted(deps, actor, caseId, [sibling], prepared.value);
  }
  return ok(undefined);
}

async function acceptRecording(
  deps: QuarantineDeps,
  actor: Actor,
  { caseId, category, recording }: Accepting & { readonly recording: HeldRecording },
): Promise<Result<void, AppError>> {
  const prepared = await prepareRecording(deps, recording, category);
  if (!prepared.ok) return prepared;
  await settleAccepted(deps, actor, caseId, recording.items, prepared.value);
  return ok(undefined);
}

type Vote = {
  readonly item: ItemRow;
  /** All files that are one thing with it: who vouches for one of them vouches for the thing. */
  readonly together: readonly ItemRow[];
  readonly note: string;
};

/** @returns How many different people have voted for the item, or for a file that is one recording with it. */
async function vote(
  { db, now }: QuarantineDeps,
  actor: Actor,
  { item, together, note }: Vote,
): Promise<number> {
  const ids = together.map(({ id }) => id);
  return db.transaction().execute(async (tx) => {
    // two second votes at once must both see the first, also when they are for different files of a recording
    await tx
      .selectFrom('intake_item')
      .select('id')
      .where('id', 'in', ids)
      .orderBy('id')
      .forUpdate()
      .execute();
    await tx
      .insertInto('intake_vote')
      .values({ item_id: item.id, user_id: actor.userId, note, at: now() })
      .onConflict((oc) => oc.columns(['item_id', 'user_id']).doNothing())
      .execute();
    const { voters } = await tx
      .selectFrom('intake_vote')
      .select(({ fn }) => fn.count<number>('user_id').distinct().as('voters'))
      .where('item_id', 'in', ids)
      .executeTakeFirstOrThrow();
    return Number(voters);
  });
}

async function settleAccepted(
  { db, now }: QuarantineDeps,
  actor: Actor,
  caseId: string,
  items: readonly ItemRow[],
  accepted: Accepted,
): Promise<void> {
  const at = now();
  await db.transaction().execute(async (tx) => {
    await lockMaterial(tx, caseId);
    const open = await stillOpen(tx, items);
    if (open.length === 0) return;
    const recordId = await accepted.attach(tx, { caseId, by: actor.userId, at });
    for (const { id, study_instance_uid: studyUid } of open) {
      if (studyUid) await refreshStudyRecord(tx, recordId, studyUid);
      await markResolved(tx, id, { resolution: 'accepted', by: actor.userId, at, recordId });
    }
  });
}

const stillOpen = (tx: Tx, items: readonly ItemRow[]): Promise<ItemRow[]> =>
  tx
    .selectFrom('intake_item')
    .selectAll()
    .where(
      'id',
      'in',
      items.map(({ id }) => id),
    )
    .where('resolution', 'is', null)
    .orderBy('path')
    .forUpdate()
    .execute();

type Mark = {
  readonly resolution: 'accepted' | 'discarded';
  readonly by: string;
  readonly at: string;
  readonly recordId?: string;
};

async function markResolved(
  tx: Tx,
  id: string,
  { resolution, by, at, recordId }: Mark,
): Promise<void> {
  await tx
    .updateTable('intake_item')
    .set({
      resolution,
      resolved_at: at,
      resolved_by: by,
      ...(recordId ? { record_id: recordId } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** The item itself and, for an image, everything of its study in the same upload that was refused for the same reason. */
async function openSiblings(db: Db | Tx, item: ItemRow): Promise<ItemRow[]> {
  const open = db.selectFrom('intake_item').selectAll().where('resolution', 'is', null);
  if (item.study_instance_uid === null || item.reason_code === null) {
    return open.where('id', '=', item.id).execute();
  }
  return open
    .where('batch_id', '=', item.batch_id)
    .where('study_instance_uid', '=', item.study_instance_uid)
    .where('reason_code', '=', item.reason_code)
    .where('outcome', '=', 'quarantined')
    .orderBy('path')
    .execute();
}

async function closeHospitalQuarantine(tx: Tx, id: string, by: string, at: string): Promise<void> {
  await tx
    .updateTable('quarantine_item')
    .set({ resolved_at: at, resolved_by: by, resolution: 'discarded' })
    .where('id', '=', id)
    .where('resolved_at', 'is', null)
    .execute();
}

async function reread(db: Db, itemId: string): Promise<IntakeItem> {
  return toItem(
    await db
      .selectFrom('intake_item')
      .selectAll()
      .where('id', '=', itemId)
      .executeTakeFirstOrThrow(),
  );
}

type AuditedStep = { readonly key: ItemKey; readonly item: ItemRow; readonly action: string };

async function record(
  { audit }: QuarantineDeps,
  actor: Actor,
  { key, item, action }: AuditedStep,
): Promise<void> {
  await audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action,
    entity: 'intakeItem',
    entityId: key.itemId,
    caseId: key.caseId,
    details: { reason: item.reason_code ?? '' },
  });
}
