import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { FrameDecoder } from '../../dicom/codec/decodeFrame';

type Find = (actor: Actor, caseId: string) => Promise<Result<ConsultationCase, AppError>>;

export type SlideDeps = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly decode: FrameDecoder;
  readonly audit: Audit;
  /** ISO 8601 UTC */
  readonly now: () => string;
  /** Large pictures are converted through files in its folder `slide-work`. */
  readonly dataDir: string;
  readonly caseAccess: {
    /** The case, when the actor may see its clinical content. */
    readonly forView: Find;
    /** The case, when the actor may add remarks and pictures of his own to it now. */
    readonly forRemarks: Find;
  };
  readonly log: { error(fields: object, message: string): void };
};
