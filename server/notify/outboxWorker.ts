import { sql } from 'kysely';
import type { Db } from '../db/database';
import type { NotificationChannel } from './channels';

const BATCH = 50;
const MAX_ATTEMPTS = 8;

/** Waits 10 s, 20 s, 40 s … at most an hour. */
export const backoffMs = (attempts: number): number => Math.min(3_600_000, 10_000 * 2 ** Math.max(0, attempts - 1));

/**
 * Hands due messages to their carriers. `skip locked` lets several nodes work side by side; a crash between sending
 * and marking sends again with the same id, which carriers treat as the same message.
 */
export async function runOutbox(
  db: Db,
  channels: ReadonlyMap<string, NotificationChannel>,
  now: () => string,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'pending')
      .where('next_attempt_at', '<=', now())
      .orderBy('next_attempt_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const row of due) {
      const channel = channels.get(row.channel);
      const attempts = row.attempts + 1;
      const sent = channel
        ? await channel.send({ id: String(row.id), to: row.address, text: row.text })
        : null;
      if (sent?.ok) {
        await tx
          .updateTable('outbox')
          .set({ state: 'sent', attempts, handed_over_at: now(), provider_id: sent.value.providerId, last_error: null })
          .where('id', '=', row.id)
          .execute();
        continue;
      }
      const code = sent ? sent.error.code : 'notify.noChannel';
      const final = !sent || sent.error.retry === 'never' || attempts >= MAX_ATTEMPTS;
      await tx
        .updateTable('outbox')
        .set({
          attempts,
          last_error: code,
          state: final ? 'failed' : 'pending',
          next_attempt_at: sql<string>`${now()}::timestamptz + make_interval(secs => ${backoffMs(attempts) / 1000})`,
        })
        .where('id', '=', row.id)
        .execute();
    }
    return due.length;
  });
}
