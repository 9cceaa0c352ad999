-- A gateway in a county hospital. It is no person: it has a credential of its own, may send in and may report, and reads
-- nothing. Codes and credentials are kept as hashes only.
create table site (
  id uuid primary key,
  hospital_id uuid not null references hospital,
  name text not null,
  created_at timestamptz not null,
  created_by uuid references app_user,
  code_sha256 text unique,
  code_expires_at timestamptz,
  credential_sha256 text unique,
  joined_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid references app_user,
  last_seen_at timestamptz,
  -- the latest report, as the contract has it
  health jsonb
);
create index site_hospital on site (hospital_id);

-- A large object on its way: the bytes lie in a file, this row remembers what became of it, so that a gateway that did
-- not hear the answer can ask.
create table site_object (
  site_id uuid not null references site,
  sha256 text not null,
  size_bytes bigint not null,
  -- null while bytes are missing
  outcome jsonb,
  updated_at timestamptz not null,
  primary key (site_id, sha256)
);

-- What a gateway says it holds of each study it passed on; the centre compares with what it has.
create table site_study (
  site_id uuid not null references site,
  study_instance_uid text not null,
  modality text not null,
  study_date text not null,
  series int not null,
  instances int not null,
  -- what the source (PACS) says the study has; null where it was not asked or did not say
  source_instances int,
  reported_at timestamptz not null,
  primary key (site_id, study_instance_uid)
);
create index site_study_reported on site_study (reported_at desc);
