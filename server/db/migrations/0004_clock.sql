-- What the clock has already told about, once each: a reminder of one start, a follow-up that became due.
create table clock_notice (
  case_id uuid not null references consultation,
  kind text not null,
  key text not null,
  at timestamptz not null,
  primary key (case_id, kind, key)
);
