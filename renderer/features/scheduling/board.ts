import type { Booking, getSchedule } from '../../../shared/api/scheduling';
import type { RouteOutput } from '../../../shared/api/route';

export type Board = RouteOutput<typeof getSchedule>;
export type LaneKind = 'centre' | 'county' | 'experts';
export type Lane = { readonly id: string; readonly name: string; readonly note: string };

/** Rooms of a side, or experts; experts are many, so only those with something to do get a lane. */
export function lanesOf(board: Board, by: LaneKind, text: string): Lane[] {
  const wanted = text.trim().toLowerCase();
  const all: Lane[] =
    by === 'experts'
      ? busyExperts(board)
      : board.rooms
          .filter((room) => room.kind === by && room.active)
          .map((room) => ({
            id: room.id,
            name: by === 'county' ? room.hospitalName : room.name,
            note: by === 'county' ? `${room.name} ${room.terminal}` : room.terminal,
          }));
  return wanted === ''
    ? all
    : all.filter(({ name, note }) => `${name} ${note}`.toLowerCase().includes(wanted));
}

function busyExperts(board: Board): Lane[] {
  const busy = new Set<string>(board.bookings.map((booking) => booking.resourceId));
  return board.experts
    .filter((expert) => busy.has(expert.userId))
    .map((expert) => ({ id: expert.userId, name: expert.name, note: expert.departmentName }));
}

/** Consultations, not resources: each case once, earliest first. */
export function meetingsOf(bookings: readonly Booking[]): Booking[] {
  const byCase = new Map<string, Booking>();
  for (const booking of bookings) {
    const key = `${booking.caseId} ${booking.startsAt}`;
    if (!byCase.has(key)) byCase.set(key, booking);
  }
  return [...byCase.values()].toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
}

/** The rooms of a case by side, as names; a side without a room is `null`. */
export function roomsOf(
  board: Board,
  caseId: string,
): Readonly<Record<'centre' | 'county', Board['rooms'][number] | null>> {
  const ids = new Set<string>(
    board.bookings.filter((booking) => booking.caseId === caseId).map((b) => b.resourceId),
  );
  const find = (kind: 'centre' | 'county') =>
    board.rooms.find((room) => room.kind === kind && ids.has(room.id)) ?? null;
  return { centre: find('centre'), county: find('county') };
}

/** Whose booking it is, in words: an expert, a room, or `null` for the requesting doctor. */
export function resourceName(board: Board, booking: Booking): string | null {
  return (
    board.experts.find(({ userId }) => (userId as string) === booking.resourceId)?.name ??
    board.rooms.find(({ id }) => id === booking.resourceId)?.name ??
    null
  );
}
