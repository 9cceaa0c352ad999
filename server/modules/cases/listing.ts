import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { CaseSummary, listCases } from '../../../shared/api/cases';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { owedBy } from '../../../shared/domain/consultation/owed';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { Actor } from '../../../shared/domain/identity/actor';
import { queryTerms } from '../../../shared/lib/searchTerms';
import { caseScope } from '../../access/scope';
import type { Db } from '../../db/database';
import { parseCase } from './caseRow';

export type ListQuery = z.output<(typeof listCases)['query']>;
type Bucket = ListQuery['bucket'];

const COUNT_CAP = 1000;
const OVER = sql`('archived', 'cancelled', 'rejected', 'referred', 'expired', 'enteredInError')`;

/** Which states a bucket holds, by role; `owed` is what waits for this person. */
function bucketCondition(bucket: Bucket, actor: Actor, at: string): RawBuilder<boolean> {
  switch (bucket) {
    case 'all':
      return sql`true`;
    case 'queue':
      return sql`c.state = 'submitted'`;
    case 'done':
      return sql`c.state in ${OVER}`;
    case 'active':
      return sql`c.state not in ${OVER}`;
    case 'invitations':
      return sql`c.state = 'coordinating'`;
    case 'reports':
      return sql`c.state = 'reporting'`;
    case 'owed':
      return owedCondition(actor, at);
  }
}

function owedCondition(actor: Actor, at: string): RawBuilder<boolean> {
  switch (actor.role) {
    case 'requester':
      return sql`(c.state in ('returned', 'published', 'awaitingFeedback', 'scheduled')
        or (c.state = 'rejected' and c.updated_at > ${at}::timestamptz - interval '30 days'
            and not exists (select 1 from consultation k where k.parent_id = c.id))
        or (c.state = 'followUp' and c.body->'followUps' @? '$[*] ? (@.status == "planned")')
        or (c.body->'criticalFinding'->>'acknowledgedAt' is null
            and jsonb_typeof(c.body->'criticalFinding') = 'object'))`;
    case 'hospitalAdmin':
      return sql`c.state = 'awaitingApproval'`;
    case 'expert':
      return sql`c.state in ('coordinating', 'scheduled', 'checkedIn', 'inConsultation', 'reporting', 'followUp')`;
    default:
      return sql`c.state in ('submitted', 'accepted', 'coordinating')`;
  }
}

function filterConditions(query: ListQuery): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  const equals: [string, string | undefined][] = [
    ['c.state', query.state],
    ['c.urgency', query.urgency],
    ['c.mode', query.mode],
    ['c.hospital_id', query.hospitalId],
    ['c.department_name', query.departmentName],
    ['h.city', query.city],
  ];
  for (const [column, value] of equals) {
    if (value !== undefined) conditions.push(sql`${sql.ref(column)} = ${value}`);
  }
  if (query.mdt) conditions.push(sql`c.mdt = ${query.mdt === 'true'}`);
  if (query.incomplete)
    conditions.push(
      query.incomplete === 'true' ? sql`c.completeness < 1` : sql`c.completeness >= 1`,
    );
  const text = query.q?.trim();
  if (text) conditions.push(searchCondition(text));
  return conditions;
}

