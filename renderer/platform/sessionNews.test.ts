import { describe, expect, it } from 'vitest';
import { endSession, getMe } from '../../shared/api/sessions';
import { appError } from '../../shared/domain/errors';
import type { SessionNews } from '../ports/screenMessages';
import { aMe, createFakePlatform } from './testing/fakePlatform';
import { shareSession } from './sessionNews';

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
    await first.platform.session.check();
    await expect.poll(second.status).toBe('signedIn');
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
