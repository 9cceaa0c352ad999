import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEventSocket, reconnectDelay } from './eventSocket';

class FakeSocket {
  static readonly made: FakeSocket[] = [];
  readonly sent: string[] = [];
  isClosed = false;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.made.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isClosed = true;
  }
}

const HELLO = JSON.stringify({ type: 'hello', at: '2026-11-23T09:40:00.000Z' });

function open(token: string | null = null, baseUrl = '') {
  const log: string[] = [];
  const socket = openEventSocket({
    baseUrl,
    token: () => token,
    onOpenChange: (isOpen) => log.push(isOpen ? 'open' : 'closed'),
    onSessionEnded: () => log.push('ended'),
    createWebSocket: (url) => new FakeSocket(url) as unknown as WebSocket,
    random: () => 1,
  });
  const last = () => FakeSocket.made.at(-1) ?? expect.unreachable('no socket was made');
  return { socket, log, last };
}

describe('the event socket', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.made.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  it('speaks to our own origin, or to the configured server with its token first', () => {
    open();
    open('abc', 'https://hz.example.org').last().onopen?.();
    expect(FakeSocket.made.map(({ url, sent }) => [url, sent])).toEqual([
      ['ws://localhost:3000/v1/events', []],
      ['wss://hz.example.org/v1/events', ['token abc']],
    ]);
  });

  it('comes back after a break, waiting longer each time until it is greeted', () => {
    const { log, last } = open();
    last().onmessage?.({ data: HELLO });
    for (const wait of [500, 1000, 2000]) {
      const before = FakeSocket.made.length;
      last().onclose?.({ code: 1006 });
      vi.advanceTimersByTime(wait - 1);
      expect(FakeSocket.made).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(FakeSocket.made).toHaveLength(before + 1);
    }
    last().onmessage?.({ data: HELLO });
    last().onclose?.({ code: 1006 });
    vi.advanceTimersByTime(500);
    expect(FakeSocket.made).toHaveLength(5);
    expect(log).toEqual(['open', 'closed', 'closed', 'closed', 'open', 'closed']);
  });

  it('does not come back when the server does not know the session', () => {
    const { log, last } = open();
    last().onclose?.({ code: 4401 });
    vi.advanceTimersByTime(60_000);
    expect([FakeSocket.made.length, log]).toEqual([1, ['ended']]);
  });

  it('hands on known events and skips what it does not understand', () => {
    const { socket, last } = open();
    const heard: string[] = [];
    const stop = socket.subscribe((event) => heard.push(event.type));
    const caseId = '00000000-0000-4000-8000-00000000000c';
    for (const data of [
      'nonsense',
      '{"type":"fromTheFuture"}',
      7,
      JSON.stringify({ type: 'intakeChanged', caseId }),
    ]) {
      last().onmessage?.({ data });
    }
    stop();
    last().onmessage?.({ data: HELLO });
    expect(heard).toEqual(['intakeChanged']);
  });

  it('stays closed once closed', () => {
    const { socket, last } = open();
    socket.close();
    last().onclose?.({ code: 1000 });
    vi.advanceTimersByTime(60_000);
    expect([FakeSocket.made.length, last().isClosed]).toEqual([1, true]);
  });

  it('spreads reconnections between half and the whole of a capped delay', () => {
    expect([reconnectDelay(0, 0), reconnectDelay(0, 1), reconnectDelay(20, 1)]).toEqual([
      250, 500, 30_000,
    ]);
  });
});
