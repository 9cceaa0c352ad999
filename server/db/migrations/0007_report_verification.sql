-- The code printed on each published version, random and once for all. Versions older than this table get theirs when
-- they are next printed.
create table report_verification (
  code text primary key check (code ~ '^[2-9A-HJKMNP-Z]{16}$'),
  case_id uuid not null,
  version int not null,
  unique (case_id, version),
  foreign key (case_id, version) references report_version
);
create trigger report_verification_immutable before update or delete or truncate on report_verification
  for each statement execute function refuse_change();

-- Every PDF a version was handed out as, by digest: whoever holds such a file can tell that it is ours.
create table report_file (
  case_id uuid not null,
  version int not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  first_issued_at timestamptz not null,
  primary key (case_id, version, sha256),
  foreign key (case_id, version) references report_version
);
create trigger report_file_immutable before update or delete or truncate on report_file
  for each statement execute function refuse_change();
