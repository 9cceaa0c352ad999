import { sql } from 'kysely';
import type { z } from 'zod';
import type { inboxStudySchema } from '../../../shared/api/intake';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import type { IntakeDeps } from './deps';
import { judgeIdentity } from './process/identity';
import { findStudyRecord, insertStudyRecord, lockMaterial } from './process/records';
import { toStated } from './readers/dicomFile';

type InboxStudy = z.infer<typeof inboxStudySchema>;

const PAGE = 200;

/** Studies that lie with the hospital and are on no case, newest first. */
export async function listInboxStudies(
  db: Db,
  hospitalId: string,
  q: string | undefined,
): Promise<InboxStudy[]> {
  const words = q?.trim().replace(/[\\%_]/g, '\\$&') ?? '';
  const rows = await db
    .selectFrom('dicom_study_holder as h')
    .innerJoin('dicom_study as s', 's.study_instance_uid', 'h.study_instance_uid')
    .selectAll('s')
    .select('h.first_received_at')
    .where('h.hospital_id', '=', hospitalId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('case_record as r')
            .select('r.id')
            .whereRef('r.study_instance_uid', '=', 's.study_instance_uid')
            .where('r.removed_at', 'is', null),
        ),
      ),
    )
    .$if(words !== '', (query) =>
      query.where((eb) =>
        eb.or(
          (
            [
              'patient_name_alphabetic',
              'patient_name_ideographic',
              'patient_id',
              'study_description',
              'accession_number',
            ] as const
          ).map((column) => eb(`s.${column}`, 'ilike', `%${words}%`)),
        ),
      ),
    )
    .orderBy('h.first_received_at', 'desc')
    .orderBy('s.study_instance_uid')
    .limit(PAGE)
    .execute();
  const counts = await countSeries(
    db,
    rows.map((row) => row.study_instance_uid),
  );
  return rows.map((row) => ({
    studyInstanceUid: row.study_instance_uid,
    patientName: row.patient_name_ideographic ?? row.patient_name_alphabetic ?? '',
    patientId: row.patient_id ?? '',
    patientBirthDate: row.patient_birth_date,
    patientSex: row.patient_sex,
    description: row.study_description ?? '',
    studyDate: row.study_date,
    receivedAt: row.first_received_at,
    ...(counts.get(row.study_instance_uid) ?? { modalities: [], seriesCount: 0, instanceCount: 0 }),
  }));
}

type Counts = Pick<InboxStudy, 'modalities' | 'seriesCount' | 'instanceCount'>;

async function countSeries(db: Db, studyUids: readonly string[]): Promise<Map<string, Counts>> {
  if (studyUids.length === 0) return new Map();
  const rows = await db
    .selectFrom('dicom_series as s')
    .innerJoin('dicom_instance as i', 'i.series_instance_uid', 's.series_instance_uid')
    .select([
      's.study_instance_uid as uid',
      sql<string[]>`array_remove(array_agg(distinct s.modality order by s.modality), null)`.as(
        'modalities',
      ),
      sql<number>`count(distinct s.series_instance_uid)`.as('seriesCount'),
      sql<number>`count(*)`.as('instanceCount'),
    ])
    .where('s.study_instance_uid', 'in', [...studyUids])
    .where('s.series_instance_uid', 'not in', (eb) =>
      eb.selectFrom('annotation_series').select('series_instance_uid'),
    )
    .groupBy('s.study_instance_uid')
    .execute();
  return new Map(rows.map(({ uid, ...counts }) => [uid, counts]));
}

type AttachDeps = Pick<IntakeDeps, 'db' | 'audit' | 'now' | 'caseAccess'>;
type AttachKey = { readonly caseId: string; readonly studyInstanceUid: string };

/**
 * Puts a study of the hospital's inbox on a case. Attaching it again answers the same record.
 *
 * @returns The record, or `dicom.notFound` (also for other hospitals' studies), `dicom.patientMismatch` (params
 *   fields: what differs), or what case access refuses.
 */
export async function attachInboxStudy(
  { db, audit, now, caseAccess }: AttachDeps,
  actor: Actor,
  { caseId, studyInstanceUid }: AttachKey,
): Promise<Result<{ recordId: string }, AppError>> {
  const found = await caseAccess.forUpload(actor, caseId);
  if (!found.ok) return found;
  const study = actor.hospitalId
    ? await findHeldStudy(db, actor.hospitalId, studyInstanceUid)
    : null;
  if (!study) return err(appError('notFound', 'dicom.notFound'));
  const identity = judgeIdentity(found.value.form.patient, [
    toStated({
      name: {
        ...(study.patient_name_alphabetic ? { Alphabetic: study.patient_name_alphabetic } : {}),
        ...(study.patient_name_ideographic ? { Ideographic: study.patient_name_ideographic } : {}),
      },
      patientId: study.patient_id,
      birthDate: study.patient_birth_date,
      sex: study.patient_sex,
    }),
  ]);
  if (!identity.ok) {
    const params = identity.error.params ?? {};
    return err(appError('integrity', 'dicom.patientMismatch', { params }));
  }
  const at = now();
  const recordId = await db.transaction().execute(async (tx) => {
    await lockMaterial(tx, caseId);
    const known = await findStudyRecord(tx, caseId, studyInstanceUid);
    const how = { source: 'pacs', identity: identity.value ?? 'unverified' } as const;
    return (
      known?.id ?? insertStudyRecord(tx, { caseId, by: actor.userId, at }, studyInstanceUid, how)
    );
  });
  await audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action: 'study.attach',
    entity: 'caseRecord',
    entityId: recordId,
    caseId,
  });
  await caseAccess.touch(caseId, actor);
  return ok({ recordId });
}

async function findHeldStudy(db: Db, hospitalId: string, studyUid: string) {
  const row = await db
    .selectFrom('dicom_study_holder as h')
    .innerJoin('dicom_study as s', 's.study_instance_uid', 'h.study_instance_uid')
    .selectAll('s')
    .where('h.hospital_id', '=', hospitalId)
    .where('h.study_instance_uid', '=', studyUid)
    .executeTakeFirst();
  return row ?? null;
}
