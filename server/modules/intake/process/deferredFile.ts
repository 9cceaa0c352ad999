import type { CasePatient } from '../../../../shared/domain/imaging/identityMatch';
import type { BlobStore } from '../../../blobs/blobStore';
import type { Db } from '../../../db/database';
import type { BatchRow } from '../batches';
import type { SettledFile } from './settle';
import type { Verdict } from './verdict';

export type Header = Extract<Verdict, { kind: 'wfdbHeader' }>;
type Unknown = Extract<Verdict, { kind: 'unknown' }>;
export type Deferred = SettledFile & { readonly verdict: Header | Unknown };
export type DeferredHeader = SettledFile & { readonly verdict: Header };

/** What is needed to decide about the files of one upload together. */
export type Stage = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly patient: CasePatient;
  readonly batch: BatchRow;
  readonly at: string;
};
