import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { Db } from './database';

/**
 * Applies the SQL files of `dir` in name order, each in one transaction, once.
 * An applied file that changed afterwards is an error: databases in the field would differ silently.
 */
export async function migrate(db: Db, dir: string): Promise<string[]> {
  await sql`create table if not exists schema_migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`.execute(
    db,
  );
  const files = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  const applied: string[] = [];
  for (const name of files) {
    const text = await readFile(path.join(dir, name), 'utf8');
    if (await applyOnce(db, name, text)) applied.push(name);
  }
  return applied;
}

async function applyOnce(db: Db, name: string, text: string): Promise<boolean> {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(727401)`.execute(tx);
    const known = await sql<{ sha256: string }>`
      select sha256 from schema_migration where name = ${name}`.execute(tx);
    const row = known.rows[0];
    if (row && row.sha256 !== sha256)
      throw new Error(`migration ${name} changed after it was applied`);
    if (row) return false;
    await sql.raw(text).execute(tx);
    await sql`insert into schema_migration (name, sha256) values (${name}, ${sha256})`.execute(tx);
    return true;
  });
}