/** The index narrows by pairs of characters; the ILIKE makes it an exact substring. */
function searchCondition(text: string): RawBuilder<boolean> {
  const pattern = `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql`c.search_terms @> ${queryTerms(text)}::text[]
    and (c.request_no ilike ${pattern} or c.patient_name ilike ${pattern} or u.name ilike ${pattern})`;
}

const URGENCY_RANK = sql`case c.urgency when 'emergency' then 0 when 'routine' then 1 else 2 end`;

type Row = {
  body: unknown;
  completeness: number;
  hospital_name: string;
  city: string;
  requester_name: string;
  chief_name: string | null;
  claim_name: string | null;
};

export async function listVisibleCases(db: Db, actor: Actor, query: ListQuery, at: string) {
  const conditions = [
    caseScope(actor, at),
    bucketCondition(query.bucket, actor, at),
    ...filterConditions(query),
  ];
  const after = parseCursor(query.cursor);
  const isQueue = query.bucket === 'queue';
  if (after && !isQueue)
    conditions.push(sql`(c.updated_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const order = isQueue
    ? sql`order by ${URGENCY_RANK}, c.submitted_at, c.id offset ${after?.offset ?? 0}`
    : sql`order by c.updated_at desc, c.id desc`;
  const rows = await sql<Row>`
    select c.body, c.completeness, h.name as hospital_name, h.city, u.name as requester_name,
      chief.name as chief_name, claimant.name as claim_name
    from consultation c
    join hospital h on h.id = c.hospital_id
    join app_user u on u.id = c.requester_id
    left join app_user chief on chief.id = c.chief_id
    left join app_user claimant on claimant.id = (c.body->'claim'->>'by')::uuid
    where ${sql.join(conditions, sql` and `)}
    ${order} limit ${query.limit + 1}`.execute(db);
  const page = rows.rows.slice(0, query.limit).map((row) => toSummary(row, actor, at));
  const more = rows.rows.length > query.limit;
  return {
    items: page,
    nextCursor: more
      ? cursorAfter(page.at(-1), isQueue ? (after?.offset ?? 0) + query.limit : null)
      : null,
    counts: await countBuckets(db, actor, at),
  };
}

function toSummary(row: Row, actor: Actor, at: string): CaseSummary {
  const current = parseCase(row.body);
  const { patient, wishes, clinical } = current.form;
  const owed = owedBy(current, actor, at);
  return {
    id: current.id,
    requestNo: current.requestNo,
    version: current.version,
    state: current.state,
    mode: wishes.mode,
    urgency: wishes.urgency,
    mdt: wishes.mdt,
    patientName: patient.name,
    patientSex: patient.sex,
    patientBirthDate: patient.birthDate,
    hospitalId: current.hospitalId,
    hospitalName: row.hospital_name,
    city: row.city,
    requesterName: row.requester_name,
    departmentName: wishes.departmentNames[0] ?? '',
    diagnosisName: clinical.provisionalDiagnoses[0]?.name ?? null,
    purpose: wishes.purpose,
    chiefName: row.chief_name,
    startsAt: current.appointment?.startsAt ?? null,
    createdAt: current.createdAt,
    updatedAt: current.updatedAt,
    submittedAt: current.submittedAt,
    publishedAt: current.reports[0]?.publishedAt ?? null,
    completeness: row.completeness,
    claim: claimOf(current, row.claim_name, at),
    owed: owed?.owed ?? null,
    dueAt: owed?.dueAt ?? null,
  };
}

function claimOf(current: ConsultationCase, name: string | null, at: string): CaseSummary['claim'] {
  const { claim } = current;
  return claim && claim.until > at
    ? { name: name ?? '', userId: claim.by, until: claim.until }
    : null;
}

/** Counts stop at a cap: a badge says "999+", and a hundred thousand archived cases cost nothing. */
async function countBuckets(db: Db, actor: Actor, at: string) {
  const count = (bucket: Bucket) => sql`(select count(*)::int from (select 1 from consultation c
    where ${caseScope(actor, at)} and ${bucketCondition(bucket, actor, at)} limit ${COUNT_CAP}) capped)`;
  const result = await sql<{ owed: number; active: number; done: number; queue: number }>`
    select ${count('owed')} as owed, ${count('active')} as active, ${count('done')} as done,
      ${count('queue')} as queue`.execute(db);
  return result.rows[0] ?? { owed: 0, active: 0, done: 0, queue: 0 };
}

type Cursor = { at: string; id: string; offset: number };

/** @throws AppFailure `request.invalid` for a cursor that is not one of ours. */
function parseCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  const [at = '', id = '', offset = '0'] = Buffer.from(text, 'base64url')
    .toString('utf8')
    .split('|');
  const valid =
    !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id) && /^\d{1,9}$/.test(offset);
  if (!valid)
    throw new AppFailure(appError('validation', 'request.invalid', { params: { path: 'cursor' } }));
  return { at, id, offset: Number(offset) };
}

function cursorAfter(last: CaseSummary | undefined, offset: number | null): string | null {
  if (!last) return null;
  return Buffer.from(`${last.updatedAt}|${last.id}|${offset ?? 0}`).toString('base64url');
}
