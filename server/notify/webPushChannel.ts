import type { Agent } from 'node:https';
import webpush from 'web-push';
import { z } from 'zod';
import { refuse, type AppError } from '../../shared/domain/errors';
import { pushPayload } from '../../shared/domain/notification/pushPayload';
import { err, ok, type Result } from '../../shared/lib/result';
import type { NotificationChannel } from './channels';

export const pushSubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});
export type PushSubscription = z.infer<typeof pushSubscriptionSchema>;

/** Where the subscriptions of a user are kept. */
export type PushSubscriptions = {
  of(userId: string): Promise<readonly PushSubscription[]>;
  /** Called when the push service says that a subscription has ended. */
  forget(endpoint: string): Promise<void>;
};

export type WebPushSettings = {
  readonly vapid: {
    readonly subject: string;
    readonly publicKey: string;
    readonly privateKey: string;
  };
  /** Hosts a subscription may point to, without port; a leading dot stands for every host below it. */
  readonly allowedHosts?: readonly string[];
  readonly agent?: Agent;
};

/**
 * The browsers' push services. The endpoint comes from a browser, so without this list anybody could make the
 * server send requests into its own network.
 */
export const PUSH_SERVICE_HOSTS: readonly string[] = [
  'fcm.googleapis.com',
  '.push.services.mozilla.com',
  '.notify.windows.com',
  '.push.apple.com',
];

/** Whether an address is a browser's push service, over TLS. */
export function isPushService(
  endpoint: string,
  allowedHosts: readonly string[] = PUSH_SERVICE_HOSTS,
): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url?.protocol !== 'https:') return false;
  return allowedHosts.some((host) =>
    host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host,
  );
}

const TIMEOUT_MS = 10_000;
const TTL_SECONDS = 3600;
const GONE = new Set([404, 410]);

/**
 * Push to all devices of a user; one device that takes the message is enough.
 *
 * Errors of `send`, the mildest of all devices: `notify.subscriptionGone` (never: no device is left),
 * `notify.rejected` (never; also for a message no device has words for), `notify.throttled` (safe), `notify.interrupted` (unknown).
 */
export function createWebPushChannel(
  settings: WebPushSettings,
  subscriptions: PushSubscriptions,
): NotificationChannel {
  return {
    id: 'webpush',
    send: async ({ id, to, about }) => {
      const payload = pushPayload({ id, ...about });
      if (payload === null) return refuse('validation', 'notify.rejected');
      let failed: AppError | null = null;
      let accepted = 0;
      for (const subscription of await subscriptions.of(to)) {
        const sent = await pushTo(subscription, payload, settings);
        if (sent.ok) accepted += 1;
        else if (sent.error.code === 'notify.subscriptionGone') {
          await subscriptions.forget(subscription.endpoint);
        } else if (failed === null || failed.retry === 'never') failed = sent.error;
      }
      if (accepted > 0) return ok({ providerId: null });
      return failed ? err(failed) : refuse('notFound', 'notify.subscriptionGone');
    },
  };
}

async function pushTo(
  subscription: PushSubscription,
  payload: string,
  { vapid, allowedHosts = PUSH_SERVICE_HOSTS, agent }: WebPushSettings,
): Promise<Result<null, AppError>> {
  if (!isPushService(subscription.endpoint, allowedHosts))
    return refuse('validation', 'notify.rejected', { message: 'unknown push service' });
  try {
    await webpush.sendNotification(subscription, payload, {
      vapidDetails: vapid,
      TTL: TTL_SECONDS,
      urgency: 'high',
      timeout: TIMEOUT_MS,
      ...(agent ? { agent } : {}),
    });
    return ok(null);
  } catch (cause) {
    return failure(cause);
  }
}

const pushErrorSchema = z.object({ statusCode: z.number() });

function failure(cause: unknown): Result<never, AppError> {
  const status = pushErrorSchema.safeParse(cause).data?.statusCode;
  if (status === undefined) return refuse('timeout', 'notify.interrupted');
  const message = `push service answered ${status}`;
  if (GONE.has(status)) return refuse('notFound', 'notify.subscriptionGone', { message });
  if (status === 429 || status === 503)
    return refuse('rateLimited', 'notify.throttled', { message });
  return status >= 500
    ? refuse('timeout', 'notify.interrupted', { message })
    : refuse('validation', 'notify.rejected', { message });
}
