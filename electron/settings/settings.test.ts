import { mkdtemp, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings, type SettingsPorts } from './settings';
import { settingsFile } from './settingsFile';

const ADDRESS = 'https://consult.example.cn';

async function aFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'settings-'));
}

async function opened(folder: string, overrides: Partial<SettingsPorts> = {}) {
  let damagedCount = 0;
  const store = await openSettings({
    ...settingsFile(folder),
    onDamaged: () => (damagedCount += 1),
    ...overrides,
  });
  return { store, damaged: () => damagedCount };
}

describe('settings', () => {
  it('start without a server and keep it across restarts, readable by the owner only', async () => {
    const folder = await aFolder();
    const first = await opened(folder);
    expect(first.store.current()).toEqual({ serverAddress: null });
    await first.store.save({ serverAddress: ADDRESS });
    expect((await opened(folder)).store.current()).toEqual({ serverAddress: ADDRESS });
    expect((await stat(join(folder, 'settings.json'))).mode & 0o077).toBe(0);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it.each(['{"serverAddress":', '{"serverAddress":"http://evil.example"}', '[]', ''])(
    'report and put aside a damaged file: %j',
    async (text) => {
      const folder = await aFolder();
      await writeFile(join(folder, 'settings.json'), text);
      const { store, damaged } = await opened(folder);
      expect([store.current(), store.wasDamaged(), damaged()]).toEqual([
        { serverAddress: null },
        true,
        1,
      ]);
      await store.save({ serverAddress: ADDRESS });
      expect(store.wasDamaged()).toBe(false);
      expect(await readFile(join(folder, 'settings.json.damaged'), 'utf8')).toBe(text);
    },
  );

  it('keep the old value when the disk is full', async () => {
    const folder = await aFolder();
    const write = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const { store } = await opened(folder, { write });
    expect(await store.save({ serverAddress: ADDRESS })).toMatchObject({
      ok: false,
      error: { code: 'device.diskFull', retry: 'safe' },
    });
    expect([store.current(), store.wasDamaged()]).toEqual([{ serverAddress: null }, false]);
  });
});
