import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { createHospital } from '../../../shared/api/administration';
import { type Hospital } from '../../../shared/api/administration';
import type { Db } from '../../db/database';

type Fields = z.output<(typeof createHospital)['body']>;

export async function readHospitals(db: Db, id: string | null = null): Promise<Hospital[]> {
  const result = await sql<Hospital>`
    select h.id, h.code, h.name, h.kind, h.city, h.level, h.line_mbps as "lineMbps",
      h.local_approval as "localApproval", h.active,
      (select case when count(*) = 0 then null else
        json_build_object('validFrom', min(a.valid_from)::text, 'validTo', max(a.valid_to)::text) end
       from agreement a where a.hospital_id = h.id) as agreement,
      (select count(*)::int from app_user u where u.hospital_id = h.id and u.active) as "userCount"
    from hospital h where ${id}::uuid is null or h.id = ${id}::uuid
    order by h.kind, h.city, h.name`.execute(db);
  return result.rows;
}

export async function saveHospital(db: Db, id: string | null, fields: Fields): Promise<string> {
  const hospitalId = id ?? randomUUID();
  const columns = {
    code: fields.code,
    name: fields.name,
    kind: fields.kind,
    city: fields.city,
    level: fields.level,
    line_mbps: fields.lineMbps,
    local_approval: fields.localApproval,
    active: fields.active,
  };
  await db.transaction().execute(async (tx) => {
    if (id) await tx.updateTable('hospital').set(columns).where('id', '=', id).execute();
    else
      await tx
        .insertInto('hospital')
        .values({ id: hospitalId, ...columns })
        .execute();
    await tx.deleteFrom('agreement').where('hospital_id', '=', hospitalId).execute();
    if (fields.agreement) {
      await tx
        .insertInto('agreement')
        .values({
          id: randomUUID(),
          hospital_id: hospitalId,
          valid_from: fields.agreement.validFrom,
          valid_to: fields.agreement.validTo,
        })
        .execute();
    }
  });
  return hospitalId;
}
