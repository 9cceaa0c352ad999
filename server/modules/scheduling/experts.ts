import { sql } from 'kysely';
import type { Expert } from '../../../shared/api/scheduling';
import { TITLES, type Title } from '../../../shared/domain/consultation/case';
import type { UserId } from '../../../shared/domain/identity/actor';
import type { Db } from '../../db/database';

export type ExpertFilter = {
  readonly q?: string | undefined;
  readonly departmentName?: string | undefined;
  readonly userId?: string;
};

type Row = {
  id: string;
  name: string;
  title: string;
  licence_no: string;
  licence_valid_until: string;
  hospital_name: string;
  department_name: string;
  specialties: string[];
  skills: string[];
  languages: string[];
  bio: string;
  service_on: boolean;
  on_call: boolean;
  version: number;
  open_cases: number;
  done_cases: number;
  median_minutes: number | null;
  median_response: number | null;
  average_rating: number | null;
};

/** The library with each expert's load and record, computed from the cases themselves. */
export async function readExperts(db: Db, filter: ExpertFilter): Promise<Expert[]> {
  const like = filter.q ? `%${filter.q.replace(/[\\%_]/g, (c) => `\\${c}`)}%` : null;
  const result = await sql<Row>`
    with work as (
      select e.expert_id,
        count(*) filter (where c.state not in ('archived','cancelled','rejected','referred','expired','enteredInError'))::int as open_cases,
        count(*) filter (where c.published_at is not null)::int as done_cases,
        percentile_cont(0.5) within group (order by extract(epoch from c.ended_at - (c.body->'session'->>'startedAt')::timestamptz) / 60)
          filter (where c.ended_at is not null) as median_minutes,
        avg((select avg((r->>'score')::numeric) from jsonb_array_elements(c.body->'ratings') r where r->>'party' = 'requester'))::float as average_rating
      from consultation_expert e join consultation c on c.id = e.case_id
      where e.status = 'accepted' group by e.expert_id),
    response as (
      select (i->>'expertId')::uuid as expert_id,
        percentile_cont(0.5) within group (order by extract(epoch from (i->>'respondedAt')::timestamptz - (i->>'invitedAt')::timestamptz) / 60) as median_response
      from consultation_expert e join consultation c on c.id = e.case_id, jsonb_array_elements(c.body->'invitations') i
      where i->>'respondedAt' is not null and (i->>'expertId')::uuid = e.expert_id group by 1)
    select u.id, u.name, p.title, p.licence_no, p.licence_valid_until, coalesce(h.name, '') as hospital_name,
      p.department_name, p.specialties, p.skills, p.languages, p.bio, p.service_on, p.on_call, p.version,
      coalesce(w.open_cases, 0) as open_cases, coalesce(w.done_cases, 0) as done_cases,
      w.median_minutes, r.median_response, w.average_rating
    from expert_profile p join app_user u on u.id = p.user_id
    left join hospital h on h.id = u.hospital_id
    left join work w on w.expert_id = u.id left join response r on r.expert_id = u.id
    where u.active
      and (${filter.userId ?? null}::uuid is null or u.id = ${filter.userId ?? null}::uuid)
      and (${filter.departmentName ?? null}::text is null or p.department_name = ${filter.departmentName ?? null})
      and (${like}::text is null or u.name ilike ${like} or p.department_name ilike ${like}
        or array_to_string(p.specialties || p.skills, ' ') ilike ${like})
    order by u.name collate "C", u.id`.execute(db);
  return result.rows.map(toExpert);
}

function toExpert(row: Row): Expert {
  return {
    userId: row.id as UserId,
    name: row.name,
    title: row.title as Title,
    licenceNo: row.licence_no,
    licenceValidUntil: row.licence_valid_until,
    hospitalName: row.hospital_name,
    departmentName: row.department_name,
    specialties: row.specialties,
    skills: row.skills,
    languages: row.languages,
    bio: row.bio,
    serviceOn: row.service_on,
    onCall: row.on_call,
    version: row.version,
    openCases: row.open_cases,
    doneCases: row.done_cases,
    medianMinutes: row.median_minutes,
    medianResponseMinutes: row.median_response,
    averageRating: row.average_rating,
  };
}

export type Wanted = {
  readonly departmentNames: readonly string[];
  readonly expertIds: readonly string[];
  readonly text: string;
};

/**
 * Suggestion for triage: wished experts first, then department, then skills that the request's words name; among
 * equals whoever has less open work. The reasons are shown, because a ranking nobody can explain is not trusted.
 */
export function rankExperts(experts: readonly Expert[], wanted: Wanted, at: string) {
  const scored = experts.map((expert) => {
    const matchedBy = [
      ...(wanted.expertIds.includes(expert.userId) ? ['wished'] : []),
      ...(wanted.departmentNames.includes(expert.departmentName) ? ['department'] : []),
      ...[...expert.skills, ...expert.specialties]
        .filter((skill) => wanted.text.includes(skill))
        .slice(0, 3),
    ];
    const weight = (reason: string) =>
      reason === 'wished' ? 100 : reason === 'department' ? 50 : 10;
    const score =
      matchedBy.reduce((sum, reason) => sum + weight(reason), 0) - Math.min(9, expert.openCases);
    return { ...expert, matchedBy, mayBeInvited: mayBeInvited(expert, at), score };
  });
  return scored
    .sort((a, b) => Number(b.mayBeInvited) - Number(a.mayBeInvited) || b.score - a.score)
    .map(({ score: _score, ...expert }) => expert);
}

export const mayBeInvited = (expert: Expert, at: string): boolean =>
  TITLES.indexOf(expert.title) >= TITLES.indexOf('associateChief') &&
  expert.serviceOn &&
  expert.licenceValidUntil >= at.slice(0, 10);
