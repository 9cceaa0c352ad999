import { z } from 'zod';
import { roomFactsSchema, type RoomState } from './room';
import { seatIdSchema, seatSchema } from './seat';
import { trackIdSchema, trackSchema } from './track';

/**
 * One change of a room. Whole seats and tracks, never parts of them: applying a delta twice, or one of an older version of
 * the product, cannot leave half a seat.
 */
export const roomDeltaSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('seatSet'), seat: seatSchema }),
  z.object({ type: z.literal('seatGone'), seatId: seatIdSchema }),
  z.object({ type: z.literal('trackSet'), track: trackSchema }),
  z.object({ type: z.literal('trackGone'), trackId: trackIdSchema }),
  z.object({ type: z.literal('factsSet'), facts: roomFactsSchema.partial() }),
]);
export type RoomDelta = z.infer<typeof roomDeltaSchema>;

/** The room after a change. Server and clients run the same function; a replay of stored deltas gives the same room. */
export function applyDelta(room: RoomState, delta: RoomDelta): RoomState {
  switch (delta.type) {
    case 'seatSet':
      return { ...room, seats: { ...room.seats, [delta.seat.seatId]: delta.seat } };
    case 'seatGone':
      return { ...room, seats: without(room.seats, delta.seatId) };
    case 'trackSet':
      return { ...room, tracks: { ...room.tracks, [delta.track.trackId]: delta.track } };
    case 'trackGone':
      return { ...room, tracks: without(room.tracks, delta.trackId) };
    case 'factsSet':
      return { ...room, facts: { ...room.facts, ...defined(delta.facts) } };
  }
}

export const applyDeltas = (room: RoomState, deltas: readonly RoomDelta[]): RoomState =>
  deltas.reduce(applyDelta, room);

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => id !== key));
}

/** JSON has no `undefined`; a partial built in code may. */
function defined<T extends object>(facts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as never;
}
