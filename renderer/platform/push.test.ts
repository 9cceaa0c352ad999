import { describe, expect, it } from 'vitest';
import { removePushSubscription, savePushSubscription } from '../../shared/api/notifications';
import { getServerInfo } from '../../shared/api/sessions';
import { appError } from '../../shared/domain/errors';
import { createPush } from './push';
import { A_SUBSCRIPTION, createFakePushDevice } from './testing/fakePushDevice';
import { createFakePlatform, offline } from './testing/fakePlatform';

const [ME, OTHER] = ['user-me', 'user-other'];
const info = {
  version: '1',
  centreName: '省远程医学中心',
  now: '2026-11-23T09:40:00.000Z',
  pushPublicKey: 'server-key',
  demoAccounts: null,
};

async function signedIn(
  options: Parameters<typeof createFakePushDevice>[0] = {},
  { owner = null as string | null, isDesktop = false } = {},
) {
  const platform = createFakePlatform();
  platform.answer(getServerInfo, info);
  platform.answer(savePushSubscription, { saved: true });
  platform.answer(removePushSubscription, { removed: true });
  const fake = createFakePushDevice(options);
  let kept = owner;
  const push = createPush({
    api: platform.api,
    device: fake.device,
    owner: { read: () => kept, write: (userId) => void (kept = userId) },
    isDesktop,
    patienceMs: 5,
  });
  await push.begin(ME);
  const told = () => platform.sent.map(({ id }) => id);
  return { platform, push, told, state: () => push.state.get(), owner: () => kept, ...fake };
}

describe('pushes to this device', () => {
  it.each([
    ['a desktop program', { isDesktop: true }, {}, 'notNeeded'],
    ['a browser that cannot', {}, { support: 'unsupported' as const }, 'unsupported'],
    ['a portal without TLS', {}, { support: 'insecure' as const }, 'insecure'],
    ['a browser that was told no', {}, { permission: 'denied' as const }, 'blocked'],
    ['a browser nobody has asked', {}, {}, 'off'],
  ])('%s says so', async (_, where, options, status) => {
    expect((await signedIn(options, where)).state().status).toBe(status);
  });

  it('are turned on with the server’s key, told to the server, and remembered as whose they are', async () => {
    const { push, state, asked, platform, owner } = await signedIn();
    await push.turnOn('zh-CN');
    expect(state()).toEqual({ status: 'on' });
    expect(asked).toEqual(['subscribe server-key zh-CN']);
    expect(platform.sent.at(-1)).toEqual({
      id: 'savePushSubscription',
      call: { body: A_SUBSCRIPTION },
    });
    expect(owner()).toBe(ME);
  });

  it.each([
    ['the person says no for good', { answer: 'denied' as const }, 'blocked', undefined],
    ['the person looks away', { answer: 'default' as const }, 'off', 'push.dismissed'],
    ['the push service does not answer', { unreachable: true }, 'off', 'push.unreachable'],
  ])('stay off when %s', async (_, options, status, code) => {
    const { push, state, told } = await signedIn(options);
    await push.turnOn('zh-CN');
    const now = state();
    expect(now.status).toBe(status);
    expect(now.status === 'off' ? now.failure?.code : undefined).toBe(code);
    expect(told()).not.toContain('savePushSubscription');
  });

  it('leave nothing behind in the browser when the server will not have them', async () => {
    const { push, state, platform, isSubscribed } = await signedIn();
    platform.answer(savePushSubscription, appError('validation', 'push.unknownService'));
    await push.turnOn('zh-CN');
    expect([state().status, isSubscribed()]).toEqual(['off', false]);
  });

  it('end at both ends when they are turned off', async () => {
    const { push, state, platform, isSubscribed, owner } = await signedIn(
      { subscribed: true },
      { owner: ME },
    );
    expect(state().status).toBe('on');
    await push.turnOff();
    expect([state().status, isSubscribed(), owner()]).toEqual(['off', false, null]);
    expect(platform.sent.at(-1)).toEqual({
      id: 'removePushSubscription',
      call: { body: { endpoint: A_SUBSCRIPTION.endpoint } },
    });
  });

  it('go on for the same person, and the server hears of it again', async () => {
    const { state, told } = await signedIn({ subscribed: true }, { owner: ME });
    expect([state().status, told()]).toEqual(['on', ['savePushSubscription']]);
  });

  it('of another person end before this one sees anything', async () => {
    const { state, told, isSubscribed } = await signedIn({ subscribed: true }, { owner: OTHER });
    expect([state().status, isSubscribed()]).toEqual(['off', false]);
    expect(told()).toEqual(['removePushSubscription']);
  });

  it('end with signing out, also when the server cannot be reached or never answers', async () => {
    for (const answer of [offline, () => new Promise<never>(() => undefined)]) {
      const { push, platform, isSubscribed, owner } = await signedIn(
        { subscribed: true },
        { owner: ME },
      );
      platform.answer(removePushSubscription, answer);
      await push.end();
      expect([isSubscribed(), owner()]).toEqual([false, null]);
      await push.turnOn('zh-CN');
      expect(isSubscribed(), 'nobody is signed in any more').toBe(false);
    }
  });
});
