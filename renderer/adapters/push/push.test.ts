import { describe, expect, it } from 'vitest';
import { createPushDevice } from '.';

const KEY = 'AQID';
const CASE = '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01';

type Fake = {
  readonly secure?: boolean;
  readonly answer?: NotificationPermission;
  /** Bytes of the server key an earlier subscription was made for. */
  readonly subscribedFor?: readonly number[];
  readonly serviceFails?: boolean;
};

/** As much of a browser as pushes need, and what was done with it. */
function browserOf({ secure = true, answer = 'granted', subscribedFor, serviceFails }: Fake = {}) {
  const did: string[] = [];
  const listeners = new Set<(event: { data: unknown }) => void>();
  const subscriptionFor = (key: readonly number[]) => ({
    options: { applicationServerKey: Uint8Array.from(key).buffer },
    endpoint: 'https://fcm.googleapis.com/x',
    toJSON: () => ({
      endpoint: 'https://fcm.googleapis.com/x',
      keys: { p256dh: 'p', auth: 'a' },
    }),
    unsubscribe: async () => {
      did.push('unsubscribe');
      current = null;
      return true;
    },
  });
  let current = subscribedFor ? subscriptionFor(subscribedFor) : null;
  const registration = {
    pushManager: {
      getSubscription: async () => current,
      subscribe: async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
        if (serviceFails) throw new DOMException('push service', 'AbortError');
        did.push(`subscribe ${[...applicationServerKey].join(' ')}`);
        return (current = subscriptionFor([...applicationServerKey]));
      },
    },
    unregister: async () => void did.push('unregister'),
  };
  const serviceWorker = {
    getRegistration: async () => registration,
    register: async (url: string) => {
      did.push(`register ${url}`);
      return registration;
    },
    ready: Promise.resolve(registration),
    addEventListener: (_: string, listener: (event: { data: unknown }) => void) =>
      listeners.add(listener),
    removeEventListener: (_: string, listener: (event: { data: unknown }) => void) =>
      listeners.delete(listener),
  };
  const browser = {
    isSecureContext: secure,
    location: { href: 'https://hz.example.cn/#/queue' },
    Notification: { permission: answer, requestPermission: async () => answer },
    PushManager: {},
    navigator: secure ? { serviceWorker } : {},
  };
  const device = createPushDevice(browser as unknown as Window & typeof globalThis);
  const say = (data: unknown) => listeners.forEach((listener) => listener({ data }));
  return { device, did, say, listeners };
}

describe('a browser’s push', () => {
  it('is told apart from one that is only lacking TLS', () => {
    expect(browserOf().device.support).toBe('supported');
    expect(browserOf({ secure: false }).device.support).toBe('insecure');
    const old = { isSecureContext: true, navigator: {} } as unknown as Window & typeof globalThis;
    expect(createPushDevice(old).support).toBe('unsupported');
  });

  it('registers the worker in the reader’s language and subscribes with the server’s key', async () => {
    const { device, did } = browserOf();
    expect(await device.subscribe(KEY, 'en')).toEqual({
      ok: true,
      value: { endpoint: 'https://fcm.googleapis.com/x', keys: { p256dh: 'p', auth: 'a' } },
    });
    expect(did).toEqual(['register ./sw.js?lang=en', 'subscribe 1 2 3']);
  });

  it('ends a subscription made for another server key first, and keeps one that fits', async () => {
    const other = browserOf({ subscribedFor: [9, 9, 9] });
    await other.device.subscribe(KEY, 'zh-CN');
    expect(other.did).toContain('unsubscribe');
    const same = browserOf({ subscribedFor: [1, 2, 3] });
    await same.device.subscribe(KEY, 'zh-CN');
    expect(same.did).not.toContain('unsubscribe');
  });

  it('says whether the person or the push service was in the way', async () => {
    const refused = await browserOf({ answer: 'denied' }).device.subscribe(KEY, 'zh-CN');
    const dead = browserOf({ serviceFails: true });
    const silent = await dead.device.subscribe(KEY, 'zh-CN');
    expect(dead.did).toEqual(['register ./sw.js?lang=zh-CN', 'unregister']);
    expect([refused, silent]).toMatchObject([
      { ok: false, error: { code: 'push.dismissed' } },
      { ok: false, error: { code: 'push.unreachable' } },
    ]);
  });

  it('changes the language only where something is subscribed', async () => {
    const without = browserOf();
    await without.device.speak('en');
    const subscribed = browserOf({ subscribedFor: [1, 2, 3] });
    await subscribed.device.speak('en');
    expect([without.did, subscribed.did]).toEqual([[], ['register ./sw.js?lang=en']]);
  });

  it('takes the worker with it when it ends', async () => {
    const { device, did } = browserOf({ subscribedFor: [1, 2, 3] });
    await device.unsubscribe();
    expect(did).toEqual(['unsubscribe', 'unregister']);
    expect(await device.current()).toBeNull();
  });

  it('hears of a clicked case and of nothing that does not look like one', () => {
    const { device, say, listeners } = browserOf();
    const heard: string[] = [];
    const stop = device.onOpenCase((caseId) => heard.push(caseId));
    say({ type: 'openCase', caseId: CASE });
    say({ type: 'openCase', caseId: '../admin' });
    say({ type: 'other', caseId: CASE });
    say(null);
    expect(heard).toEqual([CASE]);
    stop();
    expect(listeners.size).toBe(0);
  });
});
