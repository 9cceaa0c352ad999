import { randomUUID } from 'node:crypto';
import type { RoomFacts, RoomId } from '../../../shared/domain/conference/room';
import type { SeatId } from '../../../shared/domain/conference/seat';
import type { Db } from '../../db/database';
import type { Person } from './people';

export type RoomRow = {
  readonly roomId: RoomId;
  readonly caseId: string;
  readonly facts: Partial<RoomFacts>;
};

/** The room of a case, made when the first ticket is asked for. Its id is no secret and opens nothing. */
export async function roomOf(db: Db, caseId: string, at: string): Promise<RoomRow> {
  await db
    .insertInto('conference_room')
    .values({ id: randomUUID(), case_id: caseId, created_at: at })
    .onConflict((conflict) => conflict.column('case_id').doNothing())
    .execute();
  const row = await db
    .selectFrom('conference_room')
    .select(['id', 'facts'])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  return { roomId: row.id as RoomId, caseId, facts: row.facts };
}

type Holder = { readonly userId: string } | { readonly guestLinkId: string };

/** The same person's seat, with what is known of him today. */
export async function seatOf(
  db: Db,
  roomId: string,
  holder: Holder,
  person: Person,
): Promise<SeatId> {
  const who =
    'userId' in holder
      ? { user_id: holder.userId, guest_link_id: null }
      : { user_id: null, guest_link_id: holder.guestLinkId };
  const known = {
    role: person.role,
    side: person.side,
    name: person.name,
    title: person.title,
    hospital_name: person.hospitalName,
    is_licensed: person.isLicensed,
  };
  const row = await db
    .insertInto('conference_seat')
    .values({
      id: randomUUID(),
      room_id: roomId,
      ...who,
      ...known,
      admitted_at: null,
      first_joined_at: null,
      last_left_at: null,
      roll_called_at: null,
      roll_called_by: null,
      quality: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['room_id', 'userId' in holder ? 'user_id' : 'guest_link_id'])
        .doUpdateSet(known),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id as SeatId;
}

export type SeatRow = {
  readonly seatId: SeatId;
  readonly roomId: RoomId;
  readonly caseId: string;
  readonly userId: string | null;
  readonly guestLinkId: string | null;
  readonly name: string;
  readonly admittedAt: string | null;
  readonly rollCall: {
    readonly at: string;
    readonly by: SeatId;
    readonly licenceNo: string;
  } | null;
};

export async function findSeat(db: Db, seatId: string): Promise<SeatRow | null> {
  const row = await db
    .selectFrom('conference_seat as s')
    .innerJoin('conference_room as r', 'r.id', 's.room_id')
    .selectAll('s')
    .select('r.case_id')
    .where('s.id', '=', seatId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    seatId: row.id as SeatId,
    roomId: row.room_id as RoomId,
    caseId: row.case_id,
    userId: row.user_id,
    guestLinkId: row.guest_link_id,
    name: row.name,
    admittedAt: row.admitted_at,
    rollCall:
      row.roll_called_at && row.roll_called_by
        ? {
            at: row.roll_called_at,
            by: row.roll_called_by as SeatId,
            licenceNo: row.roll_licence_no,
          }
        : null,
  };
}
