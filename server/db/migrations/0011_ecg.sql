-- Overview and analysis of long ECG recordings: derived, can be made again from the original at any time.
create table ecg_derived (
  -- names the bytes of the recording; the same recording on two cases is worked on once
  revision text primary key,
  -- [{name, sha256, sizeBytes}]; of WFDB the header first
  files jsonb not null,
  -- waiting: to be made · ready · none: there is none and will be none, for the reason given
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'none')),
  reason text,
  -- a node works on it until then
  leased_until timestamptz,
  -- how often it was begun: a recording that takes the server down with it must not do so for ever
  attempts int not null default 0,
  asked_at timestamptz not null default now(),
  -- [{width, sha256, sizeBytes}], finest first: those that are there already are not made again
  levels jsonb,
  beats_sha256 text,
  analysis jsonb,
  -- of files whose annotations are strewn through the samples
  annotations jsonb,
  annotation_count int
);
create index ecg_derived_waiting on ecg_derived (asked_at) where state = 'waiting';
