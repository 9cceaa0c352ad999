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
import { bucketCondition, type Bucket } from './buckets';
import { parseCase } from './caseRow';

export type ListQuery = z.output<(typeof listCases)['query']>;

const COUNT_CAP = 1000;

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
  read_version: number | null;
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
    ? sql`${URGENCY_RANK}, c.submitted_at, c.id`
    : sql`c.updated_at desc, c.id desc`;
  const offset = isQueue ? (after?.offset ?? 0) : 0;
  // the page is chosen by columns alone; bodies are opened for its rows only
  const rows = await sql<Row>`
    select c.body, c.completeness, c.hospital_name, c.city, c.requester_name, chief.name as chief_name,
      claimant.name as claim_name, c.read_version
    from (
      select c.*, h.name as hospital_name, h.city, u.name as requester_name,
        (select max(version) from report_reading r where r.case_id = c.id and r.user_id = ${actor.userId}) as read_version
      from consultation c
      join hospital h on h.id = c.hospital_id
      join app_user u on u.id = c.requester_id
      where ${sql.join(conditions, sql` and `)}
      order by ${order} limit ${query.limit + 1} offset ${offset}) c
    left join app_user chief on chief.id = c.chief_id
    left join app_user claimant on claimant.id = (c.body->'claim'->>'by')::uuid
    order by ${order}`.execute(db);
  const page = rows.rows.slice(0, query.limit).map((row) => toSummary(row, actor, at));
  const more = rows.rows.length > query.limit;
  return {
    items: page,
    nextCursor: more ? cursorAfter(page.at(-1), isQueue ? offset + query.limit : null) : null,
    counts: await countBuckets(db, actor, at),
  };
}

function toSummary(row: Row, actor: Actor, at: string): CaseSummary {
  const current = parseCase(row.body);
  const { patient, wishes, clinical } = current.form;
  const owed = owedBy(current, actor, at, row.read_version ?? 0);
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
