import { describe, expect, it } from 'vitest';
import { caseIdSchema } from '../../../shared/domain/identity/actor';
import { IPC_CHANNELS, IPC_EVENTS } from '../../../shared/ipc/channels';
import type { WorkstationBridge } from '../../../shared/ipc/contract';
import { importHandleSchema } from '../../../shared/ipc/fields';
import { createDesktopBridge } from './index';

const CASE = caseIdSchema.parse('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01');
const HANDLE = importHandleSchema.parse('3f2c10aa-3d0b-4a6e-9a57-0b8a3f1f2c10');

/** A preload whose every call answers the same and whose events are fired by hand. */
function aPreload(reply: unknown) {
  const inputs: unknown[] = [];
  const listeners = new Map<string, (payload: unknown) => void>();
  const call = async (input: unknown) => {
    inputs.push(input);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const subscribe = (event: string) => (listener: (payload: unknown) => void) => {
    listeners.set(event, listener);
    return () => listeners.delete(event);
  };
  const exposed = {
    calls: Object.fromEntries(IPC_CHANNELS.map((channel) => [channel, call])),
    events: Object.fromEntries(IPC_EVENTS.map((event) => [event, subscribe(event)])),
  } as unknown as WorkstationBridge;
  return { exposed, inputs, listeners };
}

function aFetch(reply: Response | Error) {
  const asked: [string, unknown][] = [];
  const fetchImport = (async (address: string, init?: RequestInit) => {
    asked.push([address, init?.headers]);
    if (reply instanceof Error) throw reply;
    return reply;
  }) as typeof fetch;
  const bridge = createDesktopBridge(aPreload(null).exposed, { fetchImport });
  return { asked, bridge };
}

describe('the bridge in the desktop', () => {
  it('passes the input on and answers with the parsed value', async () => {
    const { exposed, inputs } = aPreload({ ok: true, value: { display: 'secondary', extra: 1 } });
    const bridge = createDesktopBridge(exposed);
    expect(await bridge.call('window.openSecondScreen', { caseId: CASE })).toEqual({
      ok: true,
      value: { display: 'secondary' },
    });
    expect([bridge.isDesktop, inputs]).toEqual([true, [{ caseId: CASE }]]);
  });

  it('answers with the error of the main process as it is', async () => {
    const error = {
      kind: 'device',
      code: 'desktop.secretsUnavailable',
      message: 'x',
      retry: 'never',
    };
    const bridge = createDesktopBridge(aPreload({ ok: false, error }).exposed);
    expect(await bridge.call('app.info')).toEqual({ ok: false, error });
  });

  it.each([
    ['nothing', undefined],
    ['a value of another shape', { ok: true, value: { version: 1 } }],
    ['an error without a known code', { ok: false, error: { code: 'x' } }],
    ['a text', 'ok'],
  ])('takes %s for a bad answer, not for success', async (_what, reply) => {
    const bridge = createDesktopBridge(aPreload(reply).exposed);
    expect(await bridge.call('app.info')).toMatchObject({
      ok: false,
      error: { code: 'net.badResponse' },
    });
  });

  it('says so when the input cannot leave the page', async () => {
    const bridge = createDesktopBridge(aPreload(new Error('could not be cloned')).exposed);
    expect(await bridge.call('app.info')).toMatchObject({ error: { code: 'ipc.malformedInput' } });
  });

  it('hears events until it stops listening, and drops and reports malformed ones', () => {
    const { exposed, listeners } = aPreload(null);
    const malformed: string[] = [];
    const heard: unknown[] = [];
    const bridge = createDesktopBridge(exposed, { onMalformed: (event) => malformed.push(event) });
    const stop = bridge.on('deepLink.opened', (payload) => heard.push(payload));
    listeners.get('deepLink.opened')?.({ caseId: CASE });
    listeners.get('deepLink.opened')?.({ caseId: '../x' });
    stop();
    expect([heard, malformed, listeners.size]).toEqual([
      [{ caseId: CASE }],
      ['deepLink.opened'],
      0,
    ]);
  });

  it('reads a picked file whole and in part', async () => {
    const whole = aFetch(new Response('abcdef'));
    const read = await whole.bridge.readImport(HANDLE);
    expect(read.ok && (await read.value.text())).toBe('abcdef');
    const part = aFetch(new Response('bc', { status: 206 }));
    expect(await part.bridge.readImport(HANDLE, { fromByte: 1, toByte: 3 })).toMatchObject({
      ok: true,
    });
    expect([whole.asked, part.asked]).toEqual([
      [[`/import/${HANDLE}`, {}]],
      [[`/import/${HANDLE}`, { range: 'bytes=1-2' }]],
    ]);
  });

  it('reads an empty part without asking for the whole file', async () => {
    const { bridge, asked } = aFetch(new Response('abcdef'));
    const read = await bridge.readImport(HANDLE, { fromByte: 3, toByte: 3 });
    expect([read.ok && read.value.size, asked]).toEqual([0, []]);
  });

  it.each([
    [new Response(null, { status: 409 }), 'desktop.fileChanged'],
    [new Response(null, { status: 404 }), 'desktop.cannotReadFile'],
    [new Response('all of it', { status: 200 }), 'desktop.cannotReadFile'],
    [new TypeError('network error'), 'desktop.cannotReadFile'],
  ])('reports what it could not read %#', async (reply, code) => {
    const { bridge } = aFetch(reply);
    expect(await bridge.readImport(HANDLE, { fromByte: 0, toByte: 2 })).toMatchObject({
      ok: false,
      error: { code },
    });
  });
});

describe('the bridge in the portal', () => {
  it('refuses every call and hears nothing', async () => {
    const bridge = createDesktopBridge(undefined);
    const refusal = { ok: false, error: { kind: 'unsupported', code: 'desktop.only' } };
    expect(bridge.isDesktop).toBe(false);
    expect([
      await bridge.call('app.info'),
      await bridge.call('secrets.get', { name: 'session.token' }),
      await bridge.readImport(HANDLE),
    ]).toMatchObject([refusal, refusal, refusal]);
    expect(bridge.on('power.locked', () => undefined)()).toBeUndefined();
  });
});
