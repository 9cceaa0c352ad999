import { describe, expect, it } from 'vitest';
import { createSession as createSessionRoute, endSession, getMe } from '../../shared/api/sessions';
import { appError } from '../../shared/domain/errors';
import { createSession, type TokenStore } from './session';
import { aMe, createFakePlatform, offline } from './testing/fakePlatform';

function aSession(usesToken = false, kept: string | null = null) {
  const platform = createFakePlatform();
  const written: (string | null)[] = [];
  const tokens: TokenStore = {
    read: async () => kept,
    write: async (token) => void written.push(token),
  };
  const holder = { token: null as string | null };
  const session = createSession({ api: platform.api, tokens, holder, usesToken });
  return { platform, session, written };
}

const signedIn = { token: 'a-token', expiresAt: '2026-11-24T00:00:00.000Z', me: aMe() };

describe('the session', () => {
  it('tells nobody signed in from nobody knows', async () => {
    const { platform, session } = aSession();
    await session.check();
    expect(session.state.get()).toMatchObject({ status: 'unreachable', error: offline });
    platform.answer(getMe, appError('unauthenticated', 'auth.required'));
    await session.check();
    expect(session.state.get()).toEqual({ status: 'signedOut' });
    platform.answer(getMe, aMe());
    await session.check();
    expect(session.state.get()).toEqual({ status: 'signedIn', me: aMe() });
  });

  it('keeps a token on the desktop only, and forgets it on signing out', async () => {
    const portal = aSession(false);
    const desktop = aSession(true);
    for (const { platform, session } of [portal, desktop]) {
      platform.answer(createSessionRoute, signedIn);
      await session.signIn({ account: 'wang', password: 'x' });
      expect(session.state.get().status).toBe('signedIn');
    }
    expect([portal.session.token(), desktop.session.token()]).toEqual([null, 'a-token']);
    desktop.platform.answer(endSession, { ended: true });
    await desktop.session.signOut();
    expect([portal.written, desktop.written, desktop.session.token()]).toEqual([
      [],
      ['a-token', null],
      null,
    ]);
  });

  it('starts with the token of the last time', async () => {
    const { platform, session } = aSession(true, 'old');
    platform.answer(getMe, aMe());
    await session.check();
    expect(session.token()).toBe('old');
  });

  it('signs out here even when the server cannot be told', async () => {
    const { platform, session } = aSession();
    platform.answer(getMe, aMe());
    await session.check();
    expect((await session.signOut()).ok).toBe(false);
    expect(session.state.get()).toEqual({ status: 'signedOut' });
  });

  it('keeps the person when the session runs out, so that the page stays', async () => {
    const { platform, session } = aSession();
    session.expire();
    expect(session.state.get().status).toBe('checking');
    platform.answer(getMe, aMe());
    await session.check();
    session.expire();
    expect(session.state.get()).toEqual({ status: 'expired', me: aMe() });
  });
});
