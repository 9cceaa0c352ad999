import type { AppError } from '../../../shared/domain/errors';
import type { Result } from '../../../shared/lib/result';
import type { BlobInfo } from '../../blobs/blobStore';
import type { DicomIndex } from '../parse/indexDicom';
import type { DicomPatient } from './patientMatch';

export type Arrival = {
  readonly blob: BlobInfo;
  readonly hospitalId: string;
  readonly uploadedBy: string | null;
  readonly fileName: string | null;
  readonly receivedAt: string;
  /** What the parser said: an index, or why the object is refused. */
  readonly parsed: Result<DicomIndex, AppError>;
  /** The sender may add to a study that only other hospitals hold, e.g. an expert's annotations. */
  readonly mayExtend: boolean;
};

export type Registered = { readonly index: DicomIndex; readonly isNew: boolean };
export type Outcome = Result<Registered, AppError>;

/** An arrival that could be read; `at` is its place in the batch. */
export type Candidate = {
  readonly arrival: Arrival;
  readonly index: DicomIndex;
  readonly at: number;
};

export type StudyState = {
  readonly patient: DicomPatient;
  readonly holders: Set<string>;
  readonly isNew: boolean;
};
/** What the database knows about the UIDs of a batch. */
export type Known = {
  readonly studies: Map<string, StudyState>;
  /** Series → the study it belongs to. */
  readonly series: Map<string, string>;
  /** SOP instance → SHA-256 of its content. */
  readonly instances: Map<string, string>;
};
