import type { Config } from '../config';
import type { Db } from '../db/database';
import { createDemoChannel, type NotificationChannel } from './channels';

/** Carriers as configured; in demo mode the outbox page stands in for those that are not. */
export function createChannels(config: Config, _db: Db): ReadonlyMap<string, NotificationChannel> {
  const channels = new Map<string, NotificationChannel>();
  if (config.demo) {
    channels.set('sms', createDemoChannel('sms'));
    channels.set('email', createDemoChannel('email'));
    channels.set('webpush', createDemoChannel('webpush'));
  }
  return channels;
}
