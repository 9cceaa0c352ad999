import { sql, type Transaction } from 'kysely';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { sqlState } from '../../db/database';
import type { Database } from '../../db/schema';

const EXCLUSION_VIOLATION = '23P01';

/**
 * Claims the appointment's span for every expert, both rooms and the requesting doctor. The exclusion constraint is
 * the only judge: there is no check before the insert that somebody could slip past. Schedulers of one resource queue
 * up before it, because two inserts that violate an exclusion constraint at once wait for each other (40P01).
 *
 * @throws AppFailure `case.slotTaken` with the kind of resource that is busy; the transaction must roll back.
 */
export async function book(tx: Transaction<Database>, next: ConsultationCase): Promise<void> {
  await release(tx, next.id);
  const appointment = next.appointment;
  if (!appointment?.endsAt) return;
  const range = `[${appointment.startsAt},${appointment.endsAt})`;
  const experts = next.invitations
    .filter((entry) => entry.status === 'accepted')
    .map((entry) => ({ kind: 'expert' as const, id: entry.expertId }));
  const rooms = [appointment.centreRoomId, appointment.countyRoomId]
    .filter((id): id is string => id !== null)
    .map((id) => ({ kind: 'room' as const, id }));
  const all = [
    ...experts,
    ...rooms,
    { kind: 'requester' as const, id: next.requesterId as string },
  ];
  // a fixed order keeps two schedulers who want the same things from waiting on each other
  all.sort((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1));
  for (const { kind, id } of all) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${kind} ${id}`}, 1))`.execute(tx);
    try {
      await tx
        .insertInto('booking')
        .values({ case_id: next.id, resource_kind: kind, resource_id: id, during: range })
        .execute();
    } catch (error) {
      if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
      throw new AppFailure(appError('conflict', 'case.slotTaken', { params: { resource: kind } }), {
        cause: error,
      });
    }
  }
}

export async function release(tx: Transaction<Database>, caseId: string): Promise<void> {
  await tx.deleteFrom('booking').where('case_id', '=', caseId).execute();
}

/** A session that ended early gives the rest of its slot back. */
export async function releaseRest(
  tx: Transaction<Database>,
  caseId: string,
  at: string,
): Promise<void> {
  await sql`update booking set during = tstzrange(lower(during), ${at}::timestamptz)
    where case_id = ${caseId} and lower(during) < ${at}::timestamptz and upper(during) > ${at}::timestamptz`.execute(
    tx,
  );
  await sql`delete from booking where case_id = ${caseId} and lower(during) >= ${at}::timestamptz`.execute(
    tx,
  );
}
