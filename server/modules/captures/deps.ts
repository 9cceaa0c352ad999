import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { DicomIngest } from '../../dicom/ingest/dicomIngest';

export type CaptureDeps = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  readonly audit: Audit;
  /** ISO 8601 UTC */
  readonly now: () => string;
  readonly caseAccess: {
    /** The case, when the actor may add remarks and pictures of his own to it now. */
    readonly forRemarks: (
      actor: Actor,
      caseId: string,
    ) => Promise<Result<ConsultationCase, AppError>>;
    /** Material has changed: what is derived from it is computed anew, and everybody is told. */
    readonly touch: (caseId: string, actor: Actor) => Promise<void>;
  };
};
