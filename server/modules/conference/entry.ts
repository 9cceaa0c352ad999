import { randomUUID } from 'node:crypto';
import { PHASE_OF_STATE } from '../../../shared/domain/conference/presence';
import type { Seat, SeatId } from '../../../shared/domain/conference/seat';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { appError, refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { RequestData } from '../../../shared/signaling/requests';
import type { ConferenceDeps } from './deps';
import { guestOf } from './guestLinks';
import { closedReason, personOf, readCase, type Person } from './people';
import { findSeat, roomOf, seatOf } from './seats';
import { issueTicket, redeemTicket, type IssuedTicket } from './tickets';

/** @returns A ticket for this account's seat; or `case.notFound`, `conference.notMember`, and why the room is closed. */
export async function ticketForAccount(
  { db, now, audit }: ConferenceDeps,
  caseId: string,
  actor: Actor,
): Promise<Result<IssuedTicket, AppError>> {
  const current = await readCase(db, caseId);
  if (!current) return refuse('notFound', 'case.notFound');
  const person = await personOf(db, current, actor.userId, now());
  if (!person.ok) return person;
  const closed = closedReason(current, person.value.role, now());
  if (closed) return { ok: false, error: closed };
  const { roomId } = await roomOf(db, caseId, now());
  const seatId = await seatOf(db, roomId, { userId: actor.userId }, person.value);
  const ticket = await issueTicket(db, seatId, now(), 'ticket');
  await audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action: 'conference.ticket',
    entity: 'room',
    entityId: roomId,
    caseId,
  });
  return ok({ ...ticket, roomId, seatId, role: person.value.role });
}

/** Somebody with a good ticket, as he stands to the case today. */
export type Entry = {
  readonly seatId: SeatId;
  readonly current: ConsultationCase;
  readonly person: Person;
  readonly wasAdmitted: boolean;
  readonly rollCall: Seat['rollCall'];
  readonly checkInError: AppError | null;
};

/**
 * Uses up the ticket and asks everything anew: between ticket and now an invitation may have been replaced, a link revoked, the
 * case have moved.
 */
export async function admit(
  deps: ConferenceDeps,
  hello: RequestData<'hello'>,
): Promise<Result<Entry, AppError>> {
  const { db, now } = deps;
  const seatId = await redeemTicket(db, hello.ticket, now());
  const row = seatId ? await findSeat(db, seatId) : null;
  if (!row) return refuse('unauthenticated', 'conference.ticketInvalid');
  const before = await readCase(db, row.caseId);
  if (!before) return refuse('notFound', 'case.notFound');
  const person = row.userId
    ? await personOf(db, before, row.userId, now())
    : await guestOf(db, row.guestLinkId ?? '', before, now());
  if (!person.ok) return person;
  const closed = closedReason(before, person.value.role, now());
  if (closed) return { ok: false, error: closed };
  const checkInError = await checkIn(deps, before, person.value, hello);
  const current = (await readCase(db, row.caseId)) ?? before;
  return ok({
    seatId: row.seatId,
    current,
    person: person.value,
    wasAdmitted: row.admittedAt !== null,
    rollCall: row.rollCall,
    checkInError,
  });
}

/** Joining with a passed check of the devices is the check-in of the workflow (product §5.2 T14), once for each person. */
async function checkIn(
  { db, cases }: ConferenceDeps,
  current: ConsultationCase,
  person: Person,
  { preflight, device }: RequestData<'hello'>,
): Promise<AppError | null> {
  const { userId } = person;
  const isDue =
    userId !== null &&
    preflight !== null &&
    PHASE_OF_STATE[current.state] === 'gathering' &&
    current.state !== 'noShow' &&
    !current.checkIns.some((entry) => entry.userId === userId);
  if (!isDue) return null;
  const account = await db
    .selectFrom('app_user')
    .select(['id', 'role', 'hospital_id'])
    .where('id', '=', userId)
    .executeTakeFirst();
  const actor = {
    userId,
    role: account?.role,
    hospitalId: account?.hospital_id ?? null,
  } as Actor;
  const party = PARTY_OF_ROLE[actor.role];
  if (!party) return null;
  const command = {
    type: 'checkIn' as const,
    party,
    device: `${device.kind} ${device.label}`.trim(),
    preflightPassed: preflight.isPassed,
  };
  // two who check in at the same moment: the second tries again on the newer version
  for (let attempt = 1; ; attempt++) {
    const found = await cases.find(current.id, actor);
    if (!found.ok) return found.error;
    const guard = { expectedVersion: found.value.version, idempotencyKey: randomUUID() };
    const done = await cases.apply(current.id, command, guard, actor);
    if (done.ok) return null;
    if (done.error.code !== 'case.staleVersion') return done.error;
    if (attempt === 3) return appError('conflict', 'case.staleVersion');
  }
}

const PARTY_OF_ROLE: { readonly [role: string]: 'requester' | 'expert' | 'centre' } = {
  requester: 'requester',
  expert: 'expert',
  triage: 'centre',
  coordinator: 'centre',
};
