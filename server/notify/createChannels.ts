import webPush from 'web-push';
import type { Config } from '../config';
import type { Db } from '../db/database';
import { createDemoChannel, type NotificationChannel } from './channels';
import { createSmsChannel } from './smsChannel';
import { createSmtpChannel } from './smtpChannel';
import { pushSubscriptionsIn } from './pushSubscriptions';
import { createWebPushChannel } from './webPushChannel';

export type Channels = {
  readonly byId: ReadonlyMap<string, NotificationChannel>;
  /** What a browser needs to subscribe (RFC 8292). */
  readonly pushPublicKey: string;
};

const SENDER = '省远程医学中心';
const SUBJECT = '远程会诊通知';
const VAPID = 'vapid';

/** Carriers as configured; in demo mode the outbox page stands in for those that are not. */
export async function createChannels(config: Config, db: Db, now: () => string): Promise<Channels> {
  const vapid = await vapidKeys(db);
  const byId = new Map<string, NotificationChannel>();
  if (config.sms) byId.set('sms', createSmsChannel({ ...config.sms, sender: SENDER }, now));
  else if (config.demo) byId.set('sms', createDemoChannel('sms'));
  if (config.smtp) byId.set('email', createSmtpChannel({ ...config.smtp, subject: SUBJECT }));
  else if (config.demo) byId.set('email', createDemoChannel('email'));
  // RFC 8292 knows https and mailto; push services refuse anything else
  const subject = config.publicUrl?.startsWith('https:')
    ? config.publicUrl
    : 'mailto:huizhen@localhost';
  // also in demo mode: only a browser whose owner asked for it has a subscription
  byId.set(
    'webpush',
    createWebPushChannel({ vapid: { ...vapid, subject } }, pushSubscriptionsIn(db)),
  );
  return { byId, pushPublicKey: vapid.publicKey };
}

type Keys = { readonly publicKey: string; readonly privateKey: string };

/** Made once and kept: other keys would silently end every subscription. */
async function vapidKeys(db: Db): Promise<Keys> {
  await db
    .insertInto('setting')
    .values({ key: VAPID, value: JSON.stringify(webPush.generateVAPIDKeys()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', VAPID)
    .executeTakeFirstOrThrow();
  return row.value as Keys;
}
