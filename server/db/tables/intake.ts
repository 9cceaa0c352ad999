import type { ColumnType, JSONColumnType } from 'kysely';
import type { ErrorCode } from '../../../shared/domain/errorCodes';

type NullableJson<T extends object> = JSONColumnType<T | null, string | null, string | null>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;
/** Read as ISO string; written as ISO string. */
type Instant = string;

export type IntakeReason = {
  readonly code: ErrorCode;
  readonly params?: Readonly<Record<string, string | number>>;
};

type IntakeBatch = {
  id: string;
  case_id: string;
  hospital_id: string;
  name: string;
  bundle: 'none' | 'tar';
  sha256: string | null;
  size_bytes: number;
  status: 'receiving' | 'processing' | 'done' | 'failed';
  items_done: WithDefault<number>;
  items_total: number | null;
  started_at: Instant;
  started_by: string;
  started_role: string;
  received_at: Instant | null;
  finished_at: Instant | null;
  failure: NullableJson<IntakeReason>;
};

type IntakeItem = {
  id: string;
  batch_id: string;
  path: string;
  size_bytes: number;
  outcome: 'attached' | 'duplicate' | 'ignored' | 'quarantined';
  recognised_as: string;
  record_id: string | null;
  reason_code: ErrorCode | null;
  reason_params: NullableJson<Readonly<Record<string, string | number>>>;
  blob_sha256: string | null;
  study_instance_uid: string | null;
  sop_instance_uid: string | null;
  quarantine_id: string | null;
  at: Instant;
  resolution: 'accepted' | 'discarded' | null;
  resolved_at: Instant | null;
  resolved_by: string | null;
};

type IntakeVote = { item_id: string; user_id: string; note: string; at: Instant };

export type IntakeTables = {
  intake_batch: IntakeBatch;
  intake_item: IntakeItem;
  intake_vote: IntakeVote;
};
