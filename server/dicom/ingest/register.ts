import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Database } from '../../db/schema';
import type { BlobInfo } from '../../blobs/blobStore';
import type { DicomIndex } from '../parse/indexDicom';
import { isSamePatient, type DicomPatient } from './patientMatch';
import { instanceRow, patientOf, seriesRow, studyRow, toJson } from './rows';

export type Arrival = {
  readonly blob: BlobInfo;
  readonly hospitalId: string;
  readonly uploadedBy: string | null;
  readonly fileName: string | null;
  readonly receivedAt: string;
  /** What the parser said: an index, or why the object is refused. */
  readonly parsed: Result<DicomIndex, AppError>;
  /** The sender may add to a study that only other hospitals hold, e.g. an expert's annotations. */
  readonly mayExtend: boolean;
};

export type Registered = { readonly index: DicomIndex; readonly isNew: boolean };
type Outcome = Result<Registered, AppError>;
type Tx = Transaction<Database>;
type Candidate = { readonly arrival: Arrival; readonly index: DicomIndex; readonly at: number };

type StudyState = {
  readonly patient: DicomPatient;
  readonly holders: Set<string>;
  readonly isNew: boolean;
};
type Known = {
  readonly studies: Map<string, StudyState>;
  /** Series → the study it belongs to. */
  readonly series: Map<string, string>;
  /** SOP instance → SHA-256 of its content. */
  readonly instances: Map<string, string>;
};

/**
 * Files a batch of arrivals in one transaction. Rows are always inserted in the order of their UIDs, so that
 * concurrent batches wait for each other instead of deadlocking. When it returns, everything is committed.
 *
 * @returns One outcome per arrival, in their order. Refused ones are in quarantine; error params carry `quarantineId`.
 */
export async function registerBatch(
  db: Kysely<Database>,
  arrivals: readonly Arrival[],
): Promise<Outcome[]> {
  return db.transaction().execute(async (tx) => {
    const outcomes = new Array<Outcome>(arrivals.length);
    const candidates: Candidate[] = [];
    arrivals.forEach((arrival, at) => {
      if (arrival.parsed.ok) candidates.push({ arrival, index: arrival.parsed.value, at });
      else outcomes[at] = err(arrival.parsed.error);
    });
    await fileCandidates(tx, candidates, outcomes);
    await quarantineRefused(tx, arrivals, outcomes);
    return outcomes;
  });
}

async function fileCandidates(tx: Tx, candidates: Candidate[], outcomes: Outcome[]): Promise<void> {
  if (candidates.length === 0) return;
  candidates.sort((a, b) => compare(a.index.sopInstanceUid, b.index.sopInstanceUid));
  const created = await insertParents(tx, candidates);
  const known = await readKnown(tx, candidates, created.studies);
  // An object already here proves that its sender has the study: such arrivals are judged first.
  const isHere = ({ index, arrival }: Candidate) =>
    known.instances.get(index.sopInstanceUid) === arrival.blob.sha256;
  const ordered = [...candidates.filter(isHere), ...candidates.filter((c) => !isHere(c))];
  const fresh: Candidate[] = [];
  for (const candidate of ordered) {
    const outcome = judge(candidate, known);
    outcomes[candidate.at] = outcome;
    if (outcome.ok && outcome.value.isNew) fresh.push(candidate);
  }
  await insertInstances(tx, fresh, outcomes);
  await insertHolders(tx, candidates, outcomes, known);
  if (outcomes.some((outcome) => outcome && !outcome.ok)) await removeEmptyParents(tx, created);
}

