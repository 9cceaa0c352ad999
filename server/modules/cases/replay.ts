import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { appError, AppFailure } from '../../../shared/domain/errors';
import type { Database } from '../../db/schema';
import { canonicalJson } from '../../../shared/lib/canonicalJson';

export type ReplayKey = {
  readonly actorId: string;
  readonly route: string;
  readonly key: string;
  /** The request as sent; the same key with another request is a client's mistake and refused. */
  readonly request: unknown;
};

/**
 * The first answer to a replayed key, or null when the key is new. Holds the key until the transaction ends, so that a
 * replay that overtakes its first attempt waits for that answer instead of deciding a second time.
 *
 * @throws AppFailure `request.replayMismatch` when the key was used for something else.
 */
export async function findReplay(tx: Transaction<Database>, replay: ReplayKey): Promise<unknown> {
  const name = `${replay.actorId} ${replay.route} ${replay.key}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('idempotency')
    .select(['request_sha256', 'response'])
    .where('actor_id', '=', replay.actorId)
    .where('route', '=', replay.route)
    .where('key', '=', replay.key)
    .executeTakeFirst();
  if (!row) return null;
  if (row.request_sha256 !== hashOf(replay.request)) {
    throw new AppFailure(appError('conflict', 'request.replayMismatch'));
  }
  return row.response;
}

export async function storeReplay(
  tx: Transaction<Database>,
  replay: ReplayKey,
  response: unknown,
): Promise<void> {
  await tx
    .insertInto('idempotency')
    .values({
      actor_id: replay.actorId,
      route: replay.route,
      key: replay.key,
      request_sha256: hashOf(replay.request),
      status: 200,
      response: JSON.stringify(response),
    })
    .execute();
}

const hashOf = (request: unknown) =>
  createHash('sha256').update(canonicalJson(request)).digest('hex');
