import type { Kysely } from 'kysely';
import { ECG_SOP_CLASSES } from '../../../shared/domain/ecg/sopClasses';
import { appError } from '../../../shared/domain/errors';
import { err, ok } from '../../../shared/lib/result';
import type { Database } from '../../db/schema';
import { askForOverview } from '../../ecg/derived/ask';
import type { Arrival, Candidate, Known, Outcome } from './arrival';
import {
  compare,
  insertHolders,
  insertParents,
  readKnown,
  removeEmptyParents,
  type Tx,
} from './parents';
import { isSamePatient } from './patientMatch';
import { identify, quarantine } from './quarantine';
import { askForRenditions, insertByColumns } from './insertByColumns';
import { instanceRow, patientOf } from './rows';

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
  const inserted = await insertByColumns(
    tx,
    sorted.map(({ index, arrival }) => ({
      ...instanceRow(index),
      blob_sha256: arrival.blob.sha256,
      size_bytes: arrival.blob.sizeBytes,
      hospital_id: arrival.hospitalId,
      uploaded_by: arrival.uploadedBy,
      received_at: arrival.receivedAt,
    })),
  );
  const written = new Set(inserted);
  await askForRenditions(
    tx,
    sorted
      .filter(({ index }) => index.pixels && written.has(index.sopInstanceUid))
      .map(({ index }) => index.sopInstanceUid),
  );
  for (const { index, arrival } of sorted) {
    if (!ECG_SOP_CLASSES.has(index.sopClassUid) || !written.has(index.sopInstanceUid)) continue;
    await askForOverview(tx, [{ name: '', ...arrival.blob }]);
  }
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

const conflict = (level: 'instance' | 'series' | 'study'): Outcome =>
  err(appError('conflict', 'dicom.uidConflict', { params: { level } }));
