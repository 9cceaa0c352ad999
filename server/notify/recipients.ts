import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { ConsultationCase } from '../../shared/domain/consultation/case';
import type { Recipient } from '../../shared/domain/notification/matrix';
import type { Database } from '../db/schema';

export type RecipientAccount = {
  readonly id: string;
  readonly phone: string;
  readonly email: string;
  readonly hasPush: boolean;
};

/** Accounts behind the relations, each once, active ones only. */
export async function findRecipients(
  tx: Transaction<Database>,
  relations: readonly Recipient[],
  current: ConsultationCase,
): Promise<RecipientAccount[]> {
  const named = relations.flatMap((relation) => idsInCase(relation, current));
  // what never left the hospital is nobody's business at the centre
  const roles =
    current.submittedAt === null
      ? []
      : relations.filter((relation) => relation === 'triage' || relation === 'coordinator');
  const conditions = [
    named.length > 0 ? sql`u.id = any(${named}::uuid[])` : null,
    roles.length > 0 ? sql`u.role = any(${roles as readonly string[]}::text[])` : null,
    relations.includes('hospitalAdmin')
      ? sql`(u.role = 'hospitalAdmin' and u.hospital_id = ${current.hospitalId})`
      : null,
    relations.includes('onCall')
      ? sql`u.id in (select user_id from expert_profile where on_call and service_on)`
      : null,
    relations.includes('readers')
      ? sql`u.id in (select user_id from report_reading where case_id = ${current.id})`
      : null,
  ].filter((condition) => condition !== null);
  if (conditions.length === 0) return [];
  const result = await sql<RecipientAccount>`
    select u.id, u.phone, u.email,
      exists (select 1 from push_subscription p where p.user_id = u.id) as "hasPush"
    from app_user u where u.active and (${sql.join(conditions, sql` or `)}) order by u.id`.execute(
    tx,
  );
  return result.rows;
}

function idsInCase(relation: Recipient, current: ConsultationCase): string[] {
  const withStatus = (...statuses: string[]) =>
    current.invitations
      .filter((entry) => statuses.includes(entry.status))
      .map((entry) => entry.expertId as string);
  switch (relation) {
    case 'requester':
      return [current.requesterId];
    case 'invited':
      return withStatus('pending');
    case 'experts':
      return withStatus('accepted');
    case 'chief':
      return current.chiefId ? [current.chiefId] : [];
    default:
      return [];
  }
}
