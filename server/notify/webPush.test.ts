import webpush from 'web-push';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parsePushPayload } from '../../shared/domain/notification/pushPayload';
import { createPushDevice, readVapid } from './testing/pushDevice';
import { makeCertificate, startPushService } from './testing/pushService';
import { createWebPushChannel, isPushService, type PushSubscription } from './webPushChannel';

const message = {
  id: '77',
  to: 'user-1',
  text: '会诊 HZ202611240231 已安排。',
  about: {
    event: 'scheduled',
    caseId: '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01',
    requestNo: 'HZ202611240231',
  },
};
const vapid = { subject: 'mailto:it@centre.example', ...webpush.generateVAPIDKeys() };
let certificate: { key: string; cert: string };
const closing: (() => Promise<void>)[] = [];
beforeAll(() => {
  certificate = makeCertificate();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** As many devices as statuses; each is answered with its own. */
async function push(
  statuses: readonly number[],
  { allowedHosts = ['localhost'], sent: outgoing = message } = {},
) {
  const service = await startPushService(
    certificate,
    (path) => statuses[Number(path.slice(1))] ?? 500,
  );
  closing.push(service.close);
  const devices = statuses.map(() => createPushDevice());
  const subscriptions = devices.map(({ keys }, index): PushSubscription => ({
    endpoint: `${service.origin}/${index}`,
    keys,
  }));
  const forgotten: string[] = [];
  const channel = createWebPushChannel(
    { vapid, allowedHosts, agent: service.agent },
    {
      of: async () => subscriptions,
      forget: async (endpoint) => void forgotten.push(endpoint.slice(-2)),
    },
  );
  const sent = await channel.send(outgoing);
  return { sent, devices, forgotten, ...service };
}

describe('web push channel', () => {
  it('reaches each device with a message that device alone can read, and that names nobody', async () => {
    const { sent, pushed, devices } = await push([201, 201]);
    expect(sent.ok).toBe(true);
    expect(pushed).toHaveLength(2);
    for (const [index, { body }] of pushed.entries()) {
      const text = devices[index]?.decrypt(body) ?? '';
      expect(parsePushPayload(text)).toEqual({ id: '77', ...message.about });
      expect(() => devices[1 - index]?.decrypt(body)).toThrow();
      expect(body.includes('HZ2026')).toBe(false);
    }
  });

  it('shows when a message was altered on its way', async () => {
    const { pushed, devices } = await push([201]);
    const altered = Buffer.from(pushed[0]?.body ?? []);
    const last = altered.length - 1;
    altered[last] = (altered[last] ?? 0) ^ 1;
    expect(() => devices[0]?.decrypt(altered)).toThrow();
  });

  it('identifies the server by a signature for this push service and a short time', async () => {
    const { pushed, origin } = await push([201]);
    const { headers } = pushed[0] ?? {};
    expect(headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      urgency: 'high',
      ttl: '3600',
    });
    const proof = readVapid(headers?.authorization ?? '');
    expect(proof?.key).toBe(vapid.publicKey);
    expect(proof?.claims).toMatchObject({ aud: origin, sub: vapid.subject });
    const hours = ((proof?.claims.exp ?? 0) * 1000 - Date.now()) / 3_600_000;
    expect(hours > 0 && hours <= 24).toBe(true);
    const [scheme, rest = ''] = (headers?.authorization ?? '').split(' t=');
    const forged = `${scheme} t=${rest.replace(/\.[^.]{4}/u, '.AAAA')}`;
    expect(readVapid(forged)).toBeNull();
  });

  it('is content with one device and forgets those that are gone', async () => {
    const { sent, forgotten } = await push([410, 201, 500, 404]);
    expect(sent.ok).toBe(true);
    expect(forgotten).toEqual(['/0', '/3']);
  });

  it.each([
    [[410, 404], 'notify.subscriptionGone', 'never'],
    [[], 'notify.subscriptionGone', 'never'],
    [[400], 'notify.rejected', 'never'],
    [[400, 429], 'notify.throttled', 'safe'],
    [[502], 'notify.interrupted', 'unknown'],
  ] as const)('answers %o become %s, retry %s', async (statuses, code, retry) => {
    expect((await push(statuses)).sent).toMatchObject({ ok: false, error: { code, retry } });
  });

  it('sends nothing to a host that is no push service, and nothing no device has words for', async () => {
    const elsewhere = await push([201], { allowedHosts: ['.push.services.mozilla.com'] });
    const unknown = { ...message, about: { ...message.about, event: 'guestCode' } };
    const wordless = await push([201], { sent: unknown });
    for (const { sent, pushed } of [elsewhere, wordless]) {
      expect(sent).toMatchObject({ error: { code: 'notify.rejected' } });
      expect(pushed).toEqual([]);
    }
  });

  it.each([
    ['https://fcm.googleapis.com/fcm/send/x', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
    ['http://fcm.googleapis.com/fcm/send/x', false],
    ['https://fcm.googleapis.com.evil.example/x', false],
    ['https://evilpush.services.mozilla.com.example/x', false],
    ['https://push.services.mozilla.com@127.0.0.1/x', false],
    ['https://10.0.0.7/x', false],
    ['not an address', false],
  ])('%s is a push service: %s', (endpoint, expected) => {
    expect(isPushService(endpoint)).toBe(expected);
  });
});
