import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { serverEventSchema, type ServerEvent } from '../../shared/api/events';
import { listen } from '../db/database';
import type { Database } from '../db/schema';

/** An event and whom it concerns; `userIds: null` means everybody who may see the case asks for himself. */
export type Addressed = { readonly event: ServerEvent; readonly userIds: readonly string[] | null };

const addressedSchema = z.object({
  event: serverEventSchema,
  userIds: z.array(z.string()).nullable(),
});
const CHANNEL = 'huizhen_events';

/**
 * Sends through PostgreSQL's NOTIFY, so that every server node hears it, and only when the transaction commits.
 * Payloads are ids only (the limit is 8000 bytes).
 */
export async function publish(db: Kysely<Database>, addressed: Addressed): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(addressed)})`.execute(db);
}

export type EventBus = {
  subscribe(listener: (addressed: Addressed) => void): () => void;
  close(): Promise<void>;
};

export function createEventBus(databaseUrl: string): EventBus {
  const listeners = new Set<(addressed: Addressed) => void>();
  const close = listen(databaseUrl, CHANNEL, (payload) => {
    const parsed = addressedSchema.safeParse(JSON.parse(payload));
    if (!parsed.success) return; // another version's event; receivers re-fetch on reconnect anyway
    for (const listener of listeners) listener(parsed.data);
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}
