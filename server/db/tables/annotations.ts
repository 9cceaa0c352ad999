import type { ColumnType, JSONColumnType } from 'kysely';

type Json = JSONColumnType<object, string, string>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;
/** Read and written as ISO string. */
type Instant = string;

export type AnnotationTables = {
  annotation_set: {
    case_id: string;
    author_id: string;
    is_county: boolean;
    version: number;
    content: Json;
    updated_at: Instant;
    last_key: string;
    filed_version: WithDefault<number>;
    filing_until: Instant | null;
  };
  annotation_series: {
    series_instance_uid: string;
    study_instance_uid: string;
    case_id: string;
    author_id: string;
    is_county: boolean;
  };
  annotation_object: {
    sop_instance_uid: string;
    series_instance_uid: string;
    slot: string;
    sop_class_uid: string;
    set_version: number;
    content_sha256: string;
    written_at: Instant;
    replaced_at: Instant | null;
  };
  case_playlist: {
    case_id: string;
    version: number;
    entries: Json;
    updated_by: string;
    updated_at: Instant;
    last_key: string;
  };
  report_attachment: { case_id: string; report_version: number; filed_at: Instant };
};
