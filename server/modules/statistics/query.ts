import { sql, type RawBuilder } from 'kysely';
import { DIMENSIONS, type Statistics } from '../../../shared/api/statistics';
import type { Actor } from '../../../shared/domain/identity/actor';
import { caseScope } from '../../access/scope';
import type { Db } from '../../db/database';

export type Dimension = (typeof DIMENSIONS)[number];
/** Who asks for what, when. */
export type Asked = {
  readonly actor: Actor;
  readonly at: string;
  readonly filter: StatisticsFilter;
};
export type StatisticsFilter = { readonly from: string; readonly to: string } & {
  readonly [D in Dimension]?: string | undefined;
};

/** The day in China on which a request came in. */
const DAY = sql`(c.submitted_at at time zone 'Asia/Shanghai')::date`;

/** One expression per dimension; `disease` is the ICD-10 chapter letter and first digits' block, 3 characters. */
const KEY: Readonly<Record<Dimension, RawBuilder<string>>> = {
  specialist: sql`coalesce(chief.name, '')`,
  region: sql`h.city`,
  sex: sql`coalesce(c.patient_sex, 'notStated')`,
  ageGroup: sql`case
    when c.patient_birth_date is null then 'unknown'
    when age(${DAY}, c.patient_birth_date) < interval '1 year' then '0'
    when age(${DAY}, c.patient_birth_date) < interval '7 years' then '1-6'
    when age(${DAY}, c.patient_birth_date) < interval '18 years' then '7-17'
    when age(${DAY}, c.patient_birth_date) < interval '45 years' then '18-44'
    when age(${DAY}, c.patient_birth_date) < interval '60 years' then '45-59'
    when age(${DAY}, c.patient_birth_date) < interval '75 years' then '60-74'
    else '75+' end`,
  disease: sql`coalesce(left(c.diagnosis_code, 3), '')`,
};

const FROM = sql`from consultation c join hospital h on h.id = c.hospital_id left join app_user chief on chief.id = c.chief_id`;

