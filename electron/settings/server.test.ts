import { describe, expect, it } from 'vitest';
import { ok } from '../../shared/lib/result';
import { refuse } from '../../shared/domain/errors';
import { createServerSetting } from './server';
import type { Settings } from './settings';

function setting(startedWith: string | null = null, isDiskFull = false, isDamaged = false) {
  let current: Settings = { serverAddress: 'https://old.example.cn' };
  const server = createServerSetting(
    {
      current: () => current,
      wasDamaged: () => isDamaged,
      save: async (next) => {
        if (isDiskFull) return refuse('device', 'device.diskFull');
        current = next;
        return ok(next);
      },
    },
    startedWith,
  );
  const set = (address: string) => server['server.setAddress']({ address }, { senderId: 1 });
  return { server, set };
}

describe('the server address', () => {
  it('changes, and says whether the page must be loaded again', async () => {
    const { server, set } = setting();
    expect([await set('old.example.cn'), await set('https://new.example.cn/')]).toMatchObject([
      { ok: true, value: { address: 'https://old.example.cn', needsReload: false } },
      { ok: true, value: { address: 'https://new.example.cn', needsReload: true } },
    ]);
    expect(server.origin()).toBe('https://new.example.cn');
  });

  it('stays when the new one is refused or cannot be stored', async () => {
    const { server, set } = setting();
    expect(await set('http://new.example.cn')).toMatchObject({
      error: { code: 'desktop.serverInsecure' },
    });
    const full = setting(null, true);
    expect(await full.set('https://new.example.cn')).toMatchObject({
      error: { code: 'device.diskFull' },
    });
    expect([server.origin(), full.server.origin()]).toEqual(
      Array(2).fill('https://old.example.cn'),
    );
  });

  it('says when it is unknown because the settings were damaged', async () => {
    const ask = (isDamaged: boolean) =>
      setting(null, false, isDamaged).server['server.getAddress'](undefined, { senderId: 1 });
    expect([await ask(true), await ask(false)]).toMatchObject([
      { value: { problem: 'desktop.settingsDamaged' } },
      { value: { problem: null } },
    ]);
  });

  it('is the one given at the start until another is set', async () => {
    const { server, set } = setting('http://127.0.0.1:8080');
    expect(server.origin()).toBe('http://127.0.0.1:8080');
    await set('https://new.example.cn');
    expect(server.origin()).toBe('https://new.example.cn');
    expect(() => setting('not an address')).toThrow('desktop.serverAddress');
  });
});
