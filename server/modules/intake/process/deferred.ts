import { FORMATS } from '../../../../shared/domain/intake/formats';
import { fileNameOf, guessCategory } from '../../../../shared/domain/intake/recordGuess';
import type { RecordPayload } from '../../../../shared/domain/intake/payload';
import type { Db } from '../../../db/database';
import type { BatchRow } from '../batches';
import { findRecordByBlob, insertRecord } from './records';
import { settle, settleTogether, type SettledFile } from './settle';
import type { RecordDraft, Verdict } from './verdict';

type Header = Extract<Verdict, { kind: 'wfdbHeader' }>;
type Unknown = Extract<Verdict, { kind: 'unknown' }>;
export type Deferred = SettledFile & { readonly verdict: Header | Unknown };

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/**
 * Decides about files that only make sense beside others: WFDB headers with their signal files, and files of no
 * known kind. Next to a DICOMDIR those are the medium's own viewer program and nobody has to decide about each.
 *
 * @param mediumFolders - Folders that hold a DICOMDIR, `''` for the root.
 */
export async function settleDeferred(
  db: Db,
  batch: BatchRow,
  deferred: readonly Deferred[],
  mediumFolders: ReadonlySet<string>,
  at: string,
): Promise<void> {
  const used = new Set<string>();
  for (const { path, sizeBytes, verdict } of deferred) {
    if (verdict.kind !== 'wfdbHeader') continue;
    const parts = partsOf(path, verdict, deferred);
    await settleRecording(db, batch, { path, sizeBytes, verdict }, parts, at);
    for (const part of parts ?? []) used.add(part.path);
  }
  for (const { path, sizeBytes, verdict } of deferred) {
    if (verdict.kind !== 'unknown' || used.has(path)) continue;
    const { label, blob } = verdict;
    const isOnMedium = [...mediumFolders].some((folder) => path.startsWith(folder));
    await settle(
      db,
      batch,
      { path, sizeBytes },
      isOnMedium
        ? { kind: 'ignored', label, blob }
        : {
            kind: 'refused',
            label,
            blob,
            reason: { code: 'file.unknownType', params: { recognisedAs: label } },
          },
      at,
    );
  }
}

type Part = SettledFile & { readonly verdict: Unknown };

/** Signal files a header names, then its annotations; `null` when a signal file is missing. */
function partsOf(path: string, { header }: Header, deferred: readonly Deferred[]): Part[] | null {
  const folder = folderOf(path);
  const beside = new Map(
    deferred
      .filter(
        (file): file is Part => file.verdict.kind === 'unknown' && folderOf(file.path) === folder,
      )
      .map((file) => [fileNameOf(file.path), file]),
  );
  const signals = header.signalFiles.map((name) => beside.get(name));
  if (!signals.every((part) => part !== undefined)) return null;
  const annotations = ['atr', 'qrs', 'ecg', 'ari']
    .map((extension) => beside.get(`${header.recordName}.${extension}`))
    .filter((part) => part !== undefined);
  return [...signals, ...annotations];
}

async function settleRecording(
  db: Db,
  batch: BatchRow,
  file: SettledFile & { readonly verdict: Header },
  parts: readonly Part[] | null,
  at: string,
): Promise<void> {
  const { label } = FORMATS.wfdb;
  const { blob, header } = file.verdict;
  if (!parts) {
    const reason = {
      code: 'file.damaged',
      params: { what: header.signalFiles.join(', ') },
    } as const;
    return settle(db, batch, file, { kind: 'refused', label, blob, reason }, at);
  }
  await settleTogether(db, batch, at, async (tx, adding) => {
    const known = await findRecordByBlob(tx, adding.caseId, blob.sha256);
    const recordId = known ?? (await insertRecord(tx, adding, recordingDraft(file, parts)));
    const outcome = known ? 'duplicate' : 'attached';
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

function recordingDraft(
  { path, verdict }: { path: string; verdict: Header },
  parts: readonly Part[],
): RecordDraft {
  const payload: RecordPayload = {
    // the format has no place for a patient
    identity: 'unverified',
    parts: parts.map((part) => ({ name: fileNameOf(part.path), ...part.verdict.blob })),
  };
  return {
    kind: FORMATS.wfdb.kind,
    category: guessCategory(path, FORMATS.wfdb.category),
    title: verdict.header.recordName.slice(0, 200),
    source: 'manual',
    occurredAt: verdict.header.occurredAt,
    fileName: fileNameOf(path),
    mime: FORMATS.wfdb.mime,
    blob: verdict.blob,
    itemCount: 1,
    payload,
  };
}

export const mediumFolderOf = (dicomdirPath: string): string => folderOf(dicomdirPath);
