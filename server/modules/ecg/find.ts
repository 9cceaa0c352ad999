import { ECG_SOP_CLASSES } from '../../../shared/domain/ecg/sopClasses';
import { wallClock } from '../../../shared/domain/ecg/formats/wallClock';
import type { EcgManifest } from '../../../shared/domain/ecg/manifest';
import { appError, type AppError } from '../../../shared/domain/errors';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import { textOf, type DicomDataSet } from '../../dicom/parse/dicomJson';
import { filesOfRecord } from '../../ecg/derived/ask';
import type { EcgFileRef } from '../../ecg/openStored';

export type FoundEcg = Pick<EcgManifest, 'objects' | 'sopInstanceUid'> & {
  readonly files: readonly EcgFileRef[];
};

type Wanted = {
  readonly caseId: string;
  readonly recordId: string;
  readonly object: string | undefined;
};

/** Files of the recording that a record of the case is, or that its study holds. Errors: `request.notFound`. */
export async function findEcg(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  { caseId, recordId, object }: Wanted,
): Promise<Result<FoundEcg, AppError>> {
  const row = await db
    .selectFrom('case_record')
    .select(['kind', 'file_name', 'blob_sha256', 'payload', 'study_instance_uid'])
    .where('id', '=', recordId)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) return notFound();
  if (row.study_instance_uid !== null) return findInStudy(db, row.study_instance_uid, object);
  const blob = row.kind === 'ecg' ? await blobs.stat(row.blob_sha256 ?? '') : null;
  if (!blob) return notFound();
  const parts = recordPayloadSchema.safeParse(row.payload).data?.parts ?? [];
  const files = filesOfRecord({ fileName: row.file_name, blob, parts });
  return ok({ files, objects: [], sopInstanceUid: null });
}

const notFound = () => err(appError('notFound', 'request.notFound'));

async function findInStudy(
  db: Db,
  studyUid: string,
  object: string | undefined,
): Promise<Result<FoundEcg, AppError>> {
  const rows = await db
    .selectFrom('dicom_instance')
    .select(['sop_instance_uid', 'blob_sha256', 'size_bytes', 'metadata'])
    .where('study_instance_uid', '=', studyUid)
    .where('sop_class_uid', 'in', [...ECG_SOP_CLASSES])
    .execute();
  const found = rows
    .map((row) => ({
      sopInstanceUid: row.sop_instance_uid,
      recordedAt: recordedAtOf(row.metadata),
      file: { name: '', sha256: row.blob_sha256, sizeBytes: row.size_bytes },
    }))
    .sort((a, b) =>
      `${a.recordedAt} ${a.sopInstanceUid}` < `${b.recordedAt} ${b.sopInstanceUid}` ? -1 : 1,
    );
  const chosen =
    object === undefined ? found[0] : found.find((one) => one.sopInstanceUid === object);
  if (!chosen) return notFound();
  return ok({
    files: [chosen.file],
    objects: found.length > 1 ? found.map(({ file: _file, ...one }) => one) : [],
    sopInstanceUid: chosen.sopInstanceUid,
  });
}

/** Acquisition DateTime (0008,002A), from the metadata written when the object was filed. */
const recordedAtOf = (metadata: string): string | null =>
  wallClock(textOf(JSON.parse(metadata) as DicomDataSet, '0008002A') ?? '');
