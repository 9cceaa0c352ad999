import { createHash, randomBytes } from 'node:crypto';
import type { RoomId } from '../../../shared/domain/conference/room';
import type { Seat, SeatId } from '../../../shared/domain/conference/seat';
import type { Db } from '../../db/database';

/** From the click to the open socket. */
const TICKET_MS = 60_000;
/** A cut line may stay cut for a while; the seat is asked for again with it. */
const RESUME_MS = 12 * 3600_000;

export type IssuedTicket = {
  readonly ticket: string;
  readonly expiresAt: string;
  readonly roomId: RoomId;
  readonly seatId: SeatId;
  readonly role: Seat['role'];
};

export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
export const newSecret = () => randomBytes(32).toString('base64url');

/** A secret that opens one seat once. Only its hash is stored. */
export async function issueTicket(
  db: Db,
  seatId: string,
  at: string,
  kind: 'ticket' | 'resume',
): Promise<{ ticket: string; expiresAt: string }> {
  const ticket = newSecret();
  const validMs = kind === 'ticket' ? TICKET_MS : RESUME_MS;
  const expiresAt = new Date(Date.parse(at) + validMs).toISOString();
  await db
    .insertInto('conference_ticket')
    .values({ token_sha256: hashOf(ticket), seat_id: seatId, expires_at: expiresAt, used_at: null })
    .execute();
  return { ticket, expiresAt };
}

/** The seat of a ticket that was good until now, and is used with it; `null` for every other. One statement: two that come at once cannot both win. */
export async function redeemTicket(db: Db, ticket: string, at: string): Promise<string | null> {
  const row = await db
    .updateTable('conference_ticket')
    .set({ used_at: at })
    .where('token_sha256', '=', hashOf(ticket))
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('seat_id')
    .executeTakeFirst();
  return row?.seat_id ?? null;
}

/** Whatever opens this seat is worthless from now on: removed, or its link revoked. */
export async function voidTickets(db: Db, seatId: string, at: string): Promise<void> {
  await db
    .updateTable('conference_ticket')
    .set({ used_at: at })
    .where('seat_id', '=', seatId)
    .where('used_at', 'is', null)
    .execute();
}
