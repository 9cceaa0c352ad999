import type { Db } from '../db/database';
import {
  isPushService,
  pushSubscriptionSchema,
  type PushSubscription,
  type PushSubscriptions,
} from './webPushChannel';

/** A person has a telephone and a few machines; more are leftovers, and each costs a request per message. */
const MOST_DEVICES = 10;

/** The subscriptions as the web push channel uses them. */
export function pushSubscriptionsIn(db: Db): PushSubscriptions {
  return {
    async of(userId) {
      const rows = await db
        .selectFrom('push_subscription')
        .select('subscription')
        .where('user_id', '=', userId)
        .execute();
      // one that cannot be read must not keep the messages of the others waiting
      return rows.flatMap((row) => pushSubscriptionSchema.safeParse(row.subscription).data ?? []);
    },
    async forget(endpoint) {
      await db.deleteFrom('push_subscription').where('endpoint', '=', endpoint).execute();
    },
  };
}

/**
 * Registers a device for a person; a device has one owner, the last who said so.
 *
 * @returns False for an address that is no browser's push service: nothing is kept.
 */
export async function saveSubscription(
  db: Db,
  userId: string,
  subscription: PushSubscription,
  at: string,
): Promise<boolean> {
  if (!isPushService(subscription.endpoint)) return false;
  const stored = { user_id: userId, subscription: JSON.stringify(subscription), created_at: at };
  await db
    .insertInto('push_subscription')
    .values({ endpoint: subscription.endpoint, ...stored })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(stored))
    .execute();
  await db
    .deleteFrom('push_subscription')
    .where('user_id', '=', userId)
    .where('endpoint', 'not in', (query) =>
      query
        .selectFrom('push_subscription')
        .select('endpoint')
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .limit(MOST_DEVICES),
    )
    .execute();
  return true;
}
