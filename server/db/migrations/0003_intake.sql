-- One upload and its course. The row exists before the first byte is accepted, the id is the upload's id.
create table intake_batch (
  id uuid primary key,
  case_id uuid not null references consultation,
  hospital_id uuid not null references hospital,
  name text not null,
  bundle text not null check (bundle in ('none', 'tar')),
  -- lower-case hexadecimal, when the sender knows it
  sha256 text,
  size_bytes bigint not null check (size_bytes >= 0),
  status text not null check (status in ('receiving', 'processing', 'done', 'failed')),
  items_done int not null default 0,
  items_total int,
  started_at timestamptz not null,
  started_by uuid not null references app_user,
  -- the rights the uploader acted with; processing may happen after a restart
  started_role text not null,
  received_at timestamptz,
  finished_at timestamptz,
  failure jsonb
);
create index intake_batch_case on intake_batch (case_id, started_at desc);
create index intake_batch_open on intake_batch (status) where status in ('receiving', 'processing');

-- What became of one file of an upload. (batch, path) is its identity: a repeated run finds what is done already.
create table intake_item (
  id uuid primary key,
  batch_id uuid not null references intake_batch on delete cascade,
  path text not null,
  size_bytes bigint not null,
  outcome text not null check (outcome in ('attached', 'duplicate', 'ignored', 'quarantined')),
  recognised_as text not null,
  record_id uuid references case_record,
  reason_code text,
  reason_params jsonb,
  -- the bytes; null only where an archive would not give them out
  blob_sha256 text,
  study_instance_uid text,
  sop_instance_uid text,
  -- where DICOM ingest refused it
  quarantine_id uuid,
  at timestamptz not null,
  resolution text check (resolution in ('accepted', 'discarded')),
  resolved_at timestamptz,
  resolved_by uuid references app_user,
  unique (batch_id, path)
);
create index intake_item_sop on intake_item (sop_instance_uid) where sop_instance_uid is not null;
create index intake_item_record on intake_item (record_id) where record_id is not null;

-- Who vouches for a quarantined file of another identity; two different people are needed.
create table intake_vote (
  item_id uuid not null references intake_item on delete cascade,
  user_id uuid not null references app_user,
  note text not null,
  at timestamptz not null,
  primary key (item_id, user_id)
);

create index case_record_blob on case_record (case_id, blob_sha256) where blob_sha256 is not null;
