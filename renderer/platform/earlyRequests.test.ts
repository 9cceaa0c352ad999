import { describe, expect, it } from 'vitest';
import { createEarlyRequests } from './earlyRequests';

type Call = { path: string; accept: string | null };

function setUp(answer: (path: string) => Promise<Response> = async (path) => new Response(path)) {
  const sent: Call[] = [];
  let at = 0;
  const send: typeof fetch = (input, init) => {
    const path = input as string;
    sent.push({ path, accept: new Headers(init?.headers).get('accept') });
    return answer(path);
  };
  const early = createEarlyRequests(send, () => at);
  return { early, sent, wait: (ms: number) => void (at += ms) };
}

const text = async (response: Promise<Response>) => (await response).text();

describe('early requests', () => {
  it('give the first one who asks the answer already under way, and a second one a new one', async () => {
    const { early, sent } = setUp();
    const copy = await early.ask('/v1/me');
    expect(await copy?.text()).toBe('/v1/me');
    expect(await text(early.fetch('/v1/me', { credentials: 'same-origin' }))).toBe('/v1/me');
    expect(sent).toHaveLength(1);
    expect(await text(early.fetch('/v1/me'))).toBe('/v1/me');
    expect(sent).toHaveLength(2);
  });

  it.each([
    ['another media type', '/a', { headers: { accept: 'text/html' } }],
    ['another path', '/b', { headers: { accept: 'image/png' } }],
    ['a token', '/a', { headers: { accept: 'image/png', authorization: 'Bearer x' } }],
    ['a change', '/a', { method: 'POST', headers: { accept: 'image/png' } }],
  ])('are not the answer to %s', async (_, path, init) => {
    const { early, sent } = setUp();
    await early.ask('/a', 'image/png');
    await early.fetch(path, init);
    expect(sent).toHaveLength(2);
  });

  it('are forgotten when nobody asked for a while', async () => {
    const { early, sent, wait } = setUp();
    await early.ask('/a');
    wait(20_000);
    await early.fetch('/a');
    expect(sent).toHaveLength(2);
  });

  it('that failed are sent again, and show nothing to look into', async () => {
    const answers = [
      Promise.reject(new TypeError('broken line')),
      Promise.resolve(new Response('b')),
    ];
    const { early } = setUp(() => answers.shift() ?? Promise.reject(new Error('once too often')));
    expect(await early.ask('/a')).toBeNull();
    expect(await text(early.fetch('/a'))).toBe('b');
  });

  it('pass a refusal on to who asks, and show nothing to look into', async () => {
    const { early } = setUp(async () => new Response(null, { status: 401 }));
    expect(await early.ask('/a')).toBeNull();
    expect((await early.fetch('/a')).status).toBe(401);
  });

  it('are not sent when whoever needs them was faster', async () => {
    const { early, sent } = setUp();
    await early.fetch('/a');
    expect(await early.ask('/a')).toBeNull();
    expect(sent).toHaveLength(1);
  });

  it('can be given up by who waits for them', async () => {
    const { early, sent } = setUp(() => new Promise(() => undefined));
    void early.ask('/a');
    const patience = new AbortController();
    const waited = early.fetch('/a', { signal: patience.signal });
    patience.abort();
    await expect(waited).rejects.toThrow('aborted');
    expect(sent).toHaveLength(1);
  });
});
