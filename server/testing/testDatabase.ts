import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Db } from '../db/database';
import { migrate } from '../db/migrate';

export const MIGRATIONS = path.resolve(import.meta.dirname, '../db/migrations');

export type TestDatabase = { readonly db: Db; readonly url: string; close(): Promise<void> };

/** A fresh, migrated database on the run's cluster (see globalDatabase.ts), dropped on close. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const base = process.env['HUIZHEN_TEST_DATABASE_URL'];
  if (!base)
    throw new Error('HUIZHEN_TEST_DATABASE_URL is not set: run through the integration project');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = openDatabase(base, { max: 1 });
  await sql.raw(`create database ${name}`).execute(admin);
  const url = Object.assign(new URL(base), { pathname: `/${name}` }).href;
  const db = openDatabase(url, { max: 8 });
  await migrate(db, MIGRATIONS);
  return {
    db,
    url,
    async close() {
      await db.destroy();
      await sql.raw(`drop database ${name} with (force)`).execute(admin);
      await admin.destroy();
    },
  };
}
