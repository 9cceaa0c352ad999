import { sql, type RawBuilder } from 'kysely';
import { EXPERT_ACCESS_DAYS_AFTER_ARCHIVE } from '../../shared/domain/consultation/visibility';
import type { Actor } from '../../shared/domain/identity/actor';

/** Left the hospital: submitted to the centre, not a draft and not waiting for the hospital's own approval. */
const WITH_CENTRE = sql<boolean>`(c.submitted_at is not null and c.state not in ('draft', 'awaitingApproval'))`;

/**
 * Which cases somebody may see, as SQL over alias `c` (consultation). The same rules as `caseView` in the domain,
 * in the form lists need; a test holds the two together.
 *
 * @param at - Instant of asking, from the server clock; decides whether an expert's access after archiving has ended.
 */
export function caseScope(actor: Actor, at: string): RawBuilder<boolean> {
  switch (actor.role) {
    case 'requester':
    case 'hospitalAdmin':
      return sql`c.hospital_id = ${actor.hospitalId}`;
    case 'triage':
      return sql`(${WITH_CENTRE} and c.state <> 'enteredInError')`;
    case 'coordinator':
      return WITH_CENTRE;
    case 'expert':
      // an array, so that a list starts from the expert's few cases instead of testing all cases in order
      return sql`(c.id = any(array(
        select e.case_id from consultation_expert e
        where e.expert_id = ${actor.userId} and e.status in ('pending', 'proposed', 'accepted')
          and (e.archived_at is null
            or e.archived_at >= ${at}::timestamptz - make_interval(days => ${EXPERT_ACCESS_DAYS_AFTER_ARCHIVE}))))
        and c.state <> 'enteredInError')`;
    case 'technician':
    case 'sysadmin':
    case 'auditor':
    case 'guest':
      return sql`false`;
  }
}

/**
 * Which studies somebody may see, over alias `s` (dicom_study): those of his visible cases, and for a county
 * account those in its hospital's own inbox.
 */
export function studyScope(actor: Actor, at: string): RawBuilder<boolean> {
  const byCase = sql<boolean>`exists (
    select 1 from case_record r join consultation c on c.id = r.case_id
    where r.study_instance_uid = s.study_instance_uid and r.removed_at is null and (${caseScope(actor, at)}))`;
  const ownsInbox = actor.role === 'requester' || actor.role === 'hospitalAdmin';
  if (!ownsInbox) return byCase;
  return sql`(${byCase} or exists (
    select 1 from dicom_study_holder h
    where h.study_instance_uid = s.study_instance_uid and h.hospital_id = ${actor.hospitalId}))`;
}
