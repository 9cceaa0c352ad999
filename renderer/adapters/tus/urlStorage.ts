import type { PreviousUpload, UrlStorage } from 'tus-js-client';

const PREFIX = 'huizhen.upload.';
/** The server forgets unfinished uploads sooner or later; an address older than this is not worth asking for. */
const KEEP_MS = 14 * 86_400_000;

type Kept = { readonly uploadUrl: string; readonly size: number | null; readonly at: number };

/**
 * Remembers where an unfinished upload lies, under its fingerprint. Of the upload itself nothing is kept: its
 * metadata holds a file name, and file names hold patients' names.
 */
export function createUrlStorage(storage: Storage, now: () => number): UrlStorage {
  const read = (key: string): Kept | null => {
    try {
      const kept = JSON.parse(storage.getItem(key) ?? 'null') as Kept | null;
      return kept && now() - kept.at < KEEP_MS ? kept : null;
    } catch {
      return null; // written by something else: as good as absent
    }
  };
  return {
    async findAllUploads() {
      return [];
    },
    async findUploadsByFingerprint(fingerprint) {
      const urlStorageKey = PREFIX + fingerprint;
      const kept = read(urlStorageKey);
      if (!kept) storage.removeItem(urlStorageKey);
      return kept ? [toPrevious(kept, urlStorageKey)] : [];
    },
    async removeUpload(urlStorageKey) {
      storage.removeItem(urlStorageKey);
    },
    async addUpload(fingerprint, upload) {
      const urlStorageKey = PREFIX + fingerprint;
      const kept: Kept = { uploadUrl: upload.uploadUrl ?? '', size: upload.size, at: now() };
      storage.setItem(urlStorageKey, JSON.stringify(kept));
      return urlStorageKey;
    },
  };
}

const toPrevious = (kept: Kept, urlStorageKey: string): PreviousUpload => ({
  size: kept.size,
  metadata: {},
  creationTime: new Date(kept.at).toISOString(),
  urlStorageKey,
  uploadUrl: kept.uploadUrl,
  parallelUploadUrls: null,
});
