/**
 * An entry of the queue has two axes that must never be conflated.
 *
 * `source`: did the sender hear that we have it? `pending` until the answer left; `acknowledged` when it did; `broken`
 * when the connection went first. What is here durably is forwarded in all three cases: a sender that did not hear
 * sends again, and the same object twice is one object at the centre.
 *
 * `state`: does the centre have it? `waiting` → `sending` → `delivered`, or `refused` when the centre (or we) said that
 * this object will never be taken as it is. `sending` is not written down: after a restart it is `waiting` again, and
 * the centre may have the object already. Nothing goes from `refused` to `waiting` but by a person.
 */
export const UPSTREAM_STATE = {
  waiting: 'waiting',
  sending: 'sending',
  delivered: 'delivered',
  refused: 'refused',
} as const;
export type UpstreamState = (typeof UPSTREAM_STATE)[keyof typeof UPSTREAM_STATE];

export const SOURCE_STATE = {
  pending: 'pending',
  acknowledged: 'acknowledged',
  broken: 'broken',
} as const;
export type SourceState = (typeof SOURCE_STATE)[keyof typeof SOURCE_STATE];

/**
 * How an attempt failed. `transient`: the centre provably did nothing. `ambiguous`: it may have taken it; repeating is
 * safe because the centre knows the object by its UID and bytes. `permanent`: the same bytes cannot succeed. A retry
 * policy has to look at this class, never at the state.
 */
export type FailureClass = 'transient' | 'ambiguous' | 'permanent';

export type Failure = {
  readonly class: FailureClass;
  /** Code of ours (`gateway.…`, `net.…`) or of the centre (`dicom.uidConflict`). */
  readonly code: string;
  readonly at: string;
};

export type DicomSubject = {
  readonly kind: 'dicom';
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly transferSyntax: string;
  readonly modality: string;
  readonly studyDate: string;
};

export type Hl7Subject = {
  readonly kind: 'hl7';
  /** MSH-9, e.g. `ORU^R01`. */
  readonly messageType: string;
  /** MSH-10. */
  readonly controlId: string;
  /** MSH-3 and MSH-4: who sent it and for whom the control id is unique. */
  readonly sender: string;
  readonly charset: string;
};

export type Subject = DicomSubject | Hl7Subject;

export type EntryFacts = {
  readonly id: string;
  readonly receivedAt: string;
  /** Relative to the spool folder. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Entries of one key leave in the order they came. A hash: neither log nor page can show a patient by it. */
  readonly orderKey: string;
  /** Smaller leaves first, within and between keys. */
  readonly priority: number;
  /** AE title, or sending application. */
  readonly sender: string;
  readonly address: string;
  readonly subject: Subject;
};

export type Entry = EntryFacts & {
  readonly source: SourceState;
  readonly state: UpstreamState;
  readonly attempts: number;
  readonly failure: Failure | null;
  readonly deliveredAt: string | null;
  /** The file is gone, what happened to it is still known. */
  readonly isFileGone: boolean;
};

/** Lines of the journal. Reading them twice has to give what reading them once gives. */
export type QueueRecord =
  | { readonly t: 'received'; readonly entry: EntryFacts }
  | { readonly t: 'source'; readonly id: string; readonly state: SourceState }
  | { readonly t: 'delivered'; readonly ids: readonly string[]; readonly at: string }
  | { readonly t: 'refused'; readonly id: string; readonly failure: Failure }
  | { readonly t: 'retried'; readonly id: string }
  | { readonly t: 'fileGone'; readonly id: string }
  | { readonly t: 'forgotten'; readonly id: string };

export type QueueNumbers = {
  readonly waiting: number;
  readonly sending: number;
  readonly delivered: number;
  readonly refused: number;
  readonly waitingBytes: number;
  /** When the oldest entry came that the centre does not have; null when it has all. */
  readonly oldestWaitingAt: string | null;
  readonly lastReceivedAt: string | null;
  readonly lastDeliveredAt: string | null;
};
