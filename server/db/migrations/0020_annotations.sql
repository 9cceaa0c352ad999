-- What people put on the images of a case. One row per case and author: authors never overwrite each other.
create table annotation_set (
  case_id uuid not null references consultation,
  author_id uuid not null references app_user,
  -- the county's drawings are part of the question, experts' are blind like their opinions
  is_county boolean not null,
  version int not null,
  content jsonb not null,
  updated_at timestamptz not null,
  -- of the write that made this version: sent again, it is answered, not refused
  last_key uuid not null,
  -- version that is in the study as DICOM objects
  filed_version int not null default 0,
  -- somebody is writing them, or it failed and is tried again then
  filing_until timestamptz,
  primary key (case_id, author_id)
);
create index annotation_set_unfiled on annotation_set (updated_at) where filed_version < version;

-- Series in the archive that hold an author's drawings; noted before the first object is stored, so that nobody who is
-- blind to them sees them for a moment.
create table annotation_series (
  series_instance_uid text primary key,
  study_instance_uid text not null,
  case_id uuid not null references consultation,
  author_id uuid not null references app_user,
  is_county boolean not null
);
create index annotation_series_study on annotation_series (study_instance_uid);

-- The objects themselves. `slot` is what the object is for, such as the measurement report; a later one takes its place.
create table annotation_object (
  sop_instance_uid text primary key,
  series_instance_uid text not null references annotation_series,
  slot text not null,
  sop_class_uid text not null,
  set_version int not null,
  content_sha256 text not null,
  written_at timestamptz not null,
  replaced_at timestamptz
);
create unique index annotation_object_current
  on annotation_object (series_instance_uid, slot) where replaced_at is null;

-- The order of the case's key images, set by the lead expert: [{authorId, id}].
create table case_playlist (
  case_id uuid primary key references consultation,
  version int not null,
  entries jsonb not null,
  updated_by uuid not null references app_user,
  updated_at timestamptz not null,
  last_key uuid not null
);

-- Key images of published reports that are in the studies as selections.
create table report_attachment (
  case_id uuid not null references consultation,
  report_version int not null,
  filed_at timestamptz not null,
  primary key (case_id, report_version)
);

-- How far an expert's drawings are open, and whether he reads those of others: derived from the case at every write.
alter table consultation_expert
  add column annotations text not null default 'closed' check (annotations in ('closed', 'given', 'reported')),
  add column reads_annotations boolean not null default false;
