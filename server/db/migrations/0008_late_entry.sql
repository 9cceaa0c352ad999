-- A snapshot is taken at every submission and at every late entry of an emergency (shared/domain/consultation/lateEntry.ts).
alter table form_snapshot
  add column kind text not null default 'submission' check (kind in ('submission', 'lateEntry')),
  -- who submitted or wrote it; unknown for snapshots older than this column
  add column author_id uuid references app_user;

-- Until when an emergency's paper and record are owed; null where nothing is.
alter table consultation add column late_entry_due timestamptz;
create index consultation_late_entry on consultation (late_entry_due) where late_entry_due is not null;

alter table draft drop constraint draft_kind_check;
alter table draft add constraint draft_kind_check check (kind in ('opinion', 'report', 'lateEntry'));
