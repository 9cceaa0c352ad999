import type { RecordCategory } from '../../../../shared/domain/consultation/completeness';
import type { EcgSummary } from '../../../../shared/domain/ecg/summary';
import { appError, type AppError } from '../../../../shared/domain/errors';
import type { Actor } from '../../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { BlobStore } from '../../../blobs/blobStore';
import type { DicomIngest } from '../../../dicom/ingest/dicomIngest';
import type { ItemRow } from '../listing';
import { readFormat } from '../readers/readFormat';
import { readDicom, withHeader } from '../readers/dicomFile';
import { recognise } from '../recognise/recognise';
import type { FileContent, Workshop } from './content';
import { draftOf, ecgOfDicom, fileDicom, readEcg } from './judge';
import {
  findRecordByBlob,
  findStudyRecord,
  insertRecord,
  insertStudyRecord,
  type Adding,
  type Tx,
} from './records';

/** A file two people vouch for, ready to be put on the case. */
export type Accepted = { attach(tx: Tx, adding: Adding): Promise<string> };

type Deps = {
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  readonly workshop: Workshop;
};

/** Takes quarantined files through the same reading as any other, only without the comparison of identities. */
export function createAcceptance(
  deps: Deps,
  actor: Actor,
  caseId: string,
  category?: RecordCategory,
) {
  const { hospitalId } = actor;
  return {
    /** Errors: `request.notFound` when the bytes were never given out, `file.notYours`, or why it cannot be filed. */
    async prepare(item: ItemRow): Promise<Result<Accepted, AppError>> {
      if (!hospitalId) return err(appError('forbidden', 'file.notYours'));
      const source = item.blob_sha256 ? await deps.blobs.open(item.blob_sha256) : null;
      if (!source) return err(appError('notFound', 'request.notFound', { params: { caseId } }));
      const content = await deps.workshop.take(source as AsyncIterable<Buffer>);
      try {
        return await prepareContent(
          { ...deps, hospitalId, uploadedBy: actor.userId },
          item,
          content,
          category,
        );
      } finally {
        await content.close();
      }
    },
  };
}

type FilingDeps = Deps & { readonly hospitalId: string; readonly uploadedBy: string };

async function prepareContent(
  deps: FilingDeps,
  { path }: ItemRow,
  content: FileContent,
  category: RecordCategory | undefined,
): Promise<Result<Accepted, AppError>> {
  const what = await recognise(content, path);
  if (what.kind === 'dicom') {
    const whole = what.headerless
      ? await withHeader(deps.workshop, content, what.headerless)
      : content;
    const object = whole ?? content;
    const filed = await fileDicom(deps, { path, content: object });
    if (!filed.ok) return filed;
    const ecg = await ecgOfDicom(object, await readDicom(object));
    return ok(studyAcceptance(filed.value.studyInstanceUid, ecg));
  }
  if (what.kind !== 'format' || what.format === 'wfdb') {
    return err(
      appError('conflict', 'file.notAcceptable', { params: { reason: 'file.unknownType' } }),
    );
  }
  const read = await readFormat(what.format, content);
  if (!read.ok)
    return err(appError('conflict', 'file.notAcceptable', { params: { reason: read.error.code } }));
  const ecg = await readEcg({ content }, what.format);
  if (!ecg.ok)
    return err(appError('conflict', 'file.notAcceptable', { params: { reason: ecg.error.code } }));
  const known = { identity: 'accepted', ecg: ecg.value } as const;
  const draft = await draftOf({ path, content }, what.format, read.value, known);
  const record = { ...draft, category: category ?? draft.category };
  return ok({
    attach: async (tx, adding) =>
      (await findRecordByBlob(tx, adding.caseId, record.blob.sha256)) ??
      insertRecord(tx, adding, record),
  });
}

const studyAcceptance = (studyUid: string, ecg: EcgSummary | null): Accepted => ({
  async attach(tx, adding) {
    const known = await findStudyRecord(tx, adding.caseId, studyUid);
    return (
      known?.id ??
      insertStudyRecord(tx, adding, studyUid, { source: 'manual', identity: 'accepted', ecg })
    );
  },
});
