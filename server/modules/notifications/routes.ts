import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import {
  listNotifications,
  listOutbox,
  markNotificationsRead,
  removePushSubscription,
  savePushSubscription,
  type Notification,
} from '../../../shared/api/notifications';
import { refuse } from '../../../shared/domain/errors';
import { ok } from '../../../shared/lib/result';
import type { Db } from '../../db/database';
import { idCursor } from '../../http/idCursor';
import { bindRoute } from '../../http/bindRoute';
import { pushSubscriptionsIn, saveSubscription } from '../../notify/pushSubscriptions';

export type NotificationDeps = { readonly db: Db; readonly now: () => string };

export function registerNotificationRoutes(
  app: FastifyInstance,
  { db, now }: NotificationDeps,
): void {
  bindRoute(app, listNotifications, async ({ query }, { actor }) => {
    const before = idCursor(query.cursor);
    const rows = await db
      .selectFrom('notification')
      .leftJoin('consultation', 'consultation.id', 'notification.case_id')
      .select([
        'notification.id',
        'notification.event',
        'notification.case_id',
        'notification.params',
        'notification.highlight',
        'notification.created_at',
        'notification.read_at',
        'consultation.request_no',
      ])
      .where('user_id', '=', actor.userId)
      .where('notification.id', '<', before)
      .orderBy('notification.id', 'desc')
      .limit(query.limit + 1)
      .execute();
    const items = rows.slice(0, query.limit).map((row) => ({
      id: row.id,
      event: row.event as Notification['event'],
      caseId: row.case_id as Notification['caseId'],
      requestNo: row.request_no,
      params: row.params as Notification['params'],
      highlight: row.highlight,
      createdAt: row.created_at,
      readAt: row.read_at,
    }));
    const nextCursor = rows.length > query.limit ? String(items.at(-1)?.id ?? '') : null;
    return ok({ items, nextCursor, unread: await countUnread(db, actor.userId) });
  });

  bindRoute(app, markNotificationsRead, async ({ body }, { actor }) => {
    await db
      .updateTable('notification')
      .set({ read_at: now() })
      .where('user_id', '=', actor.userId)
      .where('read_at', 'is', null)
      .$if(body.ids !== null, (query) =>
        query.where('id', 'in', body.ids?.length ? body.ids : [-1]),
      )
      .execute();
    return ok({ unread: await countUnread(db, actor.userId) });
  });

  bindRoute(app, savePushSubscription, async ({ body }, { actor }) => {
    const isSaved = await saveSubscription(db, actor.userId, body, now());
    return isSaved ? ok({ saved: true as const }) : refuse('validation', 'push.unknownService');
  });

  bindRoute(app, removePushSubscription, async ({ body }) => {
    await pushSubscriptionsIn(db).forget(body.endpoint);
    return ok({ removed: true as const });
  });

  bindRoute(app, listOutbox, async ({ query }) => {
    const before = idCursor(query.cursor);
    const rows = await db
      .selectFrom('outbox')
      .leftJoin('consultation', 'consultation.id', 'outbox.case_id')
      .select([
        'outbox.id',
        'outbox.channel',
        'outbox.address',
        'outbox.text',
        'outbox.template',
        'outbox.state',
        'outbox.attempts',
        'outbox.last_error',
        'outbox.created_at',
        'outbox.handed_over_at',
        'consultation.request_no',
      ])
      .where('outbox.id', '<', before)
      .$if(query.state !== undefined, (q) => q.where('outbox.state', '=', query.state ?? 'pending'))
      .orderBy('outbox.id', 'desc')
      .limit(query.limit + 1)
      .execute();
    const items = rows.slice(0, query.limit).map((row) => ({
      id: row.id,
      channel: row.channel as 'sms' | 'email' | 'webpush',
      address: row.channel === 'webpush' ? 'webpush' : mask(row.address),
      text: row.text,
      template: row.template,
      requestNo: row.request_no,
      state: row.state,
      attempts: row.attempts,
      lastError: row.last_error,
      createdAt: row.created_at,
      handedOverAt: row.handed_over_at,
    }));
    return ok({
      items,
      nextCursor: rows.length > query.limit ? String(items.at(-1)?.id ?? '') : null,
    });
  });
}

export async function countUnread(db: Db, userId: string): Promise<number> {
  const row = await sql<{ n: number }>`select count(*)::int as n from (
    select 1 from notification where user_id = ${userId} and read_at is null limit 1000) capped`.execute(
    db,
  );
  return row.rows[0]?.n ?? 0;
}

const mask = (address: string) => address.slice(0, -4).replace(/[^@-]/g, '*') + address.slice(-4);
