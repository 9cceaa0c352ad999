import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { listCases } from '../../../shared/api/cases';
import type { Actor } from '../../../shared/domain/identity/actor';

export type Bucket = z.output<(typeof listCases)['query']>['bucket'];

const OVER = sql`('archived', 'cancelled', 'rejected', 'referred', 'expired', 'enteredInError')`;
/** Going on now: nothing is overdue, but one should be there. */
const LIVE = sql`('checkedIn', 'inConsultation', 'interrupted')`;

/** Which cases a bucket holds, over alias `c`; `owed` is what waits for this person. */
export function bucketCondition(bucket: Bucket, actor: Actor, at: string): RawBuilder<boolean> {
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
      return sql`(${owedCondition(actor, at)} or ${rereadCondition(actor)})`;
  }
}

/** The same as `owedBy` in the domain, plus sessions that are going on; a test holds the two together. */
function owedCondition(actor: Actor, at: string): RawBuilder<boolean> {
  switch (actor.role) {
    case 'requester':
      return sql`(c.state in ${LIVE} or (c.county_owed is not null
        and (c.county_owed_from is null or c.county_owed_from <= ${at.slice(0, 10)}::date)
        and (c.county_owed <> 'rejected' or (c.updated_at > ${at}::timestamptz - interval '30 days'
          and not exists (select 1 from consultation k where k.parent_id = c.id)))))`;
    case 'hospitalAdmin':
      return sql`c.state = 'awaitingApproval'`;
    case 'expert':
      return sql`exists (select 1 from consultation_expert o where o.case_id = c.id and o.expert_id = ${actor.userId}
        and ((o.owed is not null and (o.owed_until is null or o.owed_until > ${at}::timestamptz))
          or (o.status = 'accepted' and c.state in ${LIVE})))`;
    case 'triage':
    case 'coordinator':
      return sql`c.state in ('submitted', 'accepted', 'coordinating')`;
    default:
      return sql`false`;
  }
}

/** Read a version that has been amended since. */
const rereadCondition = (actor: Actor): RawBuilder<boolean> =>
  sql`(c.report_version > 1 and c.state <> 'enteredInError' and (select max(r.version) from report_reading r
    where r.user_id = ${actor.userId} and r.case_id = c.id) < c.report_version)`;
