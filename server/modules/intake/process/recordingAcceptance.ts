import type { RecordCategory } from '../../../../shared/domain/consultation/completeness';
import { appError, type AppError } from '../../../../shared/domain/errors';
import { FORMATS } from '../../../../shared/domain/intake/formats';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { BlobStore } from '../../../blobs/blobStore';
import type { Db } from '../../../db/database';
import type { ItemRow } from '../listing';
import { readWfdbHeader } from '../readers/wfdb';
import type { Accepted } from './acceptance';
import { recordingsIn, type FoundRecording } from './deferred';
import type { Deferred } from './deferredFile';
import { findRecordByBlob, insertRecord } from './records';
import { recordOfAccepted } from './wfdbRecording';

const { label } = FORMATS.wfdb;
const MAX_HEADER_BYTES = 1024 * 1024;

type Deps = { readonly db: Db; readonly blobs: BlobStore };

/** A recording of several files that was kept back, and what of the upload it is. */
export type HeldRecording = FoundRecording & { readonly items: readonly ItemRow[] };

/** The recording a refused file belongs to; `null` when it is a file of its own. */
export async function heldRecordingOf(
  { db, blobs }: Deps,
  item: ItemRow,
): Promise<HeldRecording | null> {
  if (item.recognised_as !== label || item.reason_code === null) return null;
  const items = await db
    .selectFrom('intake_item')
    .selectAll()
    .where('batch_id', '=', item.batch_id)
    .where('recognised_as', '=', label)
    .where('reason_code', '=', item.reason_code)
    .where('outcome', '=', 'quarantined')
    .orderBy('path')
    .execute();
  const files = await Promise.all(items.map((one) => deferredAgain(blobs, one)));
  for (const found of recordingsIn(files.filter((file) => file !== null))) {
    const paths = new Set([found.header, ...(found.parts ?? [])].map(({ path }) => path));
    if (paths.has(item.path))
      return { ...found, items: items.filter((one) => paths.has(one.path)) };
  }
  return null;
}

async function deferredAgain(blobs: BlobStore, item: ItemRow): Promise<Deferred | null> {
  const { path, size_bytes: sizeBytes, blob_sha256: sha256 } = item;
  const reader = sha256 === null ? null : await blobs.reader(sha256);
  if (!reader || sha256 === null) return null;
  try {
    const blob = { sha256, sizeBytes: reader.sizeBytes };
    const header = /\.hea$/iu.test(path)
      ? readWfdbHeader(await reader.read(0, Math.min(reader.sizeBytes, MAX_HEADER_BYTES)))
      : null;
    const verdict = header
      ? ({ kind: 'wfdbHeader', header, blob } as const)
      : ({ kind: 'unknown', label, blob } as const);
    return { path, sizeBytes, verdict };
  } finally {
    await reader.close();
  }
}

/** Ready to be put on the case as one record. Errors: `file.notAcceptable` (params reason). */
export async function prepareRecording(
  { blobs }: Deps,
  { header, parts }: HeldRecording,
  category: RecordCategory | undefined,
): Promise<Result<Accepted, AppError>> {
  const refused = (reason: string) =>
    err(appError('conflict', 'file.notAcceptable', { params: { reason } }));
  if (!parts) return refused('file.damaged');
  const draft = await recordOfAccepted(blobs, header, parts);
  if (!draft.ok) return refused(draft.error.code);
  const record = { ...draft.value, category: category ?? draft.value.category };
  return ok({
    attach: async (tx, adding) =>
      (await findRecordByBlob(tx, adding.caseId, record.blob.sha256)) ??
      insertRecord(tx, adding, record),
  });
}
