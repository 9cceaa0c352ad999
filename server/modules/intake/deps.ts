import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor, CaseId } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { DicomIngest } from '../../dicom/ingest/dicomIngest';
import type { PdfReader } from '../../pdf/read/protocol';

/** What intake asks the module that owns cases. */
export type CaseAccess = {
  /** The case, when the actor may add material to it now. */
  readonly forUpload: (actor: Actor, caseId: string) => Promise<Result<ConsultationCase, AppError>>;
  /** The case, when the actor may see its clinical content. */
  readonly forView: (actor: Actor, caseId: string) => Promise<Result<ConsultationCase, AppError>>;
  /** Material has changed: what is derived from it (completeness) is computed anew. */
  readonly touch: (caseId: string, actor: Actor) => Promise<void>;
};

export type IntakeLog = {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type IntakeDeps = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  readonly pdf: PdfReader;
  readonly audit: Audit;
  /** ISO 8601 UTC */
  readonly now: () => string;
  /** Uploads in progress lie in its folder `uploads`. */
  readonly dataDir: string;
  /** Sum of all uploads of one case, in bytes. */
  readonly quotaBytes: number;
  readonly caseAccess: CaseAccess;
  readonly publishIntakeChanged: (caseId: CaseId) => Promise<void>;
};
