import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import type { createUser } from '../../../shared/api/administration';
import { type listUsers, type updateUser, type User } from '../../../shared/api/administration';
import type { Db } from '../../db/database';
import type { Database } from '../../db/schema';

type Query = z.output<(typeof listUsers)['query']>;
type Fresh = z.output<(typeof createUser)['body']>;
type Changed = z.output<(typeof updateUser)['body']>;

const SELECT = sql`
  select u.id, u.account, u.name, u.role, u.hospital_id as "hospitalId", coalesce(h.name, '') as "hospitalName",
    u.department_name as "departmentName", u.title, u.phone, u.email, u.active,
    u.totp_secret is not null as "totpEnabled",
    to_char(u.locked_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lockedUntil"
  from app_user u left join hospital h on h.id = u.hospital_id`;

export async function readUser(db: Db, id: string): Promise<User | undefined> {
  return (await sql<User>`${SELECT} where u.id = ${id}`.execute(db)).rows[0];
}

export async function readUsers(db: Db, query: Query) {
  const like = query.q ? `%${query.q.replace(/[\\%_]/g, (c) => `\\${c}`)}%` : null;
  const result = await sql<User>`${SELECT}
    where u.account > ${query.cursor ?? ''}
      and (${like}::text is null or u.account ilike ${like} or u.name ilike ${like} or h.name ilike ${like})
      and (${query.role ?? null}::text is null or u.role = ${query.role ?? null})
    order by u.account limit ${query.limit + 1}`.execute(db);
  const items = result.rows.slice(0, query.limit);
  return {
    items,
    nextCursor: result.rows.length > query.limit ? (items.at(-1)?.account ?? null) : null,
  };
}

const columnsOf = (fields: Fresh | Changed) => ({
  account: fields.account,
  name: fields.name,
  role: fields.role,
  hospital_id: fields.hospitalId,
  department_name: fields.departmentName,
  title: fields.title,
  phone: fields.phone,
  email: fields.email,
  active: fields.active,
});

export async function insertUser(db: Db, fields: Fresh, at: string): Promise<string> {
  const id = randomUUID();
  const password_hash = await hash(fields.password);
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('app_user')
      .values({ id, ...columnsOf(fields), password_hash, totp_secret: null, locked_until: null })
      .execute();
    await ensureProfile(tx, id, fields, at);
  });
  return id;
}

/**
 * An expert's account comes with an entry in the expert library. It takes no cases until the centre has entered the
 * licence and switched the service on.
 */
async function ensureProfile(
  tx: Transaction<Database>,
  id: string,
  fields: Fresh | Changed,
  at: string,
) {
  if (fields.role !== 'expert') return;
  await tx
    .insertInto('expert_profile')
    .values({
      user_id: id,
      title: fields.title ?? 'attending',
      licence_no: '',
      licence_valid_until: at.slice(0, 10),
      department_name: fields.departmentName,
      service_on: false,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A new password or a switched-off account ends every session at once. */
export async function changeUser(db: Db, id: string, fields: Changed, at: string): Promise<void> {
  const password = fields.password ? { password_hash: await hash(fields.password) } : {};
  const unlock = fields.unlock ? { locked_until: null, failed_attempts: 0 } : {};
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('app_user')
      .set({ ...columnsOf(fields), ...password, ...unlock })
      .where('id', '=', id)
      .execute();
    await ensureProfile(tx, id, fields, at);
    if (fields.password || !fields.active) {
      await tx.deleteFrom('session').where('user_id', '=', id).execute();
    }
  });
}
