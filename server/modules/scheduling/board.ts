import { sql } from 'kysely';
import type { Booking, Room } from '../../../shared/api/scheduling';
import type { Db } from '../../db/database';

export async function readBoard(db: Db, from: string, to: string) {
  const bookings = await sql<Booking>`
    select b.case_id as "caseId", coalesce(c.request_no, '') as "requestNo", c.state, c.mode, c.urgency,
      b.resource_kind as "resourceKind", b.resource_id as "resourceId",
      to_char(lower(b.during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "startsAt",
      to_char(upper(b.during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endsAt",
      h.name as "hospitalName", c.department_name as "departmentName", u.name as "chiefName"
    from booking b join consultation c on c.id = b.case_id join hospital h on h.id = c.hospital_id
    left join app_user u on u.id = c.chief_id
    where b.during && tstzrange(${from}::timestamptz, ${to}::timestamptz)
    order by lower(b.during), b.id`.execute(db);
  const experts = await db
    .selectFrom('expert_profile')
    .innerJoin('app_user', 'app_user.id', 'expert_profile.user_id')
    .select([
      'app_user.id as userId',
      'app_user.name',
      'expert_profile.department_name as departmentName',
    ])
    .where('app_user.active', '=', true)
    .orderBy('expert_profile.department_name')
    .orderBy('app_user.name')
    .execute();
  const waiting = await sql<{ n: number }>`
    select count(*)::int as n from consultation where state in ('accepted', 'coordinating')`.execute(
    db,
  );
  return {
    rooms: await readRooms(db),
    experts: experts.map((expert) => ({ ...expert, userId: expert.userId as never })),
    bookings: bookings.rows,
    waiting: waiting.rows[0]?.n ?? 0,
  };
}

export async function readRooms(db: Db, id: string | null = null): Promise<Room[]> {
  const rows = await sql<Room>`
    select r.id, r.hospital_id as "hospitalId", h.name as "hospitalName", h.kind, r.name, r.capacity, r.terminal,
      r.device_type as "deviceType", r.active
    from room r join hospital h on h.id = r.hospital_id
    where ${id}::uuid is null or r.id = ${id}::uuid
    order by h.kind, h.name, r.name`.execute(db);
  return rows.rows;
}
