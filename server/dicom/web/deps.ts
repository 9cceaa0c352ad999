import type { Kysely, RawBuilder } from 'kysely';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { BlobStore } from '../../blobs/blobStore';
import type { Database } from '../../db/schema';
import type { FrameDecoder } from '../codec/decodeFrame';
import type { SiteIdentity } from '../../http/actor';
import type { DicomIngest } from '../ingest/dicomIngest';
import type { Renditions } from '../rendition/renditions';

export type DicomWebAudit = {
  /** A person, or the gateway that stored. */
  readonly actor: Actor | SiteIdentity;
  readonly action: 'view' | 'query' | 'store' | 'export';
  readonly studyInstanceUid?: string;
  readonly count?: number;
};

export type DicomWebDeps = {
  readonly db: Kysely<Database>;
  readonly blobs: BlobStore;
  readonly ingest: DicomIngest;
  readonly decode: FrameDecoder;
  readonly renditions: Renditions;
  readonly now: () => Date;
  /** SQL condition over alias `s` (dicom_study): the studies this actor may see. Everything else does not exist. */
  readonly studyScope: (actor: Actor) => RawBuilder<boolean>;
  /** … and over alias `se` (dicom_series): the series of those studies. */
  readonly seriesScope: (actor: Actor) => RawBuilder<boolean>;
  /** For which hospital the actor may store, or why not. */
  readonly canStore: (actor: Actor) => Result<{ readonly hospitalId: string }, AppError>;
  /** A gateway has stored into these studies: what is derived from them is computed anew. */
  readonly onSiteStored: (studyInstanceUids: readonly string[]) => Promise<void>;
  /** Written before the answer leaves; a failing audit fails the request. */
  readonly audit: (entry: DicomWebAudit) => Promise<void>;
};
