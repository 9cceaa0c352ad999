import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { PdfReader } from '../../pdf/read/protocol';

type Find = (actor: Actor, caseId: string) => Promise<Result<ConsultationCase, AppError>>;

export type PaperDeps = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly pdf: PdfReader;
  readonly audit: Audit;
  /** ISO 8601 UTC */
  readonly now: () => string;
  readonly caseAccess: {
    /** The case, when the actor may see its clinical content. */
    readonly forView: Find;
    /** The case, when the actor may add material to it now. */
    readonly forUpload: Find;
    /** The case, when the actor may add remarks and pictures of his own to it now. */
    readonly forRemarks: Find;
    /** Material has changed: what is derived from it is computed anew, and everybody is told. */
    readonly touch: (caseId: string, actor: Actor) => Promise<void>;
  };
};
