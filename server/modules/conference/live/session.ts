import { randomUUID } from 'node:crypto';
import type { SessionCommand } from '../../../../shared/domain/conference/command';
import type { RoomState } from '../../../../shared/domain/conference/room';
import { isPresent, SEAT_SIDES } from '../../../../shared/domain/conference/seat';
import type { CaseCommand } from '../../../../shared/domain/consultation/commands';
import { refuse, type AppError } from '../../../../shared/domain/errors';
import type { Actor, Role } from '../../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { Asker } from './request';

/** The host acts on the case as it is now; what somebody else wrote in between does not concern beginning and end. */
const ATTEMPTS = 4;

/** Beginning, pause and end go through the workflow; the room only adds what it alone knows: who is really there. */
export async function runSessionCommand(
  { deps, rooms, room, seat }: Asker,
  asked: SessionCommand,
): Promise<Result<Record<string, never>, AppError>> {
  const state = room.state();
  const command = toCaseCommand(state, asked);
  if (!command.ok) return command;
  const actor = await actorOf(deps.db, seat.userId);
  if (!actor) return refuse('forbidden', 'conference.notAllowed');
  for (let attempt = 1; ; attempt++) {
    const current = await deps.cases.find(state.caseId, actor);
    if (!current.ok) return current;
    const guard = { expectedVersion: current.value.version, idempotencyKey: randomUUID() };
    const done = await deps.cases.apply(state.caseId, command.value, guard, actor);
    if (done.ok) break;
    if (done.error.code !== 'case.staleVersion' || attempt === ATTEMPTS) return err(done.error);
  }
  await rooms.follow(state.caseId);
  return ok({});
}

/** @returns The command for the case; or `case.identityCheck`, `conference.doctorMissing`. */
export function toCaseCommand(
  room: RoomState,
  asked: SessionCommand,
): Result<CaseCommand, AppError> {
  switch (asked.type) {
    case 'start':
      return startCommand(room, asked);
    case 'pause':
      return ok({ type: 'interrupt', reason: asked.reason });
    case 'resume':
      return ok({ type: 'resume' });
    case 'end':
      return ok({ type: 'endConsultation', endReason: asked.endReason });
    case 'abandon':
      return ok({ type: 'abandonSession', reason: asked.reason });
  }
}

/** 2018 norm: two identifiers of the patient confirmed, and a licensed doctor really present on each side. */
function startCommand(
  room: RoomState,
  asked: Extract<SessionCommand, { type: 'start' }>,
): Result<CaseCommand, AppError> {
  const check = room.facts.identityCheck;
  if (!check) return refuse('conflict', 'case.identityCheck');
  const seats = Object.values(room.seats);
  const missing = SEAT_SIDES.find(
    (side) => !seats.some((seat) => seat.side === side && seat.isLicensed && isPresent(seat)),
  );
  if (missing) return refuse('conflict', 'conference.doctorMissing', { params: { side: missing } });
  return ok({
    type: 'startConsultation',
    identifiers: check.identifiers,
    patientPresent: asked.patientPresent,
    recording: asked.recording,
  });
}

async function actorOf(db: Asker['deps']['db'], userId: string | null): Promise<Actor | null> {
  if (!userId) return null;
  const row = await db
    .selectFrom('app_user')
    .select(['id', 'role', 'hospital_id'])
    .where('id', '=', userId)
    .where('active', '=', true)
    .executeTakeFirst();
  return row
    ? {
        userId: row.id as Actor['userId'],
        role: row.role as Role,
        hospitalId: row.hospital_id as Actor['hospitalId'],
      }
    : null;
}
