import { seesRecord } from './authority';
import type { RoomDelta } from './delta';
import type { RoomState } from './room';
import { isInRoom, type Seat } from './seat';
import type { Track } from './track';

/** Streams that may show the record: a shared screen or window. */
const isOfRecord = ({ source }: Track) => source === 'screen' || source === 'window';

/** Shared viewing and shared screens reach this seat. */
export const seesSharing = (room: RoomState, seat: Seat): boolean =>
  seesRecord(seat.role) || !room.facts.isRecordHidden;

export const seesTrack = (room: RoomState, seat: Seat, track: Track): boolean =>
  track.seatId === seat.seatId || !isOfRecord(track) || seesSharing(room, seat);

/** Manages the door or sound and picture: sees who waits. */
const seesDoor = ({ role }: Seat) => role === 'host' || role === 'coHost' || role === 'technician';

/** The room as this seat may see it. */
export function viewFor(room: RoomState, seat: Seat): RoomState {
  const seats = Object.entries(room.seats).filter(
    ([, other]) => other.seatId === seat.seatId || isInRoom(other) || seesDoor(seat),
  );
  const tracks = Object.entries(room.tracks).filter(([, track]) => seesTrack(room, seat, track));
  return {
    ...room,
    seats: Object.fromEntries(
      seesRecord(seat.role) ? seats : seats.map(([id, other]) => [id, withoutLicence(other)]),
    ),
    tracks: Object.fromEntries(tracks),
  };
}

const withoutLicence = (seat: Seat): Seat =>
  seat.rollCall ? { ...seat, rollCall: { ...seat.rollCall, licenceNo: '' } } : seat;

/**
 * What turns one view into the next. Comparing views instead of filtering changes is right also when the seat's own rights
 * changed in between.
 */
export function deltasBetween(before: RoomState, after: RoomState): RoomDelta[] {
  return [
    ...(before.facts === after.facts ? [] : factsDelta(before, after)),
    ...Object.values(after.seats)
      .filter((seat) => !isEqual(before.seats[seat.seatId], seat))
      .map((seat): RoomDelta => ({ type: 'seatSet', seat })),
    ...Object.values(before.seats)
      .filter((seat) => !after.seats[seat.seatId])
      .map(({ seatId }): RoomDelta => ({ type: 'seatGone', seatId })),
    ...Object.values(before.tracks)
      .filter((track) => !after.tracks[track.trackId])
      .map(({ trackId }): RoomDelta => ({ type: 'trackGone', trackId })),
    ...Object.values(after.tracks)
      .filter((track) => !isEqual(before.tracks[track.trackId], track))
      .map((track): RoomDelta => ({ type: 'trackSet', track })),
  ];
}

function factsDelta(before: RoomState, after: RoomState): RoomDelta[] {
  const changed = Object.entries(after.facts).filter(
    ([key, value]) => !isEqual(before.facts[key as keyof RoomState['facts']], value),
  );
  return changed.length === 0 ? [] : [{ type: 'factsSet', facts: Object.fromEntries(changed) }];
}

/** Plain data of small size; the same fields are always written in the same order. */
const isEqual = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
