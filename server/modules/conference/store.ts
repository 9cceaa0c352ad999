import { sql } from 'kysely';
import type { ChatMessage } from '../../../shared/domain/conference/chat';
import type { LogFact } from '../../../shared/domain/conference/decision';
import {
  roomFactsSchema,
  type RoomFacts,
  type RoomState,
} from '../../../shared/domain/conference/room';
import type { Db } from '../../db/database';

/** What of a room survives a restart of the server. Presence does not: people come back by themselves. */
const KEPT = ['isLocked', 'isRecordHidden', 'agenda', 'identityCheck', 'recording'] as const;

export const keptFacts = (facts: RoomFacts): Partial<RoomFacts> =>
  Object.fromEntries(KEPT.map((key) => [key, facts[key]]));

/** An older version's facts that no longer fit are as good as none. */
export function restoreFacts(stored: unknown): Partial<RoomFacts> {
  const parsed = roomFactsSchema.partial().safeParse(stored);
  return parsed.success ? (parsed.data as Partial<RoomFacts>) : {};
}

export async function saveFacts(db: Db, room: RoomState): Promise<void> {
  await db
    .updateTable('conference_room')
    .set({ facts: JSON.stringify(keptFacts(room.facts)) })
    .where('id', '=', room.roomId)
    .execute();
}

/** Writes what happened, and what follows from it for the seats' attendance. */
export async function saveHappening(
  db: Db,
  {
    before,
    after,
    log,
    at,
  }: { before: RoomState; after: RoomState; log: readonly LogFact[]; at: string },
): Promise<void> {
  if (log.length > 0) {
    await db
      .insertInto('conference_log')
      .values(
        log.map(({ type, seatId, details }) => ({
          room_id: after.roomId,
          at,
          type,
          seat_id: seatId,
          details: JSON.stringify(details ?? {}),
        })),
      )
      .execute();
  }
  for (const fact of log) await attend(db, fact, { before, after, at });
}

async function attend(
  db: Db,
  { type, seatId }: LogFact,
  { before, after, at }: { before: RoomState; after: RoomState; at: string },
): Promise<void> {
  if (!seatId) return;
  const seat = after.seats[seatId];
  const update = db.updateTable('conference_seat').where('id', '=', seatId);
  if (type === 'joined' || type === 'admitted' || type === 'returned') {
    const device = seat ? `${seat.device.kind} ${seat.device.label}`.trim() : '';
    await update
      .set({
        device,
        admitted_at: sql`coalesce(admitted_at, ${at}::timestamptz)`,
        first_joined_at: sql`coalesce(first_joined_at, ${at}::timestamptz)`,
        ...(type === 'returned' ? { reconnects: sql`reconnects + 1` } : {}),
      })
      .execute();
  }
  if (type === 'lost' || type === 'left' || type === 'removed') {
    const was = before.seats[seatId];
    // time away does not count as time in the room
    const presentMs =
      was?.status === 'joined' && was.joinedAt ? Date.parse(at) - Date.parse(was.joinedAt) : 0;
    await update
      .set({
        last_left_at: at,
        present_ms: sql`present_ms + ${Math.max(0, presentMs)}`,
        ...(type === 'removed' ? { admitted_at: null } : {}),
      })
      .execute();
  }
  if (type === 'rollCalled' && seat?.rollCall) {
    const { by, licenceNo } = seat.rollCall;
    await update
      .set({ roll_called_at: at, roll_called_by: by, roll_licence_no: licenceNo })
      .execute();
  }
}

export async function saveMessage(db: Db, roomId: string, message: ChatMessage): Promise<void> {
  await db
    .insertInto('conference_message')
    .values({
      id: message.id,
      room_id: roomId,
      seat_id: message.seatId,
      author_id: message.authorId,
      author_name: message.authorName,
      audience: message.audience,
      text: message.text,
      mentions: message.mentions,
      record_ids: message.recordIds,
      at: message.at,
    })
    .execute();
}

/** Oldest first. */
export async function readMessages(db: Db, roomId: string, limit: number): Promise<ChatMessage[]> {
  const rows = await db
    .selectFrom('conference_message')
    .selectAll()
    .where('room_id', '=', roomId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map((row) => ({
    id: row.id,
    at: row.at,
    seatId: row.seat_id as ChatMessage['seatId'],
    authorId: row.author_id as ChatMessage['authorId'],
    authorName: row.author_name,
    audience: row.audience,
    text: row.text,
    mentions: row.mentions as ChatMessage['mentions'],
    recordIds: row.record_ids,
  }));
}
