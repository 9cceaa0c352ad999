import type { ColumnType, JSONColumnType } from 'kysely';

type Instant = string;
type WithDefault<T> = ColumnType<T, T | undefined, T>;

type Pyramid = {
  source_key: string;
  source_kind: 'file' | 'series';
  series_instance_uid: string | null;
  made_as: 'picture' | 'levels';
  state: WithDefault<'waiting' | 'made' | 'failed'>;
  progress: WithDefault<number>;
  attempts: WithDefault<number>;
  reason: string | null;
  leased_until: Instant | null;
  asked_at: WithDefault<Instant>;
  blob_sha256: string | null;
  size_bytes: number | null;
  pack: JSONColumnType<object | null, string | null, string | null>;
};

type Annotation = {
  id: string;
  case_id: string;
  record_id: string;
  slide_id: string;
  author_id: string;
  version: WithDefault<number>;
  shape: JSONColumnType<object, string, string>;
  created_at: Instant;
  updated_at: Instant;
  removed_at: Instant | null;
};

export type SlideTables = {
  slide_pyramid: Pyramid;
  slide_annotation: Annotation;
};
