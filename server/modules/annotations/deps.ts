import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { Transaction } from 'kysely';
import type { Audit } from '../../audit/auditLog';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { Database } from '../../db/schema';
import type { FrameDecoder } from '../../dicom/codec/decodeFrame';
import type { DicomIngest } from '../../dicom/ingest/dicomIngest';

export type Tx = Transaction<Database>;

export type CaseAccess = {
  /** `case.notFound` also when the case exists but not for this person. */
  find(caseId: string, actor: Actor): Promise<Result<ConsultationCase, AppError>>;
  /**
   * Holds the case as it is until `work` is done, so that nobody archives it between the check and the write. The case
   * itself and its version stay as they are.
   */
  hold<T>(
    caseId: string,
    actor: Actor,
    work: (current: ConsultationCase, tx: Tx) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>>;
};

export type AnnotationDeps = {
  readonly db: Db;
  readonly cases: CaseAccess;
  readonly audit: Audit;
  readonly now: () => string;
};

export type FilingDeps = Pick<AnnotationDeps, 'db' | 'audit' | 'now'> & {
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  readonly decode: FrameDecoder;
  readonly version: string;
};
