import { sql } from 'kysely';
import type { CaseCommand } from '../../shared/domain/consultation/commands';
import type { Db } from '../db/database';

type ApplyAsSystem = (caseId: string, command: CaseCommand) => Promise<boolean>;

/** Deadlines of the workflow: invitations that nobody answered, drafts and returned requests nobody came back to. */
export async function runCaseClock(
  db: Db,
  apply: ApplyAsSystem,
  now: () => string,
): Promise<number> {
  const at = now();
  const overdue = await sql<{ id: string }>`
    select c.id from consultation c
    where c.state = 'coordinating' and exists (
      select 1 from jsonb_array_elements(c.body->'invitations') i
      where i->>'status' = 'pending' and i->>'deadline' <= ${at})
    limit 200`.execute(db);
  const abandoned = await sql<{ id: string }>`
    select c.id from consultation c
    where (c.state = 'draft' and c.updated_at < ${at}::timestamptz - interval '90 days')
       or (c.state = 'returned' and c.updated_at < ${at}::timestamptz - interval '30 days')
    limit 200`.execute(db);
  let changed = 0;
  for (const { id } of overdue.rows)
    if (await apply(id, { type: 'expireInvitations' })) changed += 1;
  for (const { id } of abandoned.rows) if (await apply(id, { type: 'expire' })) changed += 1;
  return changed;
}
