/** The search terms of shared/lib/searchTerms.ts: every character and every pair of neighbours. */
export const TERMS = `
  create function bench_terms(variadic texts text[]) returns text[] language sql immutable as $$
    select array_agg(distinct term) from unnest(texts) as t(text),
      lateral (select lower(replace(text, ' ', '')) as s) n,
      lateral (select substr(s, i, 1) from generate_series(1, length(s)) i
        union all select substr(s, i, 2) from generate_series(1, length(s) - 1) i) terms(term)
  $$`;

/**
 * $1 template body, $2 how many, $3 doctors, $4 experts. Three years of requests: 82 of 100 are over, the rest lie in
 * every open state; the newest are open.
 */
export const FILL = `
  with n as (
    select i, gen_random_uuid() as id, (i / $3::int + i) % 100 as share,
      timestamptz '2026-11-24 02:00Z' - make_interval(mins => (i * 15.7)::int) as at,
      i % $3::int as doctor, (i * 7) % $4::int as expert,
      substr('王李张刘陈杨赵黄周吴欧徐孙马朱胡郭何高林', 1 + (i * 13) % 20, 1) ||
        substr('芳伟敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬', 1 + (i * 17) % 30, 1) ||
        case when i % 3 = 0 then '' else substr('文建国志海春兰梅东山', 1 + (i * 11) % 10, 1) end as patient
    from generate_series(1, $2::int) i),
  s as (
    select n.*, case
        when share < 70 then 'archived' when share < 78 then 'rejected' when share < 82 then 'cancelled'
        when share < 84 then 'submitted' when share < 85 then 'returned' when share < 86 then 'accepted'
        when share < 88 then 'coordinating' when share < 91 then 'scheduled' when share < 93 then 'reporting'
        when share < 95 then 'published' when share < 97 then 'awaitingFeedback' when share < 99 then 'followUp'
        else 'draft' end as state,
      'HZ' || to_char(at, 'YYYYMMDD') || '-' || lpad((i % 10000)::text, 4, '0') || case when i > 10000 then 'x' || i else '' end as request_no,
      ('b0000000-0000-4000-8200-' || lpad(doctor::text, 12, '0'))::uuid as requester_id,
      ('b0000000-0000-4000-8100-' || lpad((1 + doctor % 120)::text, 12, '0'))::uuid as hospital_id,
      ('b0000000-0000-4000-8300-' || lpad(expert::text, 12, '0'))::uuid as expert_id,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as iso,
      case i % 11 when 0 then 'emergency' else 'routine' end as urgency,
      case i % 5 when 0 then 'async' else 'video' end as mode
    from n),
  c as (
    select s.*, state in ('archived', 'coordinating', 'scheduled', 'reporting', 'published', 'awaitingFeedback', 'followUp') as staffed from s)
  insert into consultation (id, request_no, version, state, mode, urgency, hospital_id, requester_id, patient_name, patient_sex,
    patient_birth_date, department_name, diagnosis_code, diagnosis_name, chief_id, starts_at, created_at, updated_at,
    submitted_at, completeness, archived_at, county_owed, search_terms, body)
  select id, nullif(request_no, case state when 'draft' then request_no end), 5, state, mode, urgency, hospital_id, requester_id,
    patient, 'female', date '1964-03-02', '胸外科', 'R91.x00', '肺结节', case when staffed then expert_id end,
    case state when 'scheduled' then at + interval '1 day' end, at, at, case state when 'draft' then null else at end,
    case i % 9 when 0 then 0.5 else 1 end, case state when 'archived' then at end,
    case state when 'published' then 'receipt' when 'returned' then 'fix' when 'rejected' then 'rejected'
      when 'scheduled' then 'checkIn' when 'awaitingFeedback' then 'rating' end,
    bench_terms(case state when 'draft' then '' else request_no end, patient, (select name from app_user where app_user.id = requester_id)),
    $1::jsonb || jsonb_build_object('id', id, 'version', 5, 'state', state, 'hospitalId', hospital_id, 'requesterId', requester_id,
      'requestNo', case state when 'draft' then null else request_no end,
      'createdAt', iso, 'updatedAt', iso, 'submittedAt', case state when 'draft' then null else iso end,
      'chiefId', case when staffed then expert_id end,
      'archive', case state when 'archived' then jsonb_build_object('outcome', 'planDone', 'by', null, 'at', iso) end,
      'invitations', case when staffed then jsonb_build_array(jsonb_build_object('expertId', expert_id, 'role', 'chief',
        'required', true, 'status', case state when 'coordinating' then 'pending' else 'accepted' end, 'invitedAt', iso,
        'deadline', '2099-01-01T00:00:00.000Z', 'respondedAt', null, 'reason', null, 'proposed', '[]'::jsonb)) else '[]'::jsonb end,
      'form', jsonb_set(jsonb_set($1::jsonb->'form', '{patient,name}', to_jsonb(patient)), '{wishes}',
        $1::jsonb->'form'->'wishes' || jsonb_build_object('urgency', urgency, 'mode', mode)))
  from c`;
