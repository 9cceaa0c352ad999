import type { Browser, CDPSession, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteOutput } from '../shared/api/route';
import type { listCases } from '../shared/api/cases';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';
import { named, words } from './support/words';

/**
 * The browser's own service worker receives a push and shows it. Only the browser maker's push service is stood in for:
 * there is none here, and Chromium offers none to a profile without a disk.
 */
describe('a push in a real browser', () => {
  let server: DemoServer;
  let browser: Browser;
  let desk: Desk;
  let cdp: CDPSession;
  const saved: { endpoint: string }[] = [];
  const removed: unknown[] = [];
  beforeAll(async () => {
    server = await startDemoServer();
    browser = await openChromium();
    desk = await openDesk(browser, server.url);
    await desk.context.grantPermissions(['notifications'], { origin: server.url });
    await desk.page.addInitScript(standInForPushService);
    desk.page.on('request', (request) => {
      if (request.method() === 'PUT' && request.url().endsWith('/v1/push-subscription'))
        saved.push(request.postDataJSON() as { endpoint: string });
      if (request.url().endsWith('/v1/push-subscription/removal'))
        removed.push(request.postDataJSON());
    });
    await desk.signIn('chief');
    cdp = await desk.context.newCDPSession(desk.page);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const setting = () => desk.page.locator('footer[data-status]');
  const openBell = () => desk.page.getByRole('button', { name: /^通知，/ }).click();
  const shown = () =>
    desk.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/');
      const notifications = (await registration?.getNotifications()) ?? [];
      return notifications.map(({ title, body }) => `${title} ${body}`);
    });

  it('is asked for by the person and kept by the server', async () => {
    await openBell();
    await setting().getByText(words('notification:push.state.off')).waitFor();
    await setting()
      .getByRole('button', { name: named('notification:push.turnOn') })
      .click();
    await setting().getByText(words('notification:push.state.on')).waitFor();
    expect(saved.map(({ endpoint }) => endpoint)).toEqual([
      'https://fcm.googleapis.com/fcm/send/e2e',
    ]);
    await desk.picture('push-on');
  });

  it('shows what happened and the request number, and a click brings the case to the open window', async () => {
    const page = await desk.page.request.get(`${server.url}/v1/cases?limit=1`);
    const [item] = ((await page.json()) as RouteOutput<typeof listCases>).items;
    const payload = { id: '1', event: 'published', requestNo: item?.requestNo, caseId: item?.id };
    await deliver(JSON.stringify(payload));
    await expect.poll(shown).toEqual([`${words('caseTerms:event.published')} ${item?.requestNo}`]);
    expect((await shown()).join()).not.toContain(item?.patientName);
    await click(desk.context.serviceWorkers()[0]);
    await desk.page.waitForURL(`${server.url}/#/cases/${item?.id}`);
    await expect.poll(shown).toEqual([]);
  });

  it('that is none of ours is announced without a word of it', async () => {
    await deliver('{"title":"王某芳","body":"肺癌"}');
    await expect
      .poll(shown)
      .toEqual([`${words('notification:push.unknown')} ${words('notification:push.signIn')}`]);
  });

  it('ends with signing out', async () => {
    // what was on its way is answered to nobody any more
    desk.forgive(/401/);
    await desk.page.getByRole('button', { name: /耿世恒/ }).click();
    await desk.page.getByText(words('common:user.signOut'), { exact: true }).click();
    await desk.page.getByLabel(words('signIn:account')).waitFor();
    await expect
      .poll(() => removed)
      .toEqual([{ endpoint: 'https://fcm.googleapis.com/fcm/send/e2e' }]);
    const registrations = () =>
      desk.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    await expect.poll(registrations).toBe(0);
    desk.assertQuiet();
  });

  /** As the browser does when its push service hands it a decrypted message. */
  async function deliver(data: string): Promise<void> {
    const registered = new Promise<string>((resolve) => {
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const active = registrations.find(({ isDeleted }) => !isDeleted);
        if (active) resolve(active.registrationId);
      });
    });
    await cdp.send('ServiceWorker.enable');
    const registrationId = await registered;
    await cdp.send('ServiceWorker.deliverPushMessage', {
      origin: server.url,
      registrationId,
      data,
    });
    await cdp.send('ServiceWorker.disable');
  }
});

/** There is no desktop to click on; the worker hears the same event. */
async function click(worker: Worker | undefined): Promise<void> {
  if (!worker) throw new Error('no service worker is running');
  await worker.evaluate(async () => {
    type Scope = {
      registration: { getNotifications(): Promise<unknown[]> };
      dispatchEvent(event: Event): void;
      NotificationEvent: new (type: string, init: object) => Event;
    };
    const scope = globalThis as unknown as Scope;
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  });
}

/** Runs in the page, before anything of ours. */
function standInForPushService(): void {
  let current: object | null = null;
  const subscription = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/e2e',
    options: { applicationServerKey: null },
    toJSON: () => ({
      endpoint: 'https://fcm.googleapis.com/fcm/send/e2e',
      keys: { p256dh: 'BF'.padEnd(87, 'A'), auth: 'A'.repeat(22) },
    }),
    unsubscribe: async () => {
      current = null;
      return true;
    },
  };
  Object.assign(PushManager.prototype, {
    getSubscription: async () => current,
    subscribe: async () => (current = subscription),
  });
}
