import { describe, expect, it } from 'vitest';
import { bufferSource } from '../../../dicom/parse/byteSource';
import { makeZip, type ZipMember } from '../testing/zip';
import { ARCHIVE_LIMITS, ArchiveFailure, type ArchiveLimits } from './entry';
import { openZip } from './zipReader';

async function read(bytes: Buffer, limits: Partial<ArchiveLimits> = {}) {
  const seen: Record<string, string> = {};
  try {
    const zip = await openZip(bufferSource(bytes), { ...ARCHIVE_LIMITS, ...limits });
    for await (const entry of zip.entries()) {
      seen[entry.rawPath] =
        entry.kind === 'refused'
          ? `${entry.code} ${entry.params['what'] ?? ''}`
          : await entry
              .open()
              .then(async (stream) => Buffer.concat(await stream.toArray()).toString())
              .catch(() => 'unreadable');
    }
    return { seen, failure: null };
  } catch (error) {
    if (!(error instanceof ArchiveFailure)) throw error;
    return { seen, failure: error.code };
  }
}
const member = (name: string | Buffer, text = 'text'): ZipMember => ({
  name,
  bytes: Buffer.from(text),
});

describe('openZip', () => {
  it('hands out files with their raw names and leaves folders out', async () => {
    const bytes = makeZip([
      member('检查/胸片.dcm', 'a'),
      { name: '空/', bytes: Buffer.alloc(0) },
      member('../../etc/passwd', 'b'),
    ]);
    expect(await read(bytes)).toEqual({
      seen: { '检查/胸片.dcm': 'a', '../../etc/passwd': 'b' },
      failure: null,
    });
  });

  it('reads names as Chinese Windows writes them', async () => {
    const gbk = Buffer.from([0xbc, 0xec, 0xd1, 0xe9, 0x2e, 0x70, 0x64, 0x66]); // 检验.pdf
    expect((await read(makeZip([member(gbk)]))).seen).toEqual({ '检验.pdf': 'text' });
  });

  it('refuses encrypted entries and links, and goes on', async () => {
    const bytes = makeZip([
      { ...member('secret'), isEncrypted: true },
      { ...member('link', '/etc/passwd'), mode: 0o120777 },
      member('after'),
    ]);
    expect((await read(bytes)).seen).toEqual({
      secret: 'file.encrypted encrypted',
      link: 'file.hostileArchive link',
      after: 'text',
    });
  });

  it('refuses an entry that unpacks beyond the ratio, but not a small black image', async () => {
    const bomb = { name: 'bomb', bytes: Buffer.alloc(8 * 1024 ** 2) };
    const black = { name: 'black.dcm', bytes: Buffer.alloc(512 * 1024) };
    const { seen } = await read(makeZip([bomb, black, member('after')]));
    expect(seen['bomb']).toBe('file.hostileArchive ratio');
    expect(seen['black.dcm']).toHaveLength(512 * 1024);
    expect(seen['after']).toBe('text');
  });

  it('judges the whole directory before unpacking anything', async () => {
    const bytes = makeZip(
      Array.from({ length: 9 }, (_, n) => ({ name: `f${n}`, bytes: Buffer.alloc(1024 ** 2) })),
    );
    expect(await read(bytes, { totalRatioFloorBytes: 1024 })).toEqual({
      seen: {},
      failure: 'file.hostileArchive',
    });
    expect(await read(bytes, { maxTotalBytes: 1024 })).toEqual({
      seen: {},
      failure: 'file.archiveTooLarge',
    });
    expect(await read(bytes, { maxEntries: 8 })).toEqual({
      seen: {},
      failure: 'file.archiveTooLarge',
    });
    expect((await read(bytes)).failure).toBeNull();
  });

  it('lists the entry that cannot be unpacked and goes on', async () => {
    const bytes = makeZip([member('one', 'x'.repeat(500) + Math.PI), member('two')]);
    bytes.fill(0xff, 34, 40); // inside the deflated bytes of the first entry
    expect((await read(bytes)).seen).toEqual({ one: 'unreadable', two: 'text' });
  });

  it.each([
    ['nothing', 0],
    ['the start', 30],
    ['all but the end', -10],
  ])('calls %s of an archive damaged', async (_, end) => {
    const bytes = makeZip([member('one')]).subarray(0, end);
    expect(await read(bytes)).toEqual({ seen: {}, failure: 'file.archiveDamaged' });
  });
});
