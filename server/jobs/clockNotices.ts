import { sql } from 'kysely';
import type { NotificationEvent } from '../../shared/domain/notification/events';
import {
  LATE_ENTRY_REMINDER_HOURS,
  REMINDERS,
  type ExternalChannel,
} from '../../shared/domain/notification/matrix';
import { consultationCaseSchema } from '../../shared/domain/consultation/case';
import { LATE_ENTRY_HOURS } from '../../shared/domain/consultation/lateEntry';
import type { Db } from '../db/database';
import type { NotifyInTransaction } from '../notify/dispatch';

type Due = {
  readonly caseId: string;
  readonly kind: NotificationEvent;
  /** What makes this notice different from the next of its kind. */
  readonly key: string;
  readonly channels: readonly ExternalChannel[];
};

/**
 * Tells about what only the passing of time makes due: reminders before the start, reports owed, follow-ups and late
 * entries due and overdue. Each is told once, also with several nodes: the row of `clock_notice` decides who.
 */
export async function runClockNotices(
  db: Db,
  notify: NotifyInTransaction,
  now: () => string,
): Promise<number> {
  const at = now();
  let told = 0;
  for (const due of [
    ...(await dueReminders(db, at)),
    ...(await dueReports(db, at)),
    ...(await dueFollowUps(db, at)),
    ...(await dueLateEntries(db, at)),
  ]) {
    if (await tell(db, notify, due, at)) told += 1;
  }
  return told;
}

async function tell(db: Db, notify: NotifyInTransaction, due: Due, at: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const mine = await sql`insert into clock_notice (case_id, kind, key, at)
      values (${due.caseId}, ${due.kind}, ${due.key}, ${at}) on conflict do nothing returning 1`.execute(
      tx,
    );
    if (mine.rows.length === 0) return false;
    const row = await tx
      .selectFrom('consultation')
      .select('body')
      .where('id', '=', due.caseId)
      .executeTakeFirstOrThrow();
    const current = consultationCaseSchema.parse(row.body);
    const happening = { before: current, after: current, events: [due.kind], command: null, at };
    await notify(tx, { ...happening, extraChannels: due.channels });
    return true;
  });
}

async function dueReminders(db: Db, at: string): Promise<Due[]> {
  const found: Due[] = [];
  for (const { minutesBefore, channels } of REMINDERS) {
    const rows = await sql<{ id: string; starts_at: string }>`
      select c.id, c.starts_at from consultation c
      where c.state in ('scheduled', 'checkedIn') and c.starts_at > ${at}::timestamptz
        and c.starts_at <= ${at}::timestamptz + make_interval(mins => ${minutesBefore})
        and c.updated_at < c.starts_at - make_interval(mins => ${minutesBefore})
        and not exists (select 1 from clock_notice n where n.case_id = c.id and n.kind = 'reminder'
          and n.key = c.starts_at::text || '/' || ${minutesBefore}::text)
      limit 200`.execute(db);
    for (const row of rows.rows) {
      const key = `${row.starts_at}/${minutesBefore}`;
      found.push({ caseId: row.id, kind: 'reminder', key, channels });
    }
  }
  return found;
}

/** Two hours and twenty hours after the session, while the report is not out (product §5.2 T19). */
async function dueReports(db: Db, at: string): Promise<Due[]> {
  const rows = await sql<{ id: string; key: string }>`
    select c.id, h.hours::text as key from consultation c cross join (values (2), (20)) h(hours)
    where c.state = 'reporting' and c.ended_at + make_interval(hours => h.hours) <= ${at}::timestamptz
      and not exists (select 1 from clock_notice n where n.case_id = c.id and n.kind = 'reportDue' and n.key = h.hours::text)
    limit 200`.execute(db);
  return rows.rows.map((row) => ({
    caseId: row.id,
    kind: 'reportDue',
    key: row.key,
    channels: [],
  }));
}

/** On the due day, and once more three days later when nobody has answered. */
async function dueFollowUps(db: Db, at: string): Promise<Due[]> {
  const rows = await sql<{ id: string; key: string; overdue: boolean }>`
    select c.id, f->>'id' as key, (f->>'dueOn')::date + 3 <= ${at}::date as overdue
    from consultation c, jsonb_array_elements(c.body->'followUps') f
    where c.state = 'followUp' and f->>'status' = 'planned' and (f->>'dueOn')::date <= ${at}::date
      and not exists (select 1 from clock_notice n where n.case_id = c.id and n.key = f->>'id'
        and n.kind = case when (f->>'dueOn')::date + 3 <= ${at}::date then 'followUpOverdue' else 'followUpDue' end)
    limit 200`.execute(db);
  return rows.rows.map((row) => ({
    caseId: row.id,
    kind: row.overdue ? 'followUpOverdue' : 'followUpDue',
    key: row.key,
    channels: [],
  }));
}

/** Two hours before the six are over, and when they are (product §5.3). */
async function dueLateEntries(db: Db, at: string): Promise<Due[]> {
  const ahead = LATE_ENTRY_HOURS - LATE_ENTRY_REMINDER_HOURS;
  const rows = await sql<{ id: string; key: string; overdue: boolean }>`
    select c.id, c.late_entry_due::text as key, c.late_entry_due <= ${at}::timestamptz as overdue
    from consultation c
    where c.late_entry_due <= ${at}::timestamptz + make_interval(hours => ${ahead})
      and not exists (select 1 from clock_notice n where n.case_id = c.id and n.key = c.late_entry_due::text
        and n.kind = case when c.late_entry_due <= ${at}::timestamptz then 'lateEntryOverdue' else 'lateEntryDue' end)
    limit 200`.execute(db);
  return rows.rows.map((row) => ({
    caseId: row.id,
    kind: row.overdue ? 'lateEntryOverdue' : 'lateEntryDue',
    key: row.key,
    channels: [],
  }));
}
