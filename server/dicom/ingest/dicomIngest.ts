import type { Kysely } from 'kysely';
import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Database } from '../../db/schema';
import type { BlobInfo, BlobSource, BlobStore } from '../../blobs/blobStore';
import { chunkSource } from '../parse/byteSource';
import { indexDicom, type DicomIndex } from '../parse/indexDicom';
import type { DicomIssue } from '../parse/jsonBuilder';
import { createGroupCommit } from './groupCommit';
import type { Arrival, Registered } from './arrival';
import { registerBatch } from './register';

export type IngestContext = {
  readonly hospitalId: string;
  /** Null when no person acts, e.g. a gateway that forwards from a modality. */
  readonly uploadedBy: string | null;
  readonly fileName?: string;
  /** Study the sender said the object belongs to; another one is refused as `dicom.studyMismatch`. */
  readonly expectedStudyUid?: string;
  /** Whether the sender may add to an existing study that only other hospitals hold; default no. */
  readonly mayExtendStudy?: (studyInstanceUid: string) => Promise<boolean>;
};

export type IngestedInstance = {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** False: kept and handed out as it is, but its pixels cannot be decoded here. */
  readonly isDecodable: boolean;
  /** False when the very same object was here before. */
  readonly isNew: boolean;
  readonly issues: readonly DicomIssue[];
};

export type DicomIngest = {
  /**
   * Takes one DICOM file. The bytes are kept unchanged; when the call answers, bytes and index would survive a
   * power cut. Memory use does not depend on the size of the file.
   *
   * @returns The filed instance, or an error. Refused objects are in quarantine (params quarantineId):
   *   - everything `indexDicom` refuses, and `file.empty`;
   *   - `dicom.uidConflict` - the UID (params level: instance, series or study) belongs to something else;
   *   - `dicom.patientMismatch` - another patient's object under this study's UID;
   *   - `dicom.studyMismatch` - not of the expected study.
   *   Not in quarantine: `upload.incomplete` - the source broke off; `device.diskFull`.
   */
  ingest(source: BlobSource, context: IngestContext): Promise<Result<IngestedInstance, AppError>>;
  /** Milliseconds since the last object came or went; work that can wait waits for it. */
  idleMs(): number;
};

export type IngestDeps = {
  readonly db: Kysely<Database>;
  readonly blobs: BlobStore;
  readonly now: () => Date;
};

/** Objects up to this size are indexed from memory while they are being written; larger ones from the blob store. */
const HELD_BYTES = 1024 * 1024;

export function createDicomIngest({ db, blobs, now }: IngestDeps): DicomIngest {
  const register = createGroupCommit<Arrival, Result<Registered, AppError>>(
    (arrivals) => registerBatch(db, arrivals),
    { maxBatch: 64, lanes: 2 },
  );
  let lastAt = -Infinity;
  return {
    idleMs: () => performance.now() - lastAt,
    async ingest(source, context) {
      lastAt = performance.now();
      const stored = await store(blobs, source);
      if (!stored.ok) return stored;
      const { blob, held } = stored.value;
      const parsed = expectStudy(await parse(blobs, blob, held), context.expectedStudyUid);
      const outcome = await register({
        blob,
        parsed,
        hospitalId: context.hospitalId,
        uploadedBy: context.uploadedBy,
        fileName: context.fileName ?? null,
        receivedAt: now().toISOString(),
        mayExtend:
          parsed.ok && ((await context.mayExtendStudy?.(parsed.value.studyInstanceUid)) ?? false),
      });
      lastAt = performance.now();
      return outcome.ok ? ok(toIngested(outcome.value, blob)) : outcome;
    },
  };
}

type Stored = { readonly blob: BlobInfo; readonly held: readonly Buffer[] | null };

async function store(blobs: BlobStore, source: BlobSource): Promise<Result<Stored, AppError>> {
  let chunks: Buffer[] = [];
  let size = 0;
  let isCut = false;
  const watched = Buffer.isBuffer(source) ? source : watch(source, () => (isCut = true));
  try {
    const blob = await blobs.put(watched, (chunk) => {
      size += chunk.length;
      if (size <= HELD_BYTES) chunks.push(chunk);
      else chunks = [];
    });
    return ok({ blob, held: size <= HELD_BYTES ? chunks : null });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      return err(appError('device', 'device.diskFull'));
    if (isCut) {
      return err(
        appError('validation', 'upload.incomplete', {
          params: { receivedBytes: size },
          retry: 'safe',
        }),
      );
    }
    throw error;
  }
}

/** Tells a source that broke off from a store that failed. */
async function* watch(source: AsyncIterable<Buffer>, onError: () => void): AsyncGenerator<Buffer> {
  try {
    yield* source;
  } catch (error) {
    onError();
    throw error;
  }
}

async function parse(
  blobs: BlobStore,
  blob: BlobInfo,
  held: readonly Buffer[] | null,
): Promise<Result<DicomIndex, AppError>> {
  if (blob.sizeBytes === 0) return err(appError('validation', 'file.empty'));
  if (held) return indexDicom(chunkSource(held));
  const reader = await blobs.reader(blob.sha256);
  if (!reader) throw new Error('a stored blob is not there');
  try {
    return await indexDicom(reader);
  } finally {
    await reader.close();
  }
}

function expectStudy(
  parsed: Result<DicomIndex, AppError>,
  expected: string | undefined,
): Result<DicomIndex, AppError> {
  if (!parsed.ok || expected === undefined || parsed.value.studyInstanceUid === expected)
    return parsed;
  const { studyInstanceUid, sopClassUid, sopInstanceUid } = parsed.value;
  const params = { expected, studyInstanceUid, sopClassUid, sopInstanceUid };
  return err(appError('conflict', 'dicom.studyMismatch', { params }));
}

function toIngested({ index, isNew }: Registered, blob: BlobInfo): IngestedInstance {
  const { studyInstanceUid, seriesInstanceUid, sopInstanceUid, sopClassUid, transferSyntaxUid } =
    index;
  return {
    studyInstanceUid,
    seriesInstanceUid,
    sopInstanceUid,
    sopClassUid,
    transferSyntaxUid,
    ...blob,
    isDecodable: index.isDecodable,
    isNew,
    issues: index.issues,
  };
}