/** Everything submitted in the span; a dimension's own filter does not cut its own chart, so that one can compare. */
function where({ actor, at, filter }: Asked, except: Dimension | null): RawBuilder<unknown> {
  const chosen = DIMENSIONS.filter(
    (dimension) => dimension !== except && filter[dimension] !== undefined,
  );
  const conditions = [
    caseScope(actor, at),
    sql`c.state <> 'enteredInError'`,
    sql`c.submitted_at >= (${filter.from}::date)::timestamp at time zone 'Asia/Shanghai'`,
    sql`c.submitted_at < (${filter.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
    ...chosen.map((dimension) => sql`${KEY[dimension]} = ${filter[dimension]}`),
  ];
  return sql`where ${sql.join(conditions, sql` and `)}`;
}

const MEASURES = sql`
  count(*)::int as requests,
  count(*) filter (where c.published_at is not null)::int as completed,
  count(*) filter (where c.state = 'rejected')::int as rejected,
  count(*) filter (where c.state = 'cancelled')::int as cancelled,
  count(*) filter (where jsonb_typeof(c.body->'noShow') = 'object')::int as "noShow",
  count(*) filter (where c.urgency = 'emergency')::int as emergency,
  round((percentile_cont(0.5) within group (order by
    extract(epoch from (c.body->'session'->>'startedAt')::timestamptz - c.submitted_at) / 3600)
    filter (where jsonb_typeof(c.body->'session') = 'object'))::numeric, 2)::float8 as "medianWaitHours",
  round((percentile_cont(0.5) within group (order by
    extract(epoch from c.ended_at - (c.body->'session'->>'startedAt')::timestamptz) / 60)
    filter (where c.ended_at is not null))::numeric, 2)::float8 as "medianMinutes"`;

type Row = Statistics['byDimension'][Dimension][number];

export async function readDimension(db: Db, asked: Asked, dimension: Dimension): Promise<Row[]> {
  const label =
    dimension === 'disease'
      ? sql`coalesce(mode() within group (order by c.diagnosis_name), '')`
      : sql`''`;
  const result = await sql<Row>`
    select ${KEY[dimension]} as key, ${label} as label, ${MEASURES}
    ${FROM} ${where(asked, dimension)} group by 1 order by count(*) desc, 1 limit 60`.execute(db);
  return result.rows.map((row) => ({ ...row, label: row.label || row.key }));
}

export async function readStatistics(db: Db, asked: Asked): Promise<Statistics> {
  const scope = where(asked, null);
  const totals = await sql<Statistics['totals']>`select ${MEASURES} ${FROM} ${scope}`.execute(db);
  const months = await sql<{ month: string; requests: number; completed: number }>`
    select to_char(c.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as requests,
      count(*) filter (where c.published_at is not null)::int as completed
    ${FROM} ${scope} group by 1 order by 1`.execute(db);
  const reasons = await sql<{ code: string; count: number }>`
    select c.body->'rejection'->>'code' as code, count(*)::int as count
    ${FROM} ${scope} and c.state = 'rejected' group by 1 order by 2 desc`.execute(db);
  const outcomes = await sql<{ condition: string; count: number }>`
    select o.condition, count(*)::int as count from (
      select (select f->'answer'->>'condition' from jsonb_array_elements(c.body->'followUps') f
        where jsonb_typeof(f->'answer') = 'object' order by f->'answer'->>'at' desc limit 1) as condition
      ${FROM} ${scope}) o where o.condition is not null group by 1 order by 2 desc`.execute(db);
  const byDimension = {} as Statistics['byDimension'];
  for (const dimension of DIMENSIONS)
    byDimension[dimension] = await readDimension(db, asked, dimension);
  return {
    totals: totals.rows[0] as Statistics['totals'],
    byDimension,
    byMonth: months.rows,
    rejectReasons: reasons.rows,
    indicators: await readIndicators(db, scope),
    outcomes: outcomes.rows,
  };
}

/**
 * Tele-equivalents of the 2025 indicators (product §2.6): on site = joined the session; completed = chief's signature;
 * effective = related order written in time.
 */
async function readIndicators(
  db: Db,
  scope: RawBuilder<unknown>,
): Promise<Statistics['indicators']> {
  const result = await sql<Record<string, number>>`
    with x as (select c.urgency, c.submitted_at, c.published_at, c.ended_at,
      (c.body->'session'->>'startedAt')::timestamptz as started,
      (select min((r->>'orderedAt')::timestamptz) from jsonb_array_elements(c.body->'receipts') r) as ordered
      ${FROM} ${scope})
    select
      count(*) filter (where urgency = 'emergency' and started is not null)::int as ea_d,
      count(*) filter (where urgency = 'emergency' and started <= submitted_at + interval '10 minutes')::int as ea_n,
      count(*) filter (where urgency = 'emergency' and published_at is not null)::int as ee_d,
      count(*) filter (where urgency = 'emergency' and ordered <= submitted_at + interval '40 minutes')::int as ee_n,
      count(*) filter (where urgency <> 'emergency' and published_at is not null)::int as ro_d,
      count(*) filter (where urgency <> 'emergency' and published_at <= submitted_at + interval '24 hours')::int as ro_n,
      count(*) filter (where urgency <> 'emergency' and published_at is not null and ended_at is not null)::int as re_d,
      count(*) filter (where urgency <> 'emergency' and ordered <= ended_at + interval '24 hours')::int as re_n
    from x`.execute(db);
  const row = result.rows[0] ?? {};
  const pair = (id: Statistics['indicators'][number]['id'], key: string) => ({
    id,
    numerator: row[`${key}_n`] ?? 0,
    denominator: row[`${key}_d`] ?? 0,
  });
  return [
    pair('emergencyArrival', 'ea'),
    pair('emergencyEffective', 'ee'),
    pair('routineOnTime', 'ro'),
    pair('routineEffective', 're'),
  ];
}
