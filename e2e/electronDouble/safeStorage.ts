import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** `safeStorage` over a key that lives as long as the double; tests replace `getSelectedStorageBackend`. */
export function createSafeStorage(): object {
  const key = randomBytes(32);
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (plain: string) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      const opener = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      opener.setAuthTag(sealed.subarray(12, 28));
      const result = opener.update(sealed.subarray(28), undefined, 'utf8') + opener.final('utf8');
      return { result, shouldReEncrypt: false };
    },
  };
}
