import type { Transaction } from 'kysely';
import type { Database } from '../../db/schema';
import type { DicomIndex } from '../parse/indexDicom';
import type { Candidate, Known, Outcome, StudyState } from './arrival';
import { seriesRow, studyRow } from './rows';

export type Tx = Transaction<Database>;

export async function insertParents(tx: Tx, candidates: readonly Candidate[]) {
  const studies = firstByKey(candidates, ({ index }) => index.studyInstanceUid);
  const insertedStudies = await tx
    .insertInto('dicom_study')
    .values(studies.map(({ index, arrival }) => studyRow(index, arrival.receivedAt)))
    .onConflict((oc) => oc.column('study_instance_uid').doNothing())
    .returning('study_instance_uid')
    .execute();
  const series = firstByKey(candidates, ({ index }) => index.seriesInstanceUid);
  const insertedSeries = await tx
    .insertInto('dicom_series')
    .values(series.map(({ index, arrival }) => seriesRow(index, arrival.receivedAt)))
    .onConflict((oc) => oc.column('series_instance_uid').doNothing())
    .returning('series_instance_uid')
    .execute();
  return {
    studies: insertedStudies.map((row) => row.study_instance_uid),
    series: insertedSeries.map((row) => row.series_instance_uid),
  };
}

export async function readKnown(
  tx: Tx,
  candidates: readonly Candidate[],
  created: readonly string[],
): Promise<Known> {
  const uidsOf = (key: (index: DicomIndex) => string) => [
    ...new Set(candidates.map((c) => key(c.index))),
  ];
  const studyUids = uidsOf((index) => index.studyInstanceUid);
  const studies = await tx
    .selectFrom('dicom_study')
    .select(['study_instance_uid', 'patient_id', 'patient_birth_date', 'patient_sex'])
    .select(['patient_name_alphabetic', 'patient_name_ideographic', 'patient_name_phonetic'])
    .where('study_instance_uid', 'in', studyUids)
    .execute();
  const holders = await tx
    .selectFrom('dicom_study_holder')
    .select(['study_instance_uid', 'hospital_id'])
    .where('study_instance_uid', 'in', studyUids)
    .execute();
  const series = await tx
    .selectFrom('dicom_series')
    .select(['series_instance_uid', 'study_instance_uid'])
    .where(
      'series_instance_uid',
      'in',
      uidsOf((index) => index.seriesInstanceUid),
    )
    .execute();
  const instances = await tx
    .selectFrom('dicom_instance')
    .select(['sop_instance_uid', 'blob_sha256'])
    .where(
      'sop_instance_uid',
      'in',
      uidsOf((index) => index.sopInstanceUid),
    )
    .execute();
  const states = studies.map((row): [string, StudyState] => [
    row.study_instance_uid,
    {
      patient: {
        name: {
          ...(row.patient_name_alphabetic && { Alphabetic: row.patient_name_alphabetic }),
          ...(row.patient_name_ideographic && { Ideographic: row.patient_name_ideographic }),
          ...(row.patient_name_phonetic && { Phonetic: row.patient_name_phonetic }),
        },
        patientId: row.patient_id,
        birthDate: row.patient_birth_date,
        sex: row.patient_sex,
      },
      holders: new Set(
        holders
          .filter((h) => h.study_instance_uid === row.study_instance_uid)
          .map((h) => h.hospital_id),
      ),
      isNew: created.includes(row.study_instance_uid),
    },
  ]);
  return {
    studies: new Map(states),
    series: new Map(series.map((row) => [row.series_instance_uid, row.study_instance_uid])),
    instances: new Map(instances.map((row) => [row.sop_instance_uid, row.blob_sha256])),
  };
}

export async function insertHolders(
  tx: Tx,
  candidates: readonly Candidate[],
  outcomes: readonly Outcome[],
  known: Known,
): Promise<void> {
  const holding = candidates.filter(
    ({ at, index, arrival }) =>
      outcomes[at]?.ok &&
      known.studies.get(index.studyInstanceUid)?.holders.has(arrival.hospitalId),
  );
  const rows = firstByKey(
    holding,
    ({ index, arrival }) => `${index.studyInstanceUid} ${arrival.hospitalId}`,
  );
  if (rows.length === 0) return;
  await tx
    .insertInto('dicom_study_holder')
    .values(
      rows.map(({ index, arrival }) => ({
        study_instance_uid: index.studyInstanceUid,
        hospital_id: arrival.hospitalId,
        first_received_at: arrival.receivedAt,
      })),
    )
    .onConflict((oc) => oc.columns(['study_instance_uid', 'hospital_id']).doNothing())
    .execute();
}

export async function removeEmptyParents(
  tx: Tx,
  created: { studies: string[]; series: string[] },
): Promise<void> {
  if (created.series.length > 0) {
    await tx
      .deleteFrom('dicom_series')
      .where('series_instance_uid', 'in', created.series)
      .where('series_instance_uid', 'not in', (eb) =>
        eb.selectFrom('dicom_instance').select('series_instance_uid'),
      )
      .execute();
  }
  if (created.studies.length > 0) {
    await tx
      .deleteFrom('dicom_study')
      .where('study_instance_uid', 'in', created.studies)
      .where('study_instance_uid', 'not in', (eb) =>
        eb.selectFrom('dicom_instance').select('study_instance_uid'),
      )
      .execute();
  }
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One candidate per key, ordered by key. */
function firstByKey(
  candidates: readonly Candidate[],
  key: (candidate: Candidate) => string,
): Candidate[] {
  const firsts = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (!firsts.has(key(candidate))) firsts.set(key(candidate), candidate);
  }
  return [...firsts.entries()].sort(([a], [b]) => compare(a, b)).map(([, candidate]) => candidate);
}
