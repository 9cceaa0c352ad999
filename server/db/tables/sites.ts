import type { JSONColumnType } from 'kysely';

type Instant = string;
type NullableJson = JSONColumnType<object | null, string | null, string | null>;

export interface SiteTables {
  site: {
    id: string;
    hospital_id: string;
    name: string;
    created_at: Instant;
    created_by: string | null;
    code_sha256: string | null;
    code_expires_at: Instant | null;
    credential_sha256: string | null;
    joined_at: Instant | null;
    revoked_at: Instant | null;
    revoked_by: string | null;
    last_seen_at: Instant | null;
    health: NullableJson;
  };
  site_object: {
    site_id: string;
    sha256: string;
    size_bytes: number;
    outcome: NullableJson;
    updated_at: Instant;
  };
  site_study: {
    site_id: string;
    study_instance_uid: string;
    modality: string;
    study_date: string;
    series: number;
    instances: number;
    source_instances: number | null;
    reported_at: Instant;
  };
}
