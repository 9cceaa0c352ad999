-- An expert's access ends some time after a case is archived: known here, his lists never touch the old cases.
alter table consultation_expert add column archived_at timestamptz;
update consultation_expert e set archived_at = c.archived_at
  from consultation c where c.id = e.case_id and c.archived_at is not null;
create index consultation_expert_access on consultation_expert (expert_id, archived_at);
