create extension if not exists btree_gist;

create table hospital (
  id uuid primary key,
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('centre', 'county')),
  city text not null,
  level text not null default '',
  line_mbps int,
  local_approval boolean not null default false,
  active boolean not null default true
);

create table department (
  id uuid primary key,
  hospital_id uuid not null references hospital,
  name text not null,
  active boolean not null default true,
  unique (hospital_id, name)
);

create table agreement (
  id uuid primary key,
  hospital_id uuid not null references hospital,
  valid_from date not null,
  valid_to date not null,
  scope text[] not null default '{}',
  check (valid_to >= valid_from)
);

create table app_user (
  id uuid primary key,
  account text not null unique,
  password_hash text not null,
  role text not null,
  name text not null,
  hospital_id uuid references hospital,
  department_name text not null default '',
  title text,
  phone text not null default '',
  email text not null default '',
  active boolean not null default true,
  totp_secret text,
  failed_attempts int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now()
);

create table session (
  token_sha256 text primary key,
  user_id uuid not null references app_user,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index session_by_user on session (user_id);

create table expert_profile (
  user_id uuid primary key references app_user,
  title text not null,
  licence_no text not null,
  licence_valid_until date not null,
  department_name text not null,
  specialties text[] not null default '{}',
  skills text[] not null default '{}',
  languages text[] not null default '{}',
  bio text not null default '',
  service_on boolean not null default true,
  on_call boolean not null default false,
  version int not null default 1
);

create table room (
  id uuid primary key,
  hospital_id uuid not null references hospital,
  name text not null,
  capacity int not null default 4,
  terminal text not null default '',
  device_type text not null default '',
  active boolean not null default true
);

-- The consultation aggregate. `body` is the whole case as the domain knows it; the columns beside it are
-- what lists, filters, statistics and access checks ask for.
create table consultation (
  id uuid primary key,
  request_no text unique,
  version int not null,
  state text not null,
  mode text not null,
  urgency text not null,
  mdt boolean not null default false,
  hospital_id uuid not null references hospital,
  requester_id uuid not null references app_user,
  parent_id uuid references consultation,
  patient_name text not null default '',
  patient_sex text,
  patient_birth_date date,
  department_name text not null default '',
  diagnosis_code text,
  diagnosis_name text,
  chief_id uuid,
  starts_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  published_at timestamptz,
  completeness real not null default 0,
  -- one- and two-character terms of request number, patient and doctor: substring search through GIN, also for
  -- two-character Chinese names, where trigrams have nothing to offer
  search_terms text[] not null default '{}',
  body jsonb not null
);
create index consultation_queue on consultation (state, urgency, submitted_at);
create index consultation_updated on consultation (updated_at desc, id);
create index consultation_hospital on consultation (hospital_id, updated_at desc, id);
create index consultation_requester on consultation (requester_id, updated_at desc);
create index consultation_starts on consultation (starts_at) where starts_at is not null;
create index consultation_submitted on consultation (submitted_at desc) where submitted_at is not null;
create index consultation_search on consultation using gin (search_terms);

create table consultation_expert (
  case_id uuid not null references consultation,
  expert_id uuid not null references app_user,
  status text not null,
  primary key (case_id, expert_id)
);
create index consultation_expert_expert on consultation_expert (expert_id, case_id);

create table consultation_event (
  id bigint generated always as identity primary key,
  case_id uuid not null references consultation,
  case_version int not null,
  type text not null,
  from_state text not null,
  to_state text not null,
  actor_id uuid,
  actor_role text not null,
  at timestamptz not null,
  details jsonb not null,
  unique (case_id, case_version)
);

-- What the form looked like at each submission, so that a resubmission can be read as a difference.
create table form_snapshot (
  case_id uuid not null references consultation,
  number int not null,
  form jsonb not null,
  records jsonb not null,
  at timestamptz not null,
  primary key (case_id, number)
);

-- No double booking, by construction: the database refuses overlapping ranges of one resource (SQLSTATE 23P01).
create table booking (
  id bigint generated always as identity primary key,
  case_id uuid not null references consultation,
  resource_kind text not null check (resource_kind in ('expert', 'room', 'requester')),
  resource_id uuid not null,
  during tstzrange not null check (not isempty(during)),
  exclude using gist (resource_kind with =, resource_id with =, during with &&)
);
create index booking_case on booking (case_id);
create index booking_during on booking using gist (during);

create table case_record (
  id uuid primary key,
  case_id uuid not null references consultation,
  kind text not null,
  category text not null,
  title text not null,
  modality text,
  source text not null,
  occurred_at timestamptz,
  added_at timestamptz not null,
  added_by uuid not null,
  file_name text,
  mime text,
  blob_sha256 text,
  size_bytes bigint,
  item_count int not null default 1,
  study_instance_uid text,
  payload jsonb,
  removed_at timestamptz,
  removed_by uuid
);
create index case_record_case on case_record (case_id, occurred_at);
create unique index case_record_study on case_record (case_id, study_instance_uid)
  where study_instance_uid is not null and removed_at is null;
create index case_record_study_uid on case_record (study_instance_uid) where study_instance_uid is not null;

create table draft (
  case_id uuid not null references consultation,
  kind text not null check (kind in ('opinion', 'report')),
  author_id uuid not null references app_user,
  content jsonb not null,
  version int not null,
  updated_at timestamptz not null,
  primary key (case_id, kind, author_id)
);

create table report_version (
  case_id uuid not null references consultation,
  version int not null,
  content jsonb not null,
  header jsonb not null,
  content_sha256 text not null,
  published_at timestamptz not null,
  published_by uuid not null references app_user,
  primary key (case_id, version)
);

create table report_reading (
  case_id uuid not null references consultation,
  version int not null,
  user_id uuid not null references app_user,
  first_read_at timestamptz not null,
  primary key (case_id, version, user_id)
);

create table idempotency (
  actor_id uuid not null,
  route text not null,
  key uuid not null,
  request_sha256 text not null,
  status int not null,
  response jsonb not null,
  at timestamptz not null default now(),
  primary key (actor_id, route, key)
);

create table notification (
  id bigint generated always as identity primary key,
  user_id uuid not null references app_user,
  event text not null,
  case_id uuid references consultation,
  params jsonb not null default '{}',
  highlight boolean not null default false,
  created_at timestamptz not null,
  read_at timestamptz
);
create index notification_user on notification (user_id, created_at desc);

create table outbox (
  id bigint generated always as identity primary key,
  channel text not null,
  user_id uuid references app_user,
  address text not null,
  template text not null,
  text text not null,
  case_id uuid references consultation,
  state text not null default 'pending' check (state in ('pending', 'sent', 'failed')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  last_error text,
  provider_id text,
  created_at timestamptz not null,
  handed_over_at timestamptz
);
create index outbox_due on outbox (next_attempt_at) where state = 'pending';

create table push_subscription (
  endpoint text primary key,
  user_id uuid not null references app_user,
  subscription jsonb not null,
  created_at timestamptz not null
);

-- Append-only and hash-chained: each row's hash covers the row before it.
create table audit_log (
  seq bigint primary key,
  at timestamptz not null,
  actor_id uuid,
  actor_role text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  case_id uuid,
  outcome text not null,
  details jsonb not null,
  previous_hash text not null,
  hash text not null
);
create index audit_log_case on audit_log (case_id, seq);
create index audit_log_actor on audit_log (actor_id, seq);

create table dictionary_entry (
  kind text not null,
  code text not null,
  name text not null,
  name_en text not null default '',
  sort int not null default 0,
  active boolean not null default true,
  primary key (kind, code)
);

create table icd10 (
  code text primary key,
  name text not null,
  name_en text not null default '',
  search_terms text[] not null default '{}'
);
create index icd10_search on icd10 using gin (search_terms);

create table request_number (day date primary key, last int not null);
create table setting (key text primary key, value jsonb not null);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '23001';
end $$;
create trigger audit_log_immutable before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
create trigger report_version_immutable before update or delete or truncate on report_version
  for each statement execute function refuse_change();
create trigger consultation_event_immutable before update or delete or truncate on consultation_event
  for each statement execute function refuse_change();
