import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RecordCategory } from '../../../shared/domain/consultation/completeness';
import { AppFailure } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { instantOfDicom } from '../../../shared/domain/intake/chinaTime';
import type { RecordPayload } from '../../../shared/domain/intake/payload';
import { secondaryCapture, type CaptureObject } from '../../dicom/write/secondaryCapture';
import type { CaptureDeps } from './deps';
import type { Origin } from './origin';

export type Filing = {
  readonly origin: Origin;
  readonly actor: Actor;
  readonly objects: readonly CaptureObject[];
  readonly title: string;
  readonly category: RecordCategory;
};

/**
 * Files objects of our own through the same ingest as received ones and puts their study on the case. Objects that are
 * there already change nothing, so that an attempt may be repeated.
 *
 * @returns Id of the study's record.
 * @throws AppFailure when the server cannot store them.
 */
export async function fileObjects(deps: CaptureDeps, filing: Filing): Promise<string> {
  const { origin, actor, objects } = filing;
  const [first] = objects;
  if (!first) throw new RangeError('nothing to file');
  const known = await knownObjects(deps, objects);
  for (const object of objects) {
    // a repeated attempt would carry another time, and so be another object under the same UID
    if (known.has(object.sopInstanceUid)) continue;
    const filed = await deps.ingest.ingest(secondaryCapture(object), {
      hospitalId: origin.current.hospitalId,
      uploadedBy: actor.userId,
      mayExtendStudy: async () => true,
    });
    if (!filed.ok) throw new AppFailure(filed.error);
  }
  const recordId = await attach(deps, filing, first);
  await deps.audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action: 'record.derive',
    entity: 'caseRecord',
    entityId: recordId,
    caseId: origin.current.id,
    details: { from: origin.record.id, objects: objects.length },
  });
  await deps.caseAccess.touch(origin.current.id, actor);
  return recordId;
}

async function knownObjects(
  { db }: CaptureDeps,
  objects: readonly CaptureObject[],
): Promise<Set<string>> {
  const uids = objects.map(({ sopInstanceUid }) => sopInstanceUid);
  const rows = await db
    .selectFrom('dicom_instance')
    .select('sop_instance_uid')
    .where('sop_instance_uid', 'in', uids)
    .execute();
  return new Set(rows.map(({ sop_instance_uid: uid }) => uid));
}

async function attach(
  { db, now }: CaptureDeps,
  { origin, actor, title, category }: Filing,
  { study, series }: CaptureObject,
): Promise<string> {
  const caseId = origin.current.id;
  return db.transaction().execute(async (tx) => {
    // as intake does: whether the study is on the case already must not change between looking and writing
    await sql`select pg_advisory_xact_lock(hashtextextended(${`material ${caseId}`}, 0))`.execute(
      tx,
    );
    const { count } = await tx
      .selectFrom('dicom_instance')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('study_instance_uid', '=', study.uid)
      .executeTakeFirstOrThrow();
    const known = await tx
      .updateTable('case_record')
      .set({ item_count: count })
      .where('case_id', '=', caseId)
      .where('study_instance_uid', '=', study.uid)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (known) return known.id;
    const id = randomUUID();
    const payload: RecordPayload = {
      identity: 'verified',
      derivedFrom: { recordId: origin.record.id, title: origin.record.title },
    };
    await tx
      .insertInto('case_record')
      .values({
        id,
        case_id: caseId,
        kind: 'study',
        category,
        title: [...title].slice(0, 200).join(''),
        modality: series.modality,
        source: 'derived',
        occurred_at: instantOfDicom(study.date || null, study.time || null, null),
        added_at: now(),
        added_by: actor.userId,
        file_name: null,
        mime: null,
        blob_sha256: null,
        size_bytes: null,
        item_count: count,
        study_instance_uid: study.uid,
        payload: JSON.stringify(payload),
        removed_at: null,
        removed_by: null,
      })
      .execute();
    return id;
  });
}
