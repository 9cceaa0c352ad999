import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretFiles } from './secretFiles';
import { canKeepSecrets, createSecretHandlers, type KeyStore } from './secretStore';

const TOKEN = 'token-8f2a';

/** Reverses the text: enough to see that plain text never reaches the disk. */
function aKeyStore(overrides: Partial<KeyStore> = {}): KeyStore {
  const reverse = (text: string) => [...text].reverse().join('');
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (plain) => Buffer.from(reverse(plain)),
    decryptStringAsync: async (sealed) => ({
      result: reverse(sealed.toString()),
      shouldReEncrypt: false,
    }),
    ...overrides,
  };
}

async function aStore(keyStore: KeyStore) {
  const profile = await mkdtemp(join(tmpdir(), 'secrets-'));
  const failures: unknown[] = [];
  const handlers = createSecretHandlers({
    keyStore,
    ...secretFiles(profile),
    onFailure: (cause) => failures.push(cause),
  });
  const call = { senderId: 1 };
  return {
    profile,
    failures,
    get: () => handlers['secrets.get']({ name: 'session.token' }, call),
    set: (value: string | null) => handlers['secrets.set']({ name: 'session.token', value }, call),
  };
}

describe('secrets', () => {
  it('come back as stored, lie sealed on the disk, and are gone after removal', async () => {
    const store = await aStore(aKeyStore());
    expect(await store.get()).toEqual({ ok: true, value: { value: null } });
    expect(await store.set(TOKEN)).toEqual({ ok: true, value: { isStored: true } });
    expect(await store.get()).toEqual({ ok: true, value: { value: TOKEN } });
    expect(
      await readFile(join(store.profile, 'secrets/session.token.sealed'), 'utf8'),
    ).not.toContain(TOKEN);
    expect(await store.set(null)).toEqual({ ok: true, value: { isStored: false } });
    expect(await readdir(join(store.profile, 'secrets'))).toEqual([]);
  });

  it.each([
    ['basic_text', true],
    ['unknown', true],
    ['kwallet6', false],
  ])(
    'are refused with the backend %s when encryption is said to be available: %s',
    async (backend, isAvailable) => {
      const store = await aStore(
        aKeyStore({
          getSelectedStorageBackend: () => backend,
          isAsyncEncryptionAvailable: async () => isAvailable,
        }),
      );
      const refusal = { ok: false, error: { code: 'desktop.secretsUnavailable', retry: 'never' } };
      expect([await store.set(TOKEN), await store.get()]).toMatchObject([refusal, refusal]);
      expect(await readdir(store.profile)).toEqual([]);
    },
  );

  it('need no choice of backend on Windows and macOS', async () => {
    expect(await canKeepSecrets(aKeyStore({ getSelectedStorageBackend: null }))).toBe(true);
  });

  it('that cannot be opened are an error, not an empty answer', async () => {
    const decryptStringAsync = () => Promise.reject(new Error('wrong key'));
    const store = await aStore(aKeyStore({ decryptStringAsync }));
    await store.set(TOKEN);
    expect(await store.get()).toMatchObject({
      ok: false,
      error: { code: 'desktop.secretUnreadable' },
    });
    expect(store.failures).toHaveLength(1);
  });

  it('are sealed again after the system rotated its key', async () => {
    let sealCount = 0;
    const keyStore = aKeyStore();
    const store = await aStore({
      ...keyStore,
      encryptStringAsync: async (plain) => {
        sealCount += 1;
        return keyStore.encryptStringAsync(plain);
      },
      decryptStringAsync: async (sealed) => ({
        ...(await keyStore.decryptStringAsync(sealed)),
        shouldReEncrypt: true,
      }),
    });
    await store.set(TOKEN);
    expect(await store.get()).toEqual({ ok: true, value: { value: TOKEN } });
    expect(sealCount).toBe(2);
  });
});
