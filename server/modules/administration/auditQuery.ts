import { sql } from 'kysely';
import type { z } from 'zod';
import type { auditEntrySchema, listAudit } from '../../../shared/api/administration';
import type { Db } from '../../db/database';
import { idCursor } from '../../http/idCursor';

type Query = z.output<(typeof listAudit)['query']>;
type Entry = z.output<typeof auditEntrySchema>;

export async function readAudit(db: Db, query: Query) {
  const before = idCursor(query.cursor);
  const result = await sql<Entry>`
    select a.seq, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      coalesce(u.account, '') as "actorName", a.actor_role as "actorRole", a.action, a.entity,
      a.entity_id as "entityId", c.request_no as "requestNo", a.outcome, a.hash
    from audit_log a left join app_user u on u.id = a.actor_id left join consultation c on c.id = a.case_id
    where a.seq < ${before}
      and (${query.account ?? null}::text is null or u.account = ${query.account ?? null})
      and (${query.action ?? null}::text is null or a.action like ${`${query.action ?? ''}%`})
      and (${query.requestNo ?? null}::text is null or c.request_no = ${query.requestNo ?? null})
      and (${query.from ?? null}::timestamptz is null or a.at >= ${query.from ?? null}::timestamptz)
      and (${query.to ?? null}::timestamptz is null or a.at < ${query.to ?? null}::timestamptz)
    order by a.seq desc limit ${query.limit + 1}`.execute(db);
  const items = result.rows.slice(0, query.limit);
  return {
    items,
    nextCursor: result.rows.length > query.limit ? String(items.at(-1)?.seq ?? '') : null,
  };
}
