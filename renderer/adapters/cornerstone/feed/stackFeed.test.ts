import { describe, expect, it, vi } from 'vitest';
import { appError, AppFailure } from '../../../../shared/domain/errors';
import {
  LOSSLESS,
  partMark,
  writePartHeader,
  type StackRequest,
} from '../../../../shared/domain/imaging/stackStream';
import { StackFeed, type StackFeedPorts } from './stackFeed';

const COARSE = 10;
const WHOLE = 100;
const uidOf = (index: number) => `1.2.840.${index}`;

/** A server with levels of 10 and 100 bytes whose streams the test lets run on part by part. */
function aServer() {
  const streams: {
    request: StackRequest;
    signal: AbortSignal;
    send: (parts?: number) => Promise<void>;
    end: () => void;
    cut: () => void;
  }[] = [];
  const open: StackFeedPorts['open'] = async (request, signal) => {
    let at = 0;
    const sent = new Map<string, number>();
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const stream = new ReadableStream<Uint8Array>({ start: (c) => void (controller = c) });
    signal.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')));
    const part = (): Uint8Array | null => {
      const want = request.wants[at];
      if (!want) return null;
      const [instance, frame, level, have] = want;
      const uid = request.prefix + (request.instances[instance] ?? '');
      const end = level === LOSSLESS ? WHOLE : COARSE;
      const offset = Math.min(end, Math.max(have, sent.get(uid) ?? 0));
      sent.set(uid, end);
      const mark = partMark(uid, frame);
      const length = end - offset;
      const number = Number(uid.split('.').at(-1));
      const header = writePartHeader({
        kind: 'rendition',
        want: at++,
        mark,
        offset,
        total: WHOLE,
        transferSyntaxUid: '',
        length,
      });
      return new Uint8Array([...header, ...new Uint8Array(length).fill(number)]);
    };
    streams.push({
      request,
      signal,
      async send(parts = Infinity) {
        for (let i = 0; i < parts; i++) {
          const bytes = part();
          if (!bytes) break;
          controller.enqueue(bytes);
        }
        await settled();
      },
      end: () => controller.close(),
      cut: () => controller.error(new TypeError('network')),
    });
    return stream;
  };
  return { streams, open };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp(over: Partial<StackFeedPorts> & { count?: number } = {}) {
  const server = aServer();
  const arrivals: number[] = [];
  const feed = new StackFeed({
    frames: Array.from({ length: over.count ?? 5 }, (_, i) => ({
      sopInstanceUid: uidOf(i),
      frame: 1,
    })),
    levels: { first: 3, coarse: 1 },
    reach: () => 100,
    maxBytes: Infinity,
    open: server.open,
    onArrival: (index) => arrivals.push(index),
    ...over,
  });
  return { feed, server, arrivals };
}

describe('the feed of a stack', () => {
  it('has an overview of all first, then all of it, each byte once', async () => {
    const { feed, server, arrivals } = setUp();
    feed.focus(2);
    await settled();
    const [stream] = server.streams;
    await stream?.send(5);
    expect(arrivals).toEqual([2, 3, 4, 1, 0]);
    expect(feed.held(0)).toMatchObject({ kind: 'rendition', isWhole: false });
    await stream?.send();
    stream?.end();
    await settled();
    for (const index of [0, 1, 2, 3, 4]) {
      expect(feed.held(index)).toEqual({
        kind: 'rendition',
        bytes: new Uint8Array(WHOLE).fill(index),
        isWhole: true,
      });
    }
    expect(server.streams).toHaveLength(1);
  });

  it('sends a thin request: common beginnings once, no frame it already has', async () => {
    const { feed, server } = setUp();
    feed.focus(0);
    await settled();
    expect(server.streams[0]?.request).toMatchObject({
      prefix: '1.2.840.',
      instances: ['0', '1', '2', '3', '4'],
    });
  });

  it('turns to where the reader goes, keeping what has come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { feed, server } = setUp({ count: 40 });
    feed.focus(0);
    await vi.advanceTimersByTimeAsync(0);
    const sending = server.streams[0]?.send(41);
    await vi.advanceTimersByTimeAsync(1);
    await sending;
    feed.focus(30);
    await vi.advanceTimersByTimeAsync(200);
    const [first, second] = server.streams;
    expect(first?.signal.aborted).toBe(true);
    const [instance, , level, have] = second?.request.wants[0] ?? [];
    expect([second?.request.instances[instance ?? 0], level, have]).toEqual([
      '30',
      LOSSLESS,
      COARSE,
    ]);
    expect(second?.request.wants.some(([, , wanted]) => wanted !== LOSSLESS)).toBe(false);
    vi.useRealTimers();
  });

  it('does not begin anew at every step of somebody who scrolls', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { feed, server } = setUp({ count: 200 });
    feed.focus(0);
    await vi.advanceTimersByTimeAsync(0);
    const sending = server.streams[0]?.send(200);
    await vi.advanceTimersByTimeAsync(1);
    await sending;
    for (let index = 1; index < 150; index++) {
      feed.focus(index);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(server.streams).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(server.streams).toHaveLength(2);
    vi.useRealTimers();
  });

  it('goes on by itself after a broken line, without asking for what it has', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { feed, server } = setUp();
    feed.focus(0);
    await vi.advanceTimersByTimeAsync(0);
    const sending = server.streams[0]?.send(6);
    await vi.advanceTimersByTimeAsync(1);
    await sending;
    server.streams[0]?.cut();
    await vi.advanceTimersByTimeAsync(1);
    expect(feed.error).toMatchObject({ code: 'net.offline' });
    await vi.advanceTimersByTimeAsync(2000);
    const wants = server.streams[1]?.request.wants ?? [];
    expect(wants.map(([, , level, have]) => [level, have])).toEqual(
      [1, 2, 3, 4].map(() => [LOSSLESS, COARSE]),
    );
    vi.useRealTimers();
  });

  it('leaves every frame to its own address when it is refused for good', async () => {
    const open = async () => {
      throw new AppFailure(appError('notFound', 'dicom.notFound'));
    };
    const { feed, arrivals } = setUp({ open });
    feed.focus(0);
    await settled();
    expect([0, 1, 2, 3, 4].map((index) => feed.hasFailed(index))).toEqual(Array(5).fill(true));
    expect(arrivals).toHaveLength(5);
  });

  it('never asks without end for a frame that does not come', async () => {
    const { feed, server } = setUp({ count: 2 });
    feed.focus(0);
    await settled();
    server.streams[0]?.end();
    await settled();
    expect(server.streams).toHaveLength(1);
    expect(feed.hasFailed(0)).toBe(true);
  });

  it('takes no part for another picture', async () => {
    const open = async () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          const part = { want: 0, mark: 7, offset: 0, total: 3, transferSyntaxUid: '', length: 3 };
          controller.enqueue(writePartHeader({ kind: 'rendition', ...part }));
          controller.enqueue(new Uint8Array([1, 2, 3]));
          controller.close();
        },
      });
    const { feed } = setUp({ open });
    feed.focus(0);
    await settled();
    expect(feed.held(0)).toBeNull();
    expect(feed.error).toMatchObject({ code: 'net.badResponse' });
  });

  it('keeps within its room: the frames furthest from the reader go first', async () => {
    const { feed, server } = setUp({ count: 20, maxBytes: 600, reach: () => 4 });
    feed.focus(10);
    await settled();
    await server.streams[0]?.send();
    const held = Array.from({ length: 20 }, (_, i) => feed.held(i)?.bytes.length ?? 0);
    expect(held.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(600 + WHOLE);
    expect(feed.isWhole(10)).toBe(true);
    expect(held[0]).toBe(0);
    for (let at = 0; at < server.streams.length && at < 9; at++) {
      await server.streams[at]?.send();
      server.streams[at]?.end();
      await settled();
    }
    expect(server.streams.length).toBeLessThan(4);
  });
});
