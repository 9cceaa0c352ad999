import { beforeEach, describe, expect, it } from 'vitest';
import { createUrlStorage } from './urlStorage';

const DAY = 86_400_000;
const upload = {
  size: 10,
  metadata: { name: '刘某明 CT.zip', caseId: 'c' },
  creationTime: 'whenever',
  urlStorageKey: '',
  uploadUrl: 'https://s/v1/uploads/1',
  parallelUploadUrls: null,
};

describe('remembering unfinished uploads', () => {
  beforeEach(() => localStorage.clear());

  it('finds one again by its fingerprint', async () => {
    const storage = createUrlStorage(localStorage, () => 0);
    const key = await storage.addUpload('abc', upload);
    expect(await storage.findUploadsByFingerprint('abc')).toMatchObject([
      { uploadUrl: upload.uploadUrl, size: 10, urlStorageKey: key },
    ]);
    expect(await storage.findUploadsByFingerprint('other')).toEqual([]);
    await storage.removeUpload(key ?? '');
    expect(await storage.findUploadsByFingerprint('abc')).toEqual([]);
  });

  it('keeps no file name, because file names hold names of patients', async () => {
    await createUrlStorage(localStorage, () => 0).addUpload('abc', upload);
    const everything = Object.entries({ ...localStorage })
      .flat()
      .join(' ');
    expect(everything).toContain('/v1/uploads/1');
    expect(everything).not.toContain('刘某明');
  });

  it('forgets what is too old to ask for, and is not troubled by foreign entries', async () => {
    let now = 0;
    const storage = createUrlStorage(localStorage, () => now);
    await storage.addUpload('abc', upload);
    now = 15 * DAY;
    expect(await storage.findUploadsByFingerprint('abc')).toEqual([]);
    expect(localStorage).toHaveLength(0);
    localStorage.setItem('huizhen.upload.bad', 'not json');
    expect(await storage.findUploadsByFingerprint('bad')).toEqual([]);
  });
});
