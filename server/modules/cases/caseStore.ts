import type { Transaction } from 'kysely';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { Outcome } from '../../../shared/domain/consultation/transition';
import type { Database } from '../../db/schema';
import { publish } from '../../events/bus';
import { book, release, releaseRest } from './calendar';
import { toColumns, toExpertRows } from './caseRow';
import { readRecords, toSummaries } from './reading';

export type Tx = Transaction<Database>;

export async function storeOutcome(
  tx: Tx,
  next: ConsultationCase,
  { event, calendar }: Outcome,
): Promise<void> {
  await writeCase(tx, next);
  await tx
    .insertInto('consultation_event')
    .values({
      case_id: next.id,
      case_version: next.version,
      type: event.type,
      from_state: event.from,
      to_state: event.to,
      actor_id: event.by,
      actor_role: event.role,
      at: event.at,
      details: JSON.stringify({}),
    })
    .execute();
  if (calendar === 'book') await book(tx, next);
  if (calendar === 'free') await release(tx, next.id);
  if (event.type === 'endConsultation') await releaseRest(tx, next.id, event.at);
  await publish(tx, {
    event: { type: 'caseChanged', caseId: next.id, version: next.version },
    userIds: null,
  });
}

export async function writeCase(tx: Tx, next: ConsultationCase): Promise<void> {
  const records = toSummaries(await readRecords(tx, next.id));
  const requester = await tx
    .selectFrom('app_user')
    .select('name')
    .where('id', '=', next.requesterId)
    .executeTakeFirstOrThrow();
  const columns = toColumns(next, records, requester.name);
  await tx
    .insertInto('consultation')
    .values({ id: next.id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
  await tx.deleteFrom('consultation_expert').where('case_id', '=', next.id).execute();
  const experts = toExpertRows(next);
  if (experts.length > 0) await tx.insertInto('consultation_expert').values(experts).execute();
}
