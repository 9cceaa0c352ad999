import { randomUUID } from 'node:crypto';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import { PHASE_OF_STATE } from '../../../shared/domain/conference/presence';
import { appError, refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor, HospitalId, UserId } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import type { ConferenceDeps } from './deps';
import { closedReason, readCase, roleInRoom, type Person } from './people';
import { roomOf, seatOf } from './seats';
import { hashOf, issueTicket, newSecret, voidTickets, type IssuedTicket } from './tickets';

type GuestRole = 'patient' | 'relative' | 'guestExpert';
export type GuestLink = {
  readonly id: string;
  readonly role: GuestRole;
  readonly name: string;
  readonly createdAt: string;
  readonly createdBy: UserId;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly usedAt: string | null;
};

/** Whoever leads the room may open it to others; a member of it alone may not. */
async function inviter(
  { db, now }: ConferenceDeps,
  caseId: string,
  actor: Actor,
): Promise<Result<ConsultationCase, AppError>> {
  const current = await readCase(db, caseId);
  const role = current ? roleInRoom(current, actor, now()) : null;
  if (!current || role === null) return refuse('notFound', 'case.notFound');
  return role === 'host' || role === 'coHost' || role === 'doctor'
    ? ok(current)
    : refuse('forbidden', 'conference.notAllowed');
}

export async function createLink(
  deps: ConferenceDeps,
  caseId: string,
  actor: Actor,
  wanted: { readonly role: GuestRole; readonly name: string; readonly minutes: number },
): Promise<Result<{ link: GuestLink; code: string }, AppError>> {
  const current = await inviter(deps, caseId, actor);
  if (!current.ok) return current;
  const phase = PHASE_OF_STATE[current.value.state];
  if (phase === null || phase === 'ended') return refuse('conflict', 'conference.notOpen');
  const at = deps.now();
  const code = newSecret();
  const row = await deps.db
    .insertInto('conference_guest_link')
    .values({
      id: randomUUID(),
      case_id: caseId,
      role: wanted.role,
      name: wanted.name,
      code_sha256: hashOf(code),
      created_at: at,
      created_by: actor.userId,
      expires_at: new Date(Date.parse(at) + wanted.minutes * 60_000).toISOString(),
      revoked_at: null,
      used_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit(deps, actor, 'conference.invite', caseId, row.id);
  return ok({ link: toLink(row), code });
}

export async function listLinks(deps: ConferenceDeps, caseId: string, actor: Actor) {
  const current = await inviter(deps, caseId, actor);
  if (!current.ok) return current;
  const rows = await deps.db
    .selectFrom('conference_guest_link')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('created_at')
    .execute();
  return ok({ links: rows.map(toLink) });
}

/** @returns The link, and the seat that came in by it, if any: its line is to be closed. */
export async function revokeLink(
  deps: ConferenceDeps,
  caseId: string,
  linkId: string,
  actor: Actor,
): Promise<Result<{ link: GuestLink; seatId: string | null }, AppError>> {
  const current = await inviter(deps, caseId, actor);
  if (!current.ok) return current;
  const row = await deps.db
    .updateTable('conference_guest_link')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(deps.now())) }))
    .where('id', '=', linkId)
    .where('case_id', '=', caseId)
    .returningAll()
    .executeTakeFirst();
  if (!row) return refuse('notFound', 'request.notFound');
  const seat = await deps.db
    .selectFrom('conference_seat')
    .select('id')
    .where('guest_link_id', '=', linkId)
    .executeTakeFirst();
  if (seat) await voidTickets(deps.db, seat.id, deps.now());
  await audit(deps, actor, 'conference.revoke', caseId, linkId);
  return ok({ link: toLink(row), seatId: seat?.id ?? null });
}

/** @returns A ticket for the link's seat; or `conference.linkInvalid` (also for every guess), `conference.linkExpired`. */
export async function ticketForGuest(
  { db, now, audit }: ConferenceDeps,
  code: string,
): Promise<Result<IssuedTicket & { name: string; startsAt: string | null }, AppError>> {
  const at = now();
  const link = await db
    .selectFrom('conference_guest_link')
    .selectAll()
    .where('code_sha256', '=', hashOf(code))
    .executeTakeFirst();
  const current = link ? await readCase(db, link.case_id) : null;
  if (!link || !current) return refuse('unauthenticated', 'conference.linkInvalid');
  const person = await guestOf(db, link.id, current, at);
  if (!person.ok) return person;
  const closed = closedReason(current, link.role, at);
  if (closed) return { ok: false, error: closed };
  const { roomId } = await roomOf(db, link.case_id, at);
  const seatId = await seatOf(db, roomId, { guestLinkId: link.id }, person.value);
  await db
    .updateTable('conference_guest_link')
    .set({ used_at: at })
    .where('id', '=', link.id)
    .execute();
  await audit({
    actorId: null,
    actorRole: 'guest',
    action: 'conference.ticket',
    entity: 'guestLink',
    entityId: link.id,
    caseId: link.case_id,
  });
  const ticket = await issueTicket(db, seatId, at, 'ticket');
  const startsAt = current.appointment?.startsAt ?? null;
  return ok({ ...ticket, roomId, seatId, role: link.role, name: link.name, startsAt });
}

/** The person of a link that still holds. */
export async function guestOf(
  db: Db,
  linkId: string,
  current: ConsultationCase,
  at: string,
): Promise<Result<Person, AppError>> {
  const link = await db
    .selectFrom('conference_guest_link')
    .leftJoin('app_user', 'app_user.id', 'conference_guest_link.created_by')
    .leftJoin('hospital', 'hospital.id', 'app_user.hospital_id')
    .selectAll('conference_guest_link')
    .select(['hospital.name as hospital_name', 'hospital.id as hospital_id'])
    .where('conference_guest_link.id', '=', linkId)
    .executeTakeFirst();
  if (!link || link.revoked_at || link.case_id !== current.id)
    return refuse('unauthenticated', 'conference.linkInvalid');
  if (link.expires_at <= at)
    return { ok: false, error: appError('unauthenticated', 'conference.linkExpired') };
  const isCounty = link.role !== 'guestExpert';
  return ok({
    userId: null,
    role: link.role,
    side: isCounty ? 'county' : 'centre',
    name: link.name,
    title: null,
    hospitalId: isCounty ? (link.hospital_id as HospitalId | null) : null,
    hospitalName: isCounty ? (link.hospital_name ?? '') : '',
    departmentName: '',
    isLicensed: false,
  });
}

type LinkRow = {
  id: string;
  role: GuestRole;
  name: string;
  created_at: string;
  created_by: string;
  expires_at: string;
  revoked_at: string | null;
  used_at: string | null;
};

const toLink = (row: LinkRow): GuestLink => ({
  id: row.id,
  role: row.role,
  name: row.name,
  createdAt: row.created_at,
  createdBy: row.created_by as UserId,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  usedAt: row.used_at,
});

const audit = (
  deps: ConferenceDeps,
  actor: Actor,
  action: string,
  caseId: string,
  linkId: string,
) =>
  deps.audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action,
    entity: 'guestLink',
    entityId: linkId,
    caseId,
  });
