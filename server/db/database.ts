import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './schema';

export type Db = Kysely<Database>;

/** `int8` counts here never exceed 2^53; instants cross all borders as ISO strings in UTC. */
const INT8 = 20;
const TIMESTAMPTZ = 1184;
const DATE = 1082;

export function openDatabase(url: string, options: { max?: number } = {}): Db {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  types.setTypeParser(TIMESTAMPTZ, (text) => new Date(text).toISOString());
  types.setTypeParser(DATE, (text) => text);
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 20, types });
  pool.on('error', () => undefined); // a dropped idle connection; the next query reports the trouble
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** PostgreSQL's SQLSTATE of a thrown error, e.g. `23P01` exclusion violation, or null. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

export async function isReachable(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

/**
 * One dedicated connection that listens to a channel; reconnects until closed.
 * @returns A function that ends it.
 */
export function listen(url: string, channel: string, onPayload: (payload: string) => void) {
  let client: pg.Client | null = null;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  const connect = async () => {
    client = new pg.Client({ connectionString: url });
    client.on('notification', (message) => onPayload(message.payload ?? ''));
    client.on('error', retry);
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
  };
  function retry() {
    if (closed || timer) return;
    void client?.end().catch(() => undefined);
    timer = setTimeout(() => {
      timer = null;
      connect().catch(retry);
    }, 1000);
  }
  connect().catch(retry);
  return async () => {
    closed = true;
    if (timer) clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
