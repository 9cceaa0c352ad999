import type { Transaction } from 'kysely';
import type { Db } from '../db/database';
import type { Database } from '../db/schema';
import type { NotificationChannel } from './channels';
import { nextAttempt } from './retryPolicy';

const PER_ROUND = 50;

/**
 * Hands due messages to their carriers, one transaction each, so that a slow carrier holds one row and a crash repeats
 * one message at most. `skip locked` lets several nodes work side by side; a carrier recognises a repetition by the id.
 */
export async function runOutbox(
  db: Db,
  channels: ReadonlyMap<string, NotificationChannel>,
  now: () => string,
): Promise<number> {
  let handled = 0;
  while (handled < PER_ROUND && (await handOverOne(db, channels, now))) handled += 1;
  return handled;
}

async function handOverOne(
  db: Db,
  channels: ReadonlyMap<string, NotificationChannel>,
  now: () => string,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('outbox')
      .selectAll()
      .where('state', '=', 'pending')
      .where('next_attempt_at', '<=', now())
      .orderBy('next_attempt_at')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!row) return false;
    const attempts = row.attempts + 1;
    const about = {
      event: row.template,
      caseId: row.case_id,
      requestNo: await requestNoOf(tx, row.case_id),
    };
    const sent = await channels
      .get(row.channel)
      ?.send({ id: String(row.id), to: row.address, text: row.text, about });
    const update = tx.updateTable('outbox').where('id', '=', row.id);
    if (sent?.ok) {
      const { providerId } = sent.value;
      await update
        .set({
          state: 'sent',
          attempts,
          handed_over_at: now(),
          provider_id: providerId,
          last_error: null,
        })
        .execute();
      return true;
    }
    const retry = sent ? sent.error.retry : 'never';
    const next = nextAttempt({
      retry,
      attempts,
      at: now(),
      expiresAt: null,
      jitter: (row.id % 10) / 10,
    });
    await update
      .set({
        attempts,
        last_error: sent ? sent.error.code : 'notify.noChannel',
        state: next === null ? 'failed' : 'pending',
        next_attempt_at: next ?? now(),
      })
      .execute();
    return true;
  });
}

async function requestNoOf(
  tx: Transaction<Database>,
  caseId: string | null,
): Promise<string | null> {
  if (caseId === null) return null;
  const row = await tx
    .selectFrom('consultation')
    .select('request_no')
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row?.request_no ?? null;
}
