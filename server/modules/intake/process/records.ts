import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { RecordCategory } from '../../../../shared/domain/consultation/completeness';
import { titleOfEcg, type EcgSummary } from '../../../../shared/domain/ecg/summary';
import { instantOfDicom } from '../../../../shared/domain/intake/chinaTime';
import type { RecordPayload } from '../../../../shared/domain/intake/payload';
import type { Db } from '../../../db/database';
import type { Database } from '../../../db/schema';
import { toJson } from '../../../dicom/ingest/rows';
import { askForOverview, filesOfRecord } from '../../../ecg/derived/ask';
import { askForLevels, levelsOfFile } from '../../../slide/derive/ask';
import type { RecordDraft } from './verdict';

export type Tx = Transaction<Database>;
/** To which case material is added, by whom and when. */
export type Adding = { readonly caseId: string; readonly by: string; readonly at: string };

/** Items of one case are stored one after the other: whether something is a duplicate depends on what is there. */
export async function lockMaterial(tx: Tx, caseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`material ${caseId}`}, 0))`.execute(tx);
}

export async function insertRecord(tx: Tx, adding: Adding, draft: RecordDraft): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('case_record')
    .values({
      id,
      case_id: adding.caseId,
      kind: draft.kind,
      category: draft.category,
      title: withoutNul(draft.title),
      modality: null,
      source: draft.source,
      occurred_at: draft.occurredAt,
      added_at: adding.at,
      added_by: adding.by,
      file_name: draft.fileName,
      mime: draft.mime,
      blob_sha256: draft.blob.sha256,
      size_bytes: draft.blob.sizeBytes,
      item_count: draft.itemCount,
      study_instance_uid: null,
      payload: draft.payload ? toJson(draft.payload) : null,
      removed_at: null,
      removed_by: null,
    })
    .execute();
  if (draft.payload?.ecg?.isLong) {
    await askForOverview(tx, filesOfRecord({ ...draft, parts: draft.payload.parts ?? [] }));
  }
  if (draft.kind === 'slide') await askForLevels(tx, levelsOfFile(draft.blob.sha256, draft.mime));
  return id;
}

/** PostgreSQL's text has no NUL. */
const withoutNul = (text: string): string => text.replaceAll('\0', '');

/** A record of the case that is still on it and has these bytes. */
export async function findRecordByBlob(
  tx: Tx,
  caseId: string,
  sha256: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('case_record')
    .select('id')
    .where('case_id', '=', caseId)
    .where('blob_sha256', '=', sha256)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export type StudyRecord = { readonly id: string; readonly addedAt: string };

export async function findStudyRecord(
  tx: Tx,
  caseId: string,
  studyUid: string,
): Promise<StudyRecord | null> {
  const row = await tx
    .selectFrom('case_record')
    .select(['id', 'added_at'])
    .where('case_id', '=', caseId)
    .where('study_instance_uid', '=', studyUid)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? { id: row.id, addedAt: row.added_at } : null;
}

/** Objects that are about a study rather than its pictures never name it. */
const COMPANIONS = new Set(['PR', 'KO', 'SR', 'DOC', 'SEG', 'REG', 'RTSTRUCT', 'OT']);
const CATEGORY_BY_MODALITY: Readonly<Record<string, RecordCategory>> = {
  ECG: 'ecg',
  SM: 'pathology',
  SR: 'report',
  DOC: 'report',
};

/** Makes the record of a study that has none on this case yet. */
export async function insertStudyRecord(
  tx: Tx,
  adding: Adding,
  studyUid: string,
  how: {
    readonly source: 'manual' | 'pacs';
    readonly identity: NonNullable<RecordPayload['identity']>;
    /** Of a study that begins with an ECG. */
    readonly ecg?: EcgSummary | null;
  },
): Promise<string> {
  const id = randomUUID();
  const { identity, ecg } = how;
  const described = await describeStudy(tx, studyUid);
  await tx
    .insertInto('case_record')
    .values({
      id,
      case_id: adding.caseId,
      kind: 'study',
      ...described,
      ...(ecg ? { title: titleOfEcg(ecg) } : {}),
      source: how.source,
      added_at: adding.at,
      added_by: adding.by,
      file_name: null,
      mime: null,
      blob_sha256: null,
      size_bytes: null,
      study_instance_uid: studyUid,
      payload: JSON.stringify({ identity, ...(ecg ? { ecg } : {}) } satisfies RecordPayload),
      removed_at: null,
      removed_by: null,
    })
    .execute();
  return id;
}

/** Brings count and modality of a study's record up to date; its title and category may have been corrected by hand. */
export async function refreshStudyRecord(
  tx: Tx,
  recordId: string,
  studyUid: string,
): Promise<void> {
  const { item_count, modality } = await describeStudy(tx, studyUid);
  await tx
    .updateTable('case_record')
    .set({ item_count, modality })
    .where('id', '=', recordId)
    .execute();
}

/** The same for every case these studies lie on, after objects came that nobody uploaded to a case. */
export async function refreshStudyRecords(db: Db, studyUids: readonly string[]): Promise<void> {
  if (studyUids.length === 0) return;
  const records = await db
    .selectFrom('case_record')
    .select(['id', 'case_id', 'study_instance_uid'])
    .where('study_instance_uid', 'in', [...studyUids])
    .where('removed_at', 'is', null)
    .execute();
  for (const { id, case_id, study_instance_uid } of records) {
    await db.transaction().execute(async (tx) => {
      await lockMaterial(tx, case_id);
      if (study_instance_uid !== null) await refreshStudyRecord(tx, id, study_instance_uid);
    });
  }
}

async function describeStudy(tx: Tx, studyUid: string) {
  const study = await tx
    .selectFrom('dicom_study')
    .select(['study_description', 'study_date', 'study_time', 'attributes'])
    .where('study_instance_uid', '=', studyUid)
    .executeTakeFirstOrThrow();
  const series = await tx
    .selectFrom('dicom_series as s')
    .innerJoin('dicom_instance as i', 'i.series_instance_uid', 's.series_instance_uid')
    .select(['s.modality', 's.body_part', sql<number>`count(*)`.as('instances')])
    .where('s.study_instance_uid', '=', studyUid)
    // what experts drew on it is not what the hospital sent
    .where('s.series_instance_uid', 'not in', (eb) =>
      eb.selectFrom('annotation_series').select('series_instance_uid'),
    )
    .groupBy(['s.series_instance_uid', 's.modality', 's.body_part'])
    .orderBy('instances', 'desc')
    .execute();
  const modality =
    (series.find((s) => s.modality && !COMPANIONS.has(s.modality)) ?? series[0])?.modality ?? null;
  const bodyPart = series.find((s) => s.body_part)?.body_part ?? '';
  const title = study.study_description?.trim() || [modality ?? '', bodyPart].join(' ').trim();
  const zone =
    (study.attributes as Record<string, { Value?: string[] }>)['00080201']?.Value?.[0] ?? null;
  const category: RecordCategory = CATEGORY_BY_MODALITY[modality ?? ''] ?? 'imaging';
  return {
    title: (title || 'DICOM').slice(0, 200),
    category,
    modality,
    occurred_at: instantOfDicom(study.study_date, study.study_time, zone),
    item_count: series.reduce((sum, { instances }) => sum + instances, 0),
  };
}
