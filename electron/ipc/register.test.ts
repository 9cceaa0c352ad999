import type { IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { AppFailure, appError } from '../../shared/domain/errors';
import { IPC_CHANNELS } from '../../shared/ipc/channels';
import { ok } from '../../shared/lib/result';
import { isTrustedSender } from '../security/sender';
import type { IpcHandlers } from './handlers';
import { registerIpc } from './register';

type Listener = (event: IpcMainInvokeEvent, input: unknown) => unknown;
const OWN_WINDOW = 7;

function anEvent(frame: object | null = {}, senderId = OWN_WINDOW): IpcMainInvokeEvent {
  const senderFrame =
    frame === null ? null : { url: 'app://workstation/index.html', parent: null, ...frame };
  return { sender: { id: senderId }, senderFrame } as unknown as IpcMainInvokeEvent;
}

function registered(overrides: Partial<IpcHandlers> = {}) {
  const listeners = new Map<string, Listener>();
  const noted: string[] = [];
  let handledCount = 0;
  const handler = async () => {
    handledCount += 1;
    return ok({ address: 'https://a.example', needsReload: true });
  };
  const all = Object.fromEntries(IPC_CHANNELS.map((channel) => [channel, handler]));
  registerIpc(
    { handle: (channel, listener) => void listeners.set(channel, listener as Listener) },
    { ...(all as unknown as IpcHandlers), ...overrides },
    {
      isTrustedSender: (event) => isTrustedSender(event, (id) => id === OWN_WINDOW),
      onRefused: (channel, code) => noted.push(`${channel} ${code}`),
      onFailure: (channel) => noted.push(`${channel} failed`),
    },
  );
  const invoke = (channel: string, input: unknown, event = anEvent()) =>
    listeners.get(channel)?.(event, input);
  return { listeners, noted, invoke, handledCount: () => handledCount };
}

const ADDRESS = { address: 'https://a.example' };

describe('registerIpc', () => {
  it('registers every channel of the contract and nothing else', () => {
    expect([...registered().listeners.keys()]).toEqual([...IPC_CHANNELS]);
  });

  it('answers a trusted, well-formed call with the value', async () => {
    expect(await registered().invoke('server.setAddress', ADDRESS)).toMatchObject({ ok: true });
  });

  it.each([
    ['a frame that has gone', anEvent(null)],
    ['a foreign page', anEvent({ url: 'https://workstation/index.html' })],
    ['another host of our scheme', anEvent({ url: 'app://workstation.evil/index.html' })],
    ['a frame inside our page', anEvent({ parent: {} })],
    ['a window we did not make', anEvent({}, 99)],
    ['an address that is none', anEvent({ url: '' })],
  ])('refuses %s before looking at the input', async (_what, event) => {
    const ipc = registered();
    const reply = await ipc.invoke('server.setAddress', { nonsense: true }, event);
    expect(reply).toMatchObject({ ok: false, error: { code: 'ipc.untrustedSender' } });
    expect([ipc.handledCount(), ipc.noted]).toEqual([0, ['server.setAddress ipc.untrustedSender']]);
  });

  it.each([
    ['server.setAddress', undefined],
    ['server.setAddress', { address: 5 }],
    ['server.setAddress', { ...ADDRESS, path: '/etc/passwd' }],
    ['app.info', { unexpected: 1 }],
    ['window.openSecondScreen', { caseId: '../../etc' }],
    ['secrets.get', { name: 'login.keychain' }],
  ])('refuses malformed input for %s: %j', async (channel, input) => {
    const ipc = registered();
    expect(await ipc.invoke(channel, input)).toMatchObject({
      ok: false,
      error: { kind: 'validation', code: 'ipc.malformedInput' },
    });
    expect(ipc.handledCount()).toBe(0);
  });

  it('turns a crash into data and reports it', async () => {
    const ipc = registered({ 'app.info': () => Promise.reject(new Error('/home/secret')) });
    const reply = await ipc.invoke('app.info', undefined);
    expect(reply).toEqual({ ok: false, error: appError('internal', 'ipc.handlerFailed') });
    expect(ipc.noted).toEqual(['app.info failed']);
  });

  it('keeps the code of a failure that carries one', async () => {
    const failure = new AppFailure(appError('device', 'device.diskFull'));
    const ipc = registered({ 'app.info': () => Promise.reject(failure) });
    expect(await ipc.invoke('app.info', undefined)).toMatchObject({
      error: { code: 'device.diskFull' },
    });
  });
});
