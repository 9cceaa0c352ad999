-- What worklists ask of every case, so that they need not open its body.
alter table consultation
  add column archived_at timestamptz,
  add column report_version int not null default 0,
  -- what the case waits for from its county (shared/domain/consultation/owed.ts), and from which day on
  add column county_owed text,
  add column county_owed_from date;
alter table consultation_expert
  -- what it waits for from this expert, and until when
  add column owed text,
  add column owed_until timestamptz;

update consultation set
  archived_at = case when jsonb_typeof(body->'archive') = 'object' then (body->'archive'->>'at')::timestamptz end,
  report_version = jsonb_array_length(body->'reports'),
  county_owed = case
    when state in ('archived', 'cancelled', 'referred', 'expired', 'enteredInError') then null
    when jsonb_typeof(body->'criticalFinding') = 'object' and body->'criticalFinding'->>'acknowledgedAt' is null
      then 'criticalFinding'
    when state = 'published' then 'receipt'
    when state = 'returned' then 'fix'
    when state = 'rejected' then 'rejected'
    when state = 'scheduled' then 'checkIn'
    when state = 'awaitingFeedback' and not body->'ratings' @? '$[*] ? (@.party == "requester")' then 'rating'
    when state = 'followUp' and body->'followUps' @? '$[*] ? (@.status == "planned")' then 'followUpAnswer' end,
  county_owed_from = case when state = 'followUp' then
    (select min((f->>'dueOn')::date) from jsonb_array_elements(body->'followUps') f where f->>'status' = 'planned') end;
update consultation_expert e set
  owed = case
    when c.state = 'coordinating' and e.status in ('pending', 'proposed') then 'invitation'
    when e.status <> 'accepted' then null
    when c.state = 'scheduled' then 'checkIn'
    when c.state = 'reporting' and c.chief_id = e.expert_id then 'report'
    when c.state = 'reporting' and not exists (select 1 from jsonb_array_elements(c.body->'opinions') o
      where (o->>'expertId')::uuid = e.expert_id) then 'opinion'
    when c.state = 'followUp' and c.body->'followUps' @? '$[*] ? (@.status == "answered")' then 'followUpReview' end,
  owed_until = case when c.state = 'coordinating' then
    (select max((i->>'deadline')::timestamptz) from jsonb_array_elements(c.body->'invitations') i
      where (i->>'expertId')::uuid = e.expert_id) end
from consultation c where c.id = e.case_id;

create index consultation_county_owed on consultation (hospital_id) where county_owed is not null;
create index consultation_amended on consultation (id) where report_version > 1;
create index report_reading_user on report_reading (user_id, case_id, version);
create index consultation_parent on consultation (parent_id) where parent_id is not null;
