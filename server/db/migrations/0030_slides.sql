-- Levels the server made for slides that lack them: derived, can be made again from the original at any time.
create table slide_pyramid (
  -- SHA-256 of the file, or of the series' objects together
  source_key text primary key,
  -- file: the blob with that hash · series: a DICOM series
  source_kind text not null check (source_kind in ('file', 'series')),
  series_instance_uid text,
  -- picture: a flat picture became a tiled file · levels: coarser levels of a tiled one
  made_as text not null check (made_as in ('picture', 'levels')),
  state text not null default 'waiting' check (state in ('waiting', 'made', 'failed')),
  progress real not null default 0,
  attempts int not null default 0,
  reason text,
  -- a node works on it until then
  leased_until timestamptz,
  asked_at timestamptz not null default now(),
  blob_sha256 text,
  size_bytes bigint,
  -- levels: where each tile lies in the blob
  pack jsonb
);
create index slide_pyramid_waiting on slide_pyramid (asked_at) where state = 'waiting';

-- What people drew on slides. A drawing that was removed stays, as somebody may have decided on it.
create table slide_annotation (
  id uuid primary key,
  case_id uuid not null references consultation,
  record_id uuid not null references case_record,
  slide_id text not null,
  author_id uuid not null references app_user,
  version int not null default 1,
  shape jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz
);
create index slide_annotation_record on slide_annotation (record_id, created_at) where removed_at is null;
