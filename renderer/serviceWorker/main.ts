/// <reference lib="webworker" />
import { caseOf, languageOf, notificationOf } from './pushMessage';
import { openPortal } from './openPortal';

/**
 * The portal's service worker. It receives pushes while the portal is closed and does nothing else: no request goes
 * through it and nothing is kept in it.
 */
declare const self: ServiceWorkerGlobalScope;

const { scope } = self.registration;

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const language = languageOf(self.location.href);
  const { title, options } = notificationOf(event.data?.text() ?? null, language);
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(
    openPortal(caseOf(event.notification.data), {
      scope,
      windows: () => self.clients.matchAll({ type: 'window', includeUncontrolled: true }),
      open: (url) => self.clients.openWindow(url),
    }),
  );
});

/** Browsers renew a subscription now and then; the server has to hear of it or the device falls silent. */
self.addEventListener('pushsubscriptionchange', (event) => {
  const { oldSubscription, newSubscription } = event as PushSubscriptionChangeEvent;
  const renew = async () => {
    const options = oldSubscription?.options;
    const renewed =
      newSubscription ?? (options ? await self.registration.pushManager.subscribe(options) : null);
    if (!renewed) return;
    const { endpoint, keys } = renewed.toJSON();
    await fetch(new URL('v1/push-subscription', scope), {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint, keys }),
    });
  };
  (event as PushSubscriptionChangeEvent).waitUntil(renew());
});

/** In the standard, not yet in TypeScript's library. */
type PushSubscriptionChangeEvent = ExtendableEvent & {
  readonly oldSubscription: PushSubscription | null;
  readonly newSubscription: PushSubscription | null;
};
