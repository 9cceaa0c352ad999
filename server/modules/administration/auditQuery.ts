import { sql } from 'kysely';
import type { z } from 'zod';
import type { auditEntrySchema, listAudit } from '../../../shared/api/administration';
import type { Db } from '../../db/database';
import { idCursor } from '../../http/idCursor';

type Query = z.output<(typeof listAudit)['query']>;
type Filter = Omit<Query, 'cursor' | 'limit'>;
type Entry = z.output<typeof auditEntrySchema>;

export async function readAudit(db: Db, query: Query) {
  const rows = await readEntries(db, query, idCursor(query.cursor), query.limit + 1);
  const items = rows.slice(0, query.limit);
  return {
    items,
    nextCursor: rows.length > query.limit ? String(items.at(-1)?.seq ?? '') : null,
  };
}

/** What a spreadsheet opens without trouble, and an auditor reads in a quarter. */
const EXPORT_LIMIT = 50_000;

/** The newest entries that match, oldest first. */
export async function readAuditForExport(db: Db, filter: Filter) {
  const rows = await readEntries(db, filter, idCursor(undefined), EXPORT_LIMIT + 1);
  return { entries: rows.slice(0, EXPORT_LIMIT).reverse(), truncated: rows.length > EXPORT_LIMIT };
}

async function readEntries(
  db: Db,
  filter: Filter,
  before: ReturnType<typeof idCursor>,
  limit: number,
): Promise<Entry[]> {
  const result = await sql<Entry>`
    select a.seq, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      coalesce(u.account, '') as "actorName", a.actor_role as "actorRole", a.action, a.entity,
      a.entity_id as "entityId", c.request_no as "requestNo", a.outcome, a.hash
    from audit_log a left join app_user u on u.id = a.actor_id left join consultation c on c.id = a.case_id
    where a.seq < ${before}
      and (${filter.account ?? null}::text is null or u.account = ${filter.account ?? null})
      and (${filter.action ?? null}::text is null or a.action like ${`${filter.action ?? ''}%`})
      and (${filter.requestNo ?? null}::text is null or c.request_no = ${filter.requestNo ?? null})
      and (${filter.outcome ?? null}::text is null
        or (a.outcome = 'ok') = (${filter.outcome ?? null}::text = 'ok'))
      and (${filter.from ?? null}::timestamptz is null or a.at >= ${filter.from ?? null}::timestamptz)
      and (${filter.to ?? null}::timestamptz is null or a.at < ${filter.to ?? null}::timestamptz)
    order by a.seq desc limit ${limit}`.execute(db);
  return result.rows;
}
