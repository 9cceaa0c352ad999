import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Database } from '../../db/schema';

/** `HZ` + day in China + running number of that day, e.g. `HZ20261124-0231`; no gaps within a day, no doubles. */
export async function takeRequestNumber(tx: Transaction<Database>, at: string): Promise<string> {
  const day = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
  const row = await sql<{ last: number }>`
    insert into request_number (day, last) values (${day}, 1)
    on conflict (day) do update set last = request_number.last + 1
    returning last`.execute(tx);
  return `HZ${day.replaceAll('-', '')}-${String(row.rows[0]?.last ?? 0).padStart(4, '0')}`;
}
