import type {
  RecordCategory,
  RecordKind,
} from '../../../../shared/domain/consultation/completeness';
import type { RecordPayload } from '../../../../shared/domain/intake/payload';
import type { EcgSummary } from '../../../../shared/domain/ecg/summary';
import type { BlobInfo } from '../../../blobs/blobStore';
import type { IntakeReason } from '../../../db/tables/intake';
import type { WfdbHeader } from '../readers/wfdb';

/** A record as a file would make it. */
export type RecordDraft = {
  readonly kind: RecordKind;
  readonly category: RecordCategory;
  readonly title: string;
  readonly source: 'manual' | 'hl7';
  readonly occurredAt: string | null;
  readonly fileName: string;
  readonly mime: string;
  readonly blob: BlobInfo;
  readonly itemCount: number;
  readonly payload: RecordPayload | null;
};

/** What is to happen with one file. `label` is what it was recognised as. */
export type Verdict =
  | { readonly kind: 'ignored'; readonly label: string; readonly blob: BlobInfo | null }
  | {
      readonly kind: 'refused';
      readonly label: string;
      readonly reason: IntakeReason;
      /** `null` where an archive did not give the bytes out. */
      readonly blob: BlobInfo | null;
      readonly dicom?: { readonly studyInstanceUid: string; readonly sopInstanceUid: string };
      readonly quarantineId?: string;
    }
  /** Filed by DICOM ingest; belongs to the study's record. */
  | {
      readonly kind: 'instance';
      readonly label: string;
      readonly studyInstanceUid: string;
      readonly sopInstanceUid: string;
      readonly sha256: string;
      readonly identity: NonNullable<RecordPayload['identity']>;
      readonly ecg: EcgSummary | null;
    }
  | { readonly kind: 'record'; readonly label: string; readonly record: RecordDraft }
  /** Half of a recording: decided when all files of the upload have been seen. */
  | { readonly kind: 'wfdbHeader'; readonly header: WfdbHeader; readonly blob: BlobInfo }
  /** Perhaps a signal file of a recording, perhaps the viewer program of a medium: decided at the end as well. */
  | { readonly kind: 'unknown'; readonly label: string; readonly blob: BlobInfo };
