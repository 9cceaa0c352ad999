import { describe, expect, it } from 'vitest';
import type { UpdateState } from '../../shared/ipc/fields';
import { createUpdater, type UpdateEngine } from './updater';

const CALLER = { senderId: 1 };

type UpdaterWorld = { readonly origin?: string | null; readonly isActive?: boolean };

type Tell = {
  available: (version: string) => void;
  progress: (percent: number) => void;
  notAvailable: () => void;
  ready: (version: string) => void;
  error: (cause: unknown) => void;
};

function updating(
  onCheck: (tell: Tell) => void | Promise<void> = () => undefined,
  { origin = 'https://consult.example.cn', isActive = true }: UpdaterWorld = {},
) {
  const tell = {} as Tell;
  const done: string[] = [];
  const states: UpdateState[] = [];
  const failures: unknown[] = [];
  const engine: UpdateEngine = {
    isActive: () => isActive,
    setFeed: (url) => done.push(`feed ${url}`),
    check: async () => {
      done.push('check');
      await onCheck(tell);
    },
    quitAndInstall: () => done.push('install'),
    onProgress: (listener) => void (tell.progress = listener),
    onAvailable: (listener) => void (tell.available = listener),
    onNotAvailable: (listener) => void (tell.notAvailable = listener),
    onReady: (listener) => void (tell.ready = listener),
    onError: (listener) => void (tell.error = listener),
  };
  const updater = createUpdater({
    engine,
    serverOrigin: () => origin,
    onState: (state) => states.push(state),
    onFailure: (cause) => failures.push(cause),
  });
  return {
    done,
    states,
    failures,
    tell,
    check: () => updater['update.check'](undefined, CALLER),
    install: () => updater['update.install'](undefined, CALLER),
  };
}

describe('the updater', () => {
  it('asks the configured server and tells each step on the way to a ready update', async () => {
    const { check, done, states } = updating((tell) => {
      tell.available('0.2.0');
      tell.progress(40.5);
      tell.ready('0.2.0');
    });
    expect(await check()).toEqual({ ok: true, value: { status: 'ready', version: '0.2.0' } });
    expect(done).toEqual(['feed https://consult.example.cn/desktop-updates', 'check']);
    expect(states.map((state) => state.status)).toEqual([
      'checking',
      'downloading',
      'downloading',
      'ready',
    ]);
  });

  it('installs a ready update on request, and nothing before', async () => {
    const { check, install, done } = updating((tell) => tell.ready('0.2.0'));
    expect(await install()).toMatchObject({ error: { code: 'desktop.updateNotReady' } });
    expect(done).toEqual([]);
    await check();
    expect(await install()).toMatchObject({ ok: true });
    expect(done.at(-1)).toBe('install');
  });

  it('says that it is up to date', async () => {
    const { check } = updating((tell) => tell.notAvailable());
    expect(await check()).toMatchObject({ value: { status: 'upToDate' } });
  });

  it('does not ask again while a download runs', async () => {
    const { check, done } = updating((tell) => tell.available('0.2.0'));
    await check();
    await check();
    expect(done.filter((step) => step === 'check')).toHaveLength(1);
  });

  it('reports a server that cannot be reached and tries again when asked', async () => {
    const { check, failures, done } = updating(() => Promise.reject(new Error('refused')));
    expect(await check()).toMatchObject({ value: { status: 'failed' } });
    await check();
    expect([failures.length, done.filter((step) => step === 'check').length]).toEqual([2, 2]);
  });

  it.each([
    ['no server is known', { origin: null }],
    ['the build cannot update itself', { isActive: false }],
  ])('is unavailable when %s', async (_why, options) => {
    const { check, done } = updating(undefined, options);
    expect(await check()).toEqual({ ok: true, value: { status: 'unavailable' } });
    expect(done).toEqual([]);
  });
});
