import {
  consultationCaseSchema,
  type ConsultationCase,
} from '../../../shared/domain/consultation/case';
import { caseView } from '../../../shared/domain/consultation/visibility';
import type { Arrival } from '../../../shared/domain/conference/presence';
import { PHASE_OF_STATE } from '../../../shared/domain/conference/presence';
import type { SeatRole } from '../../../shared/domain/conference/seat';
import { appError, refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';

/** Somebody as the room knows him, apart from seat and device. */
export type Person = Omit<Arrival, 'seatId' | 'device' | 'wasAdmitted' | 'rollCall'>;

/** The room opens so long before the appointment, with check-in. */
const OPENS_MINUTES_BEFORE = 30;

export async function readCase(db: Db, caseId: string): Promise<ConsultationCase | null> {
  const row = await db
    .selectFrom('consultation')
    .select('body')
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row ? consultationCaseSchema.parse(row.body) : null;
}

/** What an account is in the room of this case, by its part in the case; `null` for none. */
export function roleInRoom(
  current: ConsultationCase,
  actor: Pick<Actor, 'userId' | 'role' | 'hospitalId'>,
  at: string,
): SeatRole | null {
  const view = caseView(current, actor, at);
  if (actor.role === 'technician') return view === 'none' ? null : 'technician';
  if (view !== 'full') return null;
  switch (actor.role) {
    case 'triage':
    case 'coordinator':
      return 'host';
    case 'requester':
      return current.requesterId === actor.userId ? 'coHost' : 'doctor';
    case 'hospitalAdmin':
      return 'doctor';
    case 'expert':
      return expertRole(current, actor.userId);
    default:
      return null;
  }
}

/** Invited is not enough: who has not accepted takes no part yet. */
function expertRole(current: ConsultationCase, userId: string): SeatRole | null {
  const accepted = current.invitations.some(
    (invitation) => invitation.expertId === userId && invitation.status === 'accepted',
  );
  if (!accepted) return null;
  return current.chiefId === userId ? 'host' : 'expert';
}

/**
 * @returns The account as a participant; or `case.notFound` when it may not even know of the case, `conference.notMember`.
 */
export async function personOf(
  db: Db,
  current: ConsultationCase,
  userId: string,
  at: string,
): Promise<Result<Person, AppError>> {
  const row = await db
    .selectFrom('app_user')
    .leftJoin('hospital', 'hospital.id', 'app_user.hospital_id')
    .leftJoin('expert_profile', 'expert_profile.user_id', 'app_user.id')
    .select([
      'app_user.id',
      'app_user.role',
      'app_user.name',
      'app_user.title',
      'app_user.active',
      'app_user.hospital_id',
      'app_user.department_name',
      'hospital.name as hospital_name',
      'hospital.kind as hospital_kind',
      'expert_profile.licence_valid_until',
    ])
    .where('app_user.id', '=', userId)
    .executeTakeFirst();
  if (!row?.active) return refuse('forbidden', 'auth.accountDisabled');
  const actor = { userId: row.id, role: row.role, hospitalId: row.hospital_id } as Actor;
  const role = roleInRoom(current, actor, at);
  if (!role) {
    return caseView(current, actor, at) === 'none'
      ? refuse('notFound', 'case.notFound')
      : refuse('forbidden', 'conference.notMember');
  }
  const isValidExpert = row.role === 'expert' && (row.licence_valid_until ?? '') >= at.slice(0, 10);
  return ok({
    userId: actor.userId,
    role,
    side: row.hospital_kind === 'county' ? 'county' : 'centre',
    name: row.name,
    title: row.title,
    hospitalId: actor.hospitalId,
    hospitalName: row.hospital_name ?? '',
    departmentName: row.department_name,
    // accounts of requesting doctors are given to licensed physicians; an expert's licence has a date
    isLicensed: row.role === 'requester' || isValidExpert,
  });
}

/** Why one cannot come in now, apart from the host's door; `null` when one can. */
export function closedReason(
  current: ConsultationCase,
  role: SeatRole,
  at: string,
): AppError | null {
  const { wishes } = current.form;
  if (wishes.mode !== 'video' && wishes.urgency !== 'emergency')
    return appError('conflict', 'conference.notVideo');
  const phase = PHASE_OF_STATE[current.state];
  if (phase === 'ended') return appError('conflict', 'conference.ended');
  const startsAt = current.appointment?.startsAt;
  if (phase === null) return appError('conflict', 'conference.notOpen');
  if (phase !== 'gathering' || role === 'host' || role === 'technician') return null;
  const opensAt = Date.parse(startsAt ?? at) - OPENS_MINUTES_BEFORE * 60_000;
  return Date.parse(at) >= opensAt
    ? null
    : appError('conflict', 'conference.notOpen', startsAt ? { params: { startsAt } } : {});
}
