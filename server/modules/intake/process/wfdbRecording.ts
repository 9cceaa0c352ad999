import { titleOfEcg, type EcgSummary } from '../../../../shared/domain/ecg/summary';
import { FORMATS } from '../../../../shared/domain/intake/formats';
import { fileNameOf, guessCategory } from '../../../../shared/domain/intake/recordGuess';
import type { RecordPayload } from '../../../../shared/domain/intake/payload';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { BlobStore } from '../../../blobs/blobStore';
import type { IntakeReason } from '../../../db/tables/intake';
import { describeEcg } from '../../../ecg/describe';
import type { Deferred, DeferredHeader, Stage } from './deferredFile';
import { judgeIdentity } from './identity';
import { findRecordByBlob, insertRecord } from './records';
import { settle, settleTogether } from './settle';
import type { RecordDraft } from './verdict';

const { label, kind, category, mime } = FORMATS.wfdb;

type Known = {
  readonly identity: NonNullable<RecordPayload['identity']>;
  /** `null` where it cannot be read; the files are kept all the same. */
  readonly ecg: EcgSummary | null;
};

/**
 * Files header, signals and annotations as one record, or keeps all of them back for one reason.
 *
 * @param parts - `null` when a file the header names did not come with it.
 */
export async function settleRecording(
  stage: Stage,
  file: DeferredHeader,
  parts: readonly Deferred[] | null,
): Promise<void> {
  const known = parts
    ? await know(stage, file, parts)
    : damaged(file.verdict.header.files.join(', '));
  if (!parts || !known.ok) return keepBack(stage, [file, ...(parts ?? [])], known);
  await settleTogether(stage.db, stage.batch, stage.at, async (tx, adding) => {
    const { blob } = file.verdict;
    const before = await findRecordByBlob(tx, adding.caseId, blob.sha256);
    const recordId = before ?? (await insertRecord(tx, adding, draftOf(file, parts, known.value)));
    const outcome = before ? 'duplicate' : 'attached';
    return [file, ...parts].map(({ path, sizeBytes, verdict }) => ({
      file: { path, sizeBytes },
      fate: {
        outcome,
        recognised_as: label,
        record_id: recordId,
        blob_sha256: verdict.blob.sha256,
      } as const,
    }));
  });
}

const damaged = (what: string): Result<never, IntakeReason> =>
  err({ code: 'file.damaged', params: { what } });

async function keepBack(
  { db, batch, at }: Stage,
  files: readonly Deferred[],
  known: Result<Known, IntakeReason>,
): Promise<void> {
  if (known.ok) return;
  for (const { path, sizeBytes, verdict } of files) {
    const refused = { kind: 'refused', label, blob: verdict.blob, reason: known.error } as const;
    await settle(db, batch, { path, sizeBytes }, refused, at);
  }
}

/** The record of a recording that two people vouch for, or why it cannot be one. */
export async function recordOfAccepted(
  blobs: BlobStore,
  header: DeferredHeader,
  parts: readonly Deferred[],
): Promise<Result<RecordDraft, IntakeReason>> {
  const ecg = await summaryOf(blobs, [header, ...parts]);
  return ecg.ok ? ok(draftOf(header, parts, { identity: 'accepted', ecg: ecg.value })) : ecg;
}

async function know(
  { blobs, patient }: Stage,
  file: DeferredHeader,
  parts: readonly Deferred[],
): Promise<Result<Known, IntakeReason>> {
  const identity = judgeIdentity(patient, file.verdict.header.identities);
  if (!identity.ok) return identity;
  const ecg = await summaryOf(blobs, [file, ...parts]);
  return ecg.ok ? ok({ identity: identity.value ?? 'unverified', ecg: ecg.value }) : ecg;
}

async function summaryOf(
  blobs: BlobStore,
  files: readonly Deferred[],
): Promise<Result<EcgSummary | null, IntakeReason>> {
  const described = await describeStored(blobs, files);
  if (!described.ok && described.error.code !== 'ecg.unsupported') return damaged('ECG');
  return ok(described.ok ? described.value : null);
}

async function describeStored(blobs: BlobStore, files: readonly Deferred[]) {
  const opened = await Promise.all(
    files.map(async ({ path, verdict }) => {
      const source = await blobs.reader(verdict.blob.sha256);
      if (!source) throw new Error('a stored blob is not there');
      return { name: fileNameOf(path), source };
    }),
  );
  try {
    return await describeEcg(opened);
  } finally {
    await Promise.all(opened.map(({ source }) => source.close()));
  }
}

function draftOf(
  { path, verdict }: DeferredHeader,
  parts: readonly Deferred[],
  { identity, ecg }: Known,
): RecordDraft {
  const payload: RecordPayload = {
    identity,
    parts: parts.map((part) => ({ name: fileNameOf(part.path), ...part.verdict.blob })),
    ...(ecg ? { ecg } : {}),
  };
  return {
    kind,
    category: guessCategory(path, category),
    title: ecg ? titleOfEcg(ecg) : verdict.header.recordName.slice(0, 200),
    source: 'manual',
    occurredAt: verdict.header.occurredAt,
    fileName: fileNameOf(path),
    mime,
    blob: verdict.blob,
    itemCount: 1,
    payload,
  };
}
