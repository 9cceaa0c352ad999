import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { listNotifications } from '../../shared/api/notifications';
import { QueryView } from '../ui/QueryView';
import { createFakePlatform, offline } from './testing/fakePlatform';
import { renderScreen } from './testing/renderScreen';
import { useQuery } from './useQuery';

function Probe() {
  const [limit, setLimit] = useState(1);
  const query = useQuery(
    listNotifications,
    { query: { limit } },
    { reloadOn: (event) => event.type === 'notified' },
  );
  return (
    <>
      <button onClick={() => setLimit(2)}>more</button>
      <button onClick={() => query.replace(page(9))}>replace</button>
      <output>{query.status}</output>
      <QueryView query={query}>{(value) => <p>unread {value.unread}</p>}</QueryView>
    </>
  );
}

const page = (unread: number) => ({ items: [], nextCursor: null, unread });
const status = () => screen.getByRole('status', { hidden: true, name: '' });

describe('reading the server', () => {
  afterEach(cleanup);

  it('shows the answer, then what a server event made of it', async () => {
    const platform = createFakePlatform();
    platform.answer(listNotifications, page(1));
    await renderScreen(<Probe />, platform);
    await screen.findByText('unread 1');
    platform.answer(listNotifications, page(2));
    act(() => platform.push({ type: 'notified', unread: 2 }));
    await screen.findByText('unread 2');
    act(() => platform.push({ type: 'sessionEnded' }));
    expect(platform.sent).toHaveLength(2);
  });

  it('keeps the last answer when the line breaks, says since when, and recovers on retry', async () => {
    const platform = createFakePlatform();
    platform.answer(listNotifications, page(1));
    await renderScreen(<Probe />, platform);
    await screen.findByText('unread 1');
    platform.answer(listNotifications, offline);
    act(() => platform.push({ type: 'hello', at: '2026-11-23T09:40:00.000Z' }));
    await screen.findByText(/显示的是 \d\d:\d\d 的内容/);
    screen.getByText('unread 1');
    platform.answer(listNotifications, page(3));
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    await screen.findByText('unread 3');
    expect(screen.queryByText(/显示的是/)).toBeNull();
  });

  it('says what went wrong when there never was an answer, with a code and a way to retry', async () => {
    const platform = createFakePlatform();
    await renderScreen(<Probe />, platform);
    await screen.findByText(/与服务器的连接中断/);
    screen.getByText('net.offline');
    platform.answer(listNotifications, page(1));
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    await screen.findByText('unread 1');
  });

  it('never shows the answer to one question under another', async () => {
    const platform = createFakePlatform();
    let release: (unread: number) => void = () => undefined;
    platform.answer(listNotifications, ({ query }) =>
      query?.limit === 1
        ? page(1)
        : new Promise((resolve) => (release = (unread) => resolve(page(unread)))),
    );
    await renderScreen(<Probe />, platform);
    await screen.findByText('unread 1');
    fireEvent.click(screen.getByText('more'));
    await waitFor(() => expect(status().textContent).toBe('loading'));
    expect(screen.queryByText('unread 1')).toBeNull();
    release(7);
    await screen.findByText('unread 7');
  });

  it('asks once more, not a hundred times, when a hundred events come while it waits', async () => {
    const platform = createFakePlatform();
    platform.answer(listNotifications, page(1));
    await renderScreen(<Probe />, platform);
    await screen.findByText('unread 1');
    platform.answer(listNotifications, page(2));
    act(() => {
      for (let n = 0; n < 100; n += 1) platform.push({ type: 'notified', unread: 2 });
    });
    await screen.findByText('unread 2');
    act(() => {
      for (let n = 0; n < 100; n += 1) platform.push({ type: 'notified', unread: 3 });
    });
    platform.answer(listNotifications, page(3));
    await screen.findByText('unread 3');
    // one at the start, one at once for the first burst, one after it, and as many for the second
    expect(platform.sent.length).toBeLessThanOrEqual(5);
  });

  it('shows an answer although newer events have come, and asks again', async () => {
    const platform = createFakePlatform();
    platform.answer(listNotifications, page(1));
    await renderScreen(<Probe />, platform);
    await screen.findByText('unread 1');
    const releases: (() => void)[] = [];
    platform.answer(
      listNotifications,
      () => new Promise((resolve) => releases.push(() => resolve(page(releases.length + 1)))),
    );
    act(() => platform.push({ type: 'notified', unread: 2 }));
    await waitFor(() => expect(releases).toHaveLength(1));
    act(() => platform.push({ type: 'notified', unread: 3 }));
    // the pause between two reloads has gone by when the second event is taken up
    await new Promise((resolve) => setTimeout(resolve, 600));
    await act(async () => releases[0]?.());
    await screen.findByText('unread 2');
    await waitFor(() => expect(releases).toHaveLength(2));
    await act(async () => releases[1]?.());
    await screen.findByText('unread 3');
  });

  it('is not taken back by an answer that was asked for before a command', async () => {
    const platform = createFakePlatform();
    platform.answer(listNotifications, page(1));
    await renderScreen(<Probe />, platform);
    await screen.findByText('unread 1');
    let release: () => void = () => undefined;
    platform.answer(
      listNotifications,
      () => new Promise((resolve) => (release = () => resolve(page(1)))),
    );
    act(() => platform.push({ type: 'notified', unread: 1 }));
    fireEvent.click(screen.getByText('replace'));
    platform.answer(listNotifications, page(9));
    await act(async () => release());
    await waitFor(() => expect(platform.sent).toHaveLength(3));
    screen.getByText('unread 9');
  });
});