async function insertParents(tx: Tx, candidates: readonly Candidate[]) {
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

async function readKnown(
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

/** Decides one arrival and, when it is accepted, notes it in `known` for the rest of the batch. */
function judge({ arrival, index }: Candidate, known: Known): Outcome {
  const study = known.studies.get(index.studyInstanceUid);
  if (!study) throw new Error('a study vanished inside its transaction');
  const sha256 = known.instances.get(index.sopInstanceUid);
  if (sha256 === arrival.blob.sha256) {
    study.holders.add(arrival.hospitalId);
    return ok({ index, isNew: false });
  }
  if (sha256) return conflict('instance');
  if (known.series.get(index.seriesInstanceUid) !== index.studyInstanceUid)
    return conflict('series');
  // Knowing a UID is no proof of having the study: a stranger may not add to it, nor by that get to see it.
  const isHolder =
    study.holders.has(arrival.hospitalId) || (study.isNew && study.holders.size === 0);
  if (!isHolder && !arrival.mayExtend) return conflict('study');
  if (!isSamePatient(study.patient, patientOf(index.dataSet))) {
    return err(appError('integrity', 'dicom.patientMismatch', { params: { level: 'study' } }));
  }
  if (isHolder) study.holders.add(arrival.hospitalId);
  known.instances.set(index.sopInstanceUid, arrival.blob.sha256);
  return ok({ index, isNew: true });
}

async function insertInstances(
  tx: Tx,
  fresh: readonly Candidate[],
  outcomes: Outcome[],
): Promise<void> {
  if (fresh.length === 0) return;
  const sorted = [...fresh].sort((a, b) => compare(a.index.sopInstanceUid, b.index.sopInstanceUid));
  const inserted = await tx
    .insertInto('dicom_instance')
    .values(
      sorted.map(({ index, arrival }) => ({
        ...instanceRow(index),
        blob_sha256: arrival.blob.sha256,
        size_bytes: arrival.blob.sizeBytes,
        hospital_id: arrival.hospitalId,
        uploaded_by: arrival.uploadedBy,
        received_at: arrival.receivedAt,
      })),
    )
    .onConflict((oc) => oc.column('sop_instance_uid').doNothing())
    .returning('sop_instance_uid')
    .execute();
  if (inserted.length === sorted.length) return;
  const written = new Set(inserted.map((row) => row.sop_instance_uid));
  for (const lost of sorted.filter(({ index }) => !written.has(index.sopInstanceUid))) {
    outcomes[lost.at] = await settleRace(tx, lost);
  }
}

/** Another node filed this UID between our look and our insert. */
async function settleRace(tx: Tx, { arrival, index }: Candidate): Promise<Outcome> {
  const winner = await tx
    .selectFrom('dicom_instance')
    .select('blob_sha256')
    .where('sop_instance_uid', '=', index.sopInstanceUid)
    .executeTakeFirstOrThrow();
  return winner.blob_sha256 === arrival.blob.sha256
    ? ok({ index, isNew: false })
    : conflict('instance');
}

async function insertHolders(
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

async function removeEmptyParents(
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

async function quarantineRefused(
  tx: Tx,
  arrivals: readonly Arrival[],
  outcomes: Outcome[],
): Promise<void> {
  for (const [at, arrival] of arrivals.entries()) {
    const outcome = outcomes[at];
    if (!outcome || outcome.ok) continue;
    const error = { ...outcome.error, params: { ...outcome.error.params, ...identify(arrival) } };
    const quarantineId = await quarantine(tx, arrival, error);
    outcomes[at] = err({ ...error, params: { ...error.params, quarantineId } });
  }
}

/** UIDs of a refused object, as far as it could be read. */
function identify({ parsed }: Arrival): Readonly<Record<string, string>> {
  if (!parsed.ok) return {};
  const { studyInstanceUid, sopInstanceUid, sopClassUid } = parsed.value;
  return { studyInstanceUid, sopInstanceUid, sopClassUid };
}

async function quarantine(tx: Tx, arrival: Arrival, error: AppError): Promise<string> {
  const row = {
    id: randomUUID(),
    hospital_id: arrival.hospitalId,
    uploaded_by: arrival.uploadedBy,
    received_at: arrival.receivedAt,
    reason: error.code,
    params: toJson(error.params ?? {}),
    file_name: arrival.fileName,
    blob_sha256: arrival.blob.sha256,
    size_bytes: arrival.blob.sizeBytes,
  };
  const { id } = await tx
    .insertInto('quarantine_item')
    .values(row)
    .onConflict((oc) =>
      oc
        .columns(['hospital_id', 'blob_sha256', 'reason'])
        .where('resolved_at', 'is', null)
        .doUpdateSet({ size_bytes: row.size_bytes }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const conflict = (level: 'instance' | 'series' | 'study'): Outcome =>
  err(appError('conflict', 'dicom.uidConflict', { params: { level } }));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

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
