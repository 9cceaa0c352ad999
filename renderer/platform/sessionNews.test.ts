import { describe, expect, it } from 'vitest';
import { createSession, endSession, getMe } from '../../shared/api/sessions';
import { appError } from '../../shared/domain/errors';
import type { UserId } from '../../shared/domain/identity/actor';
import type { SessionNews } from '../ports/screenMessages';
import { aMe, createFakePlatform } from './testing/fakePlatform';
import { shareSession } from './sessionNews';

const AT = '2026-11-24T02:00:00.000Z';
const OTHER = '00000000-0000-4000-8000-000000000002' as UserId;

/** Windows on one channel. */
function someWindows() {
  const windows: ((news: SessionNews) => void)[] = [];
  return async () => {
    const platform = createFakePlatform();
    const own: ((news: SessionNews) => void)[] = [];
    const said: string[] = [];
    const left: string[] = [];
    const hear = (news: SessionNews) => own.forEach((listener) => listener(news));
    windows.push(hear);
    platform.answer(getMe, aMe());
    platform.answer(endSession, { ended: true });
    shareSession(
      platform.session,
      {
        id: String(windows.length),
        post: (news) => {
          said.push(news.kind);
          windows.filter((one) => one !== hear).forEach((one) => one(news));
        },
        listen: (listener) => {
          own.push((news) => listener(news, 'another'));
          return () => undefined;
        },
        close: () => undefined,
      },
      () => left.push('left'),
    );
    await platform.session.check();
    return { platform, said, left, status: () => platform.session.state.get().status };
  };
}

describe('windows of one person', () => {
  it('sign out together, and one says so', async () => {
    const open = someWindows();
    const [first, second] = [await open(), await open()];
    await first.platform.session.signOut();
    expect([first.status(), second.status()]).toEqual(['signedOut', 'signedOut']);
    expect([first.said, second.said]).toEqual([['signedOut'], []]);
    expect([first.left, second.left]).toEqual([[], ['left']]);
    // the server is told once
    expect(second.platform.sent.map(({ id }) => id)).not.toContain('endSession');
  });

  it('a window whose session ran out goes on when another one has signed in again', async () => {
    const open = someWindows();
    const [first, second] = [await open(), await open()];
    first.platform.session.expire();
    second.platform.session.expire();
    first.platform.answer(createSession, { token: 't', me: aMe(), expiresAt: AT });
    await first.platform.session.signIn({ account: 'wang', password: 'x' });
    await expect.poll(second.status).toBe('signedIn');
  });

  it('does not put another person before a page that waits for its own', async () => {
    const open = someWindows();
    const [first, second] = [await open(), await open()];
    second.platform.session.expire();
    second.platform.answer(getMe, aMe({ userId: OTHER }));
    first.platform.session.expire();
    first.platform.answer(createSession, { token: 't', me: aMe(), expiresAt: AT });
    await first.platform.session.signIn({ account: 'wang', password: 'x' });
    await expect.poll(() => second.platform.sent.length).toBe(2);
    expect(second.status()).toBe('expired');
  });

  it('says nothing about a start without anybody signed in', async () => {
    const open = someWindows();
    const first = await open();
    const platform = createFakePlatform();
    platform.answer(getMe, appError('unauthenticated', 'auth.expired'));
    await platform.session.check();
    expect(first.said).toEqual([]);
  });
});
