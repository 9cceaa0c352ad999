import { sql } from 'kysely';
import type { SlotProposal } from '../../../shared/api/scheduling';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { Db } from '../../db/database';
import { overlaps, subtract, workingSpans, type Span } from './freeTime';

const MINUTE = 60_000;
const DAYS_AHEAD = 14;
const STEP = 15 * MINUTE;
const MAX_PROPOSALS = 6;
const DEFAULT_MINUTES = 30;
const ENOUGH = 5;

type Room = { id: string; name: string; hospital_id: string; kind: string; capacity: number };

/**
 * Slots in which every accepted expert, the requesting doctor and a room on both sides are free: preferred windows
 * first, then the earliest. The length is the median of past consultations of the lead expert, else of the
 * department, else of all, rounded up to five minutes.
 */
export async function proposeSlotsFor(
  db: Db,
  current: ConsultationCase,
  at: string,
): Promise<SlotProposal[]> {
  const from = Math.ceil(Date.parse(at) / STEP) * STEP + STEP;
  const basis = await lengthBasis(db, current);
  const length = Math.ceil(basis.minutes / 5) * 5 * MINUTE;
  const people = [
    ...current.invitations.filter((i) => i.status === 'accepted').map((i) => i.expertId as string),
    current.requesterId as string,
  ];
  const until = from + DAYS_AHEAD * 86_400_000;
  const busyPeople = await readBusy(db, people, from, until);
  const free = subtract(
    workingSpans(from, DAYS_AHEAD),
    busyPeople.map((entry) => entry.span),
  );
  const wished = current.form.wishes.windows.map((w) => ({
    start: Date.parse(w.startsAt),
    end: Date.parse(w.endsAt),
  }));
  const rooms = await readRooms(db, current.hospitalId);
  const busyRooms = await readBusy(
    db,
    rooms.map((room) => room.id),
    from,
    until,
  );
  const found: SlotProposal[] = [];
  for (const { start, preferred } of candidates(free, wished, length)) {
    const slot = { start, end: start + length };
    const centre = freeRoom(rooms, busyRooms, 'centre', slot, people.length);
    const county = freeRoom(rooms, busyRooms, 'county', slot, 1);
    if (!centre || !county) continue;
    found.push({
      startsAt: new Date(slot.start).toISOString(),
      endsAt: new Date(slot.end).toISOString(),
      centreRoomId: centre.id,
      centreRoomName: centre.name,
      countyRoomId: county.id,
      countyRoomName: county.name,
      preferred,
      minutes: length / MINUTE,
      basis: { of: basis.of, count: basis.count },
    });
    if (found.length === MAX_PROPOSALS) break;
  }
  return found;
}

/** Start times, wished ones first; at most one per half hour so that the list offers a choice. */
function candidates(free: readonly Span[], wished: readonly Span[], length: number) {
  const starts = (spans: readonly Span[], preferred: boolean) =>
    spans.flatMap((span) => {
      const first = Math.ceil(span.start / STEP) * STEP;
      const count = Math.max(0, Math.floor((span.end - length - first) / (2 * STEP)) + 1);
      return Array.from({ length: count }, (_, index) => ({
        start: first + index * 2 * STEP,
        preferred,
      }));
    });
  const insideWishes = wished.flatMap((window) =>
    free
      .filter((span) => overlaps(span, window))
      .map((span) => ({
        start: Math.max(span.start, window.start),
        end: Math.min(span.end, window.end),
      })),
  );
  const first = starts(insideWishes, true);
  const taken = new Set(first.map((entry) => entry.start));
  return [...first, ...starts(free, false).filter((entry) => !taken.has(entry.start))];
}

type Busy = { readonly id: string; readonly span: Span };

async function readBusy(
  db: Db,
  ids: readonly string[],
  from: number,
  until: number,
): Promise<Busy[]> {
  if (ids.length === 0) return [];
  const rows = await sql<{ resource_id: string; starts: string; ends: string }>`
    select resource_id, lower(during) as starts, upper(during) as ends from booking
    where resource_id = any(${[...ids]}::uuid[])
      and during && tstzrange(${new Date(from).toISOString()}::timestamptz, ${new Date(until).toISOString()}::timestamptz)`.execute(
    db,
  );
  return rows.rows.map((row) => ({
    id: row.resource_id,
    span: { start: Date.parse(row.starts), end: Date.parse(row.ends) },
  }));
}

async function readRooms(db: Db, countyId: string): Promise<Room[]> {
  const rows = await sql<Room>`
    select r.id, r.name, r.hospital_id, h.kind, r.capacity from room r join hospital h on h.id = r.hospital_id
    where r.active and (h.kind = 'centre' or h.id = ${countyId})
    order by h.kind, r.capacity, r.name`.execute(db);
  return rows.rows;
}

/** The smallest room that seats them, so that large ones stay free for MDT. */
function freeRoom(
  rooms: readonly Room[],
  busy: readonly Busy[],
  kind: string,
  slot: Span,
  seats: number,
) {
  return rooms.find(
    (room) =>
      room.kind === kind &&
      room.capacity >= Math.min(seats, 4) &&
      !busy.some((entry) => entry.id === room.id && overlaps(entry.span, slot)),
  );
}

async function lengthBasis(db: Db, current: ConsultationCase) {
  const chief = current.chiefId;
  const department = current.form.wishes.departmentNames[0] ?? null;
  const result = await sql<{
    of: 'expert' | 'department' | 'all';
    minutes: number | null;
    count: number;
  }>`
    with past as (
      select c.chief_id, c.department_name,
        extract(epoch from c.ended_at - (c.body->'session'->>'startedAt')::timestamptz) / 60 as minutes
      from consultation c where c.ended_at is not null and c.mode = 'video')
    select 'expert' as of, percentile_cont(0.5) within group (order by minutes) as minutes, count(*)::int as count
      from past where chief_id = ${chief}::uuid
    union all
    select 'department', percentile_cont(0.5) within group (order by minutes), count(*)::int
      from past where department_name = ${department}::text
    union all
    select 'all', percentile_cont(0.5) within group (order by minutes), count(*)::int from past`.execute(
    db,
  );
  const best = result.rows.find((row) => row.minutes !== null && row.count >= ENOUGH);
  return best?.minutes
    ? { of: best.of, minutes: Math.max(15, best.minutes), count: best.count }
    : { of: 'default' as const, minutes: DEFAULT_MINUTES, count: 0 };
}
