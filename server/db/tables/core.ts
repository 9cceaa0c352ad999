import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Json = JSONColumnType<object, unknown, unknown>;
/** Read as ISO string; written as ISO string. */
type Instant = string;
type WithDefault<T> = ColumnType<T, T | undefined, T>;

export interface CoreTables {
  hospital: {
    id: string;
    code: string;
    name: string;
    kind: 'centre' | 'county';
    city: string;
    level: WithDefault<string>;
    line_mbps: number | null;
    local_approval: WithDefault<boolean>;
    active: WithDefault<boolean>;
  };
  department: { id: string; hospital_id: string; name: string; active: WithDefault<boolean> };
  agreement: {
    id: string;
    hospital_id: string;
    valid_from: string;
    valid_to: string;
    scope: WithDefault<string[]>;
  };
  app_user: {
    id: string;
    account: string;
    password_hash: string;
    role: string;
    name: string;
    hospital_id: string | null;
    department_name: WithDefault<string>;
    title: string | null;
    phone: WithDefault<string>;
    email: WithDefault<string>;
    active: WithDefault<boolean>;
    totp_secret: string | null;
    failed_attempts: WithDefault<number>;
    locked_until: Instant | null;
    created_at: WithDefault<Instant>;
  };
  session: {
    token_sha256: string;
    user_id: string;
    created_at: Instant;
    expires_at: Instant;
    last_seen_at: Instant;
  };
  expert_profile: {
    user_id: string;
    title: string;
    licence_no: string;
    licence_valid_until: string;
    department_name: string;
    specialties: WithDefault<string[]>;
    skills: WithDefault<string[]>;
    languages: WithDefault<string[]>;
    bio: WithDefault<string>;
    service_on: WithDefault<boolean>;
    on_call: WithDefault<boolean>;
    version: WithDefault<number>;
  };
  room: {
    id: string;
    hospital_id: string;
    name: string;
    capacity: WithDefault<number>;
    terminal: WithDefault<string>;
    device_type: WithDefault<string>;
    active: WithDefault<boolean>;
  };
  consultation: {
    id: string;
    request_no: string | null;
    version: number;
    state: string;
    mode: string;
    urgency: string;
    mdt: boolean;
    hospital_id: string;
    requester_id: string;
    parent_id: string | null;
    patient_name: string;
    patient_sex: string | null;
    patient_birth_date: string | null;
    department_name: string;
    diagnosis_code: string | null;
    diagnosis_name: string | null;
    chief_id: string | null;
    starts_at: Instant | null;
    created_at: Instant;
    updated_at: Instant;
    submitted_at: Instant | null;
    accepted_at: Instant | null;
    ended_at: Instant | null;
    published_at: Instant | null;
    completeness: number;
    archived_at: Instant | null;
    report_version: WithDefault<number>;
    county_owed: string | null;
    county_owed_from: string | null;
    late_entry_due: Instant | null;
    search_terms: string[];
    body: Json;
  };
  consultation_expert: {
    case_id: string;
    expert_id: string;
    status: string;
    owed: string | null;
    owed_until: Instant | null;
    archived_at: Instant | null;
    annotations: WithDefault<'closed' | 'given' | 'reported'>;
    reads_annotations: WithDefault<boolean>;
  };
  consultation_event: {
    id: Generated<number>;
    case_id: string;
    case_version: number;
    type: string;
    from_state: string;
    to_state: string;
    actor_id: string | null;
    actor_role: string;
    at: Instant;
    details: Json;
  };
  form_snapshot: {
    case_id: string;
    number: number;
    form: Json;
    records: Json;
    at: Instant;
    kind: WithDefault<'submission' | 'lateEntry'>;
    author_id: string | null;
  };
  booking: {
    id: Generated<number>;
    case_id: string;
    resource_kind: 'expert' | 'room' | 'requester';
    resource_id: string;
    during: string;
  };
  case_record: {
    id: string;
    case_id: string;
    kind: string;
    category: string;
    title: string;
    modality: string | null;
    source: string;
    occurred_at: Instant | null;
    added_at: Instant;
    added_by: string;
    file_name: string | null;
    mime: string | null;
    blob_sha256: string | null;
    size_bytes: number | null;
    item_count: WithDefault<number>;
    study_instance_uid: string | null;
    payload: ColumnType<unknown, string | null, string | null>;
    removed_at: Instant | null;
    removed_by: string | null;
  };
  draft: {
    case_id: string;
    kind: 'opinion' | 'report' | 'lateEntry';
    author_id: string;
    content: Json;
    version: number;
    updated_at: Instant;
  };
  report_version: {
    case_id: string;
    version: number;
    content: Json;
    header: Json;
    content_sha256: string;
    published_at: Instant;
    published_by: string;
  };
  report_verification: { code: string; case_id: string; version: number };
  report_file: { case_id: string; version: number; sha256: string; first_issued_at: Instant };
  report_reading: { case_id: string; version: number; user_id: string; first_read_at: Instant };
  idempotency: {
    actor_id: string;
    route: string;
    key: string;
    request_sha256: string;
    status: number;
    response: Json;
    at: WithDefault<Instant>;
  };
  notification: {
    id: Generated<number>;
    user_id: string;
    event: string;
    case_id: string | null;
    params: Json;
    highlight: WithDefault<boolean>;
    created_at: Instant;
    read_at: Instant | null;
  };
  outbox: {
    id: Generated<number>;
    channel: string;
    user_id: string | null;
    address: string;
    template: string;
    text: string;
    case_id: string | null;
    state: WithDefault<'pending' | 'sent' | 'failed'>;
    attempts: WithDefault<number>;
    next_attempt_at: Instant;
    last_error: string | null;
    provider_id: string | null;
    created_at: Instant;
    handed_over_at: Instant | null;
  };
  push_subscription: { endpoint: string; user_id: string; subscription: Json; created_at: Instant };
  audit_log: {
    seq: number;
    at: Instant;
    actor_id: string | null;
    actor_role: string;
    action: string;
    entity: string;
    entity_id: string;
    case_id: string | null;
    outcome: string;
    details: Json;
    previous_hash: string;
    hash: string;
  };
  dictionary_entry: {
    kind: string;
    code: string;
    name: string;
    name_en: WithDefault<string>;
    sort: WithDefault<number>;
    active: WithDefault<boolean>;
  };
  icd10: {
    code: string;
    name: string;
    name_en: WithDefault<string>;
    search_terms: WithDefault<string[]>;
  };
  request_number: { day: string; last: number };
  setting: { key: string; value: Json };
}
