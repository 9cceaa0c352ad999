import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { header, makeTar, padded, paxRecord } from '../testing/tar';
import { ArchiveFailure, ARCHIVE_LIMITS, type ArchiveLimits } from './entry';
import { readTar } from './tarReader';

type Seen = { path: string; bytes: Buffer | null };

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything the reader hands out, and how it ended. */
async function read(
  bytes: Buffer,
  options: { chunk?: number; limits?: ArchiveLimits; open?: boolean } = {},
) {
  const seen: Seen[] = [];
  try {
    for await (const entry of readTar(
      chunked(bytes, options.chunk ?? 700),
      options.limits ?? ARCHIVE_LIMITS,
    )) {
      if (entry.kind === 'refused' || options.open === false)
        seen.push({ path: entry.rawPath, bytes: null });
      else
        seen.push({
          path: entry.rawPath,
          bytes: Buffer.concat(await (await entry.open()).toArray()),
        });
    }
    return { seen, failure: null };
  } catch (error) {
    if (!(error instanceof ArchiveFailure)) throw error;
    return { seen, failure: error.code };
  }
}

describe('readTar', () => {
  it('gives back what was packed, however the bytes arrive', async () => {
    const file = fc.tuple(
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
        .filter((name) => !/[\0\n]/.test(name) && !name.endsWith('/')),
      fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(file, { maxLength: 6 }),
        fc.integer({ min: 1, max: 5000 }),
        async (files, chunk) => {
          const { seen, failure } = await read(makeTar(files), { chunk });
          expect(failure).toBeNull();
          expect(seen).toEqual(files.map(([path, bytes]) => ({ path, bytes })));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never hands out a shortened file as whole, wherever the archive breaks off', async () => {
    const files = [0, 1, 2].map((n): [string, Buffer] => [
      `文件${n}.dcm`,
      Buffer.alloc(900 + n, n + 1),
    ]);
    const whole = makeTar(files);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (end) => {
        const { seen } = await read(whole.subarray(0, end));
        for (const { path, bytes } of seen)
          expect(bytes).toEqual(files.find(([name]) => name === path)?.[1]);
      }),
    );
  });

  it('answers any bytes with entries or an archive failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async (bytes) => {
        await expect(read(Buffer.from(bytes))).resolves.toBeDefined();
      }),
    );
  });

  it('skips what nobody opens', async () => {
    const files = ['a', 'b', 'c'].map((name): [string, Buffer] => [name, Buffer.alloc(1500, name)]);
    const { seen } = await read(makeTar(files), { open: false });
    expect(seen.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
  });

  it('refuses links and devices and goes on', async () => {
    const types = ['1', '2', '3', '4', '6'];
    const links = types.flatMap((type) => [header(`link${type}`, 0, type)]);
    const after = [header('after', 5, '0'), padded(Buffer.from('after'))];
    const { seen, failure } = await read(Buffer.concat([...links, ...after, Buffer.alloc(1024)]));
    expect(failure).toBeNull();
    expect(seen.map(({ bytes }) => bytes?.toString() ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      'after',
    ]);
  });

  it('reads GNU long names and sizes in base 256', async () => {
    const name = `${'深/'.repeat(80)}x.dcm`;
    const long = Buffer.from(`${name}\0`);
    const block = header('short', 0, '0');
    block.fill(0, 124, 136);
    block[124] = 0x80;
    block[135] = 3;
    block.write('        ', 148);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const { seen } = await read(
      Buffer.concat([
        header('././@LongLink', long.length, 'L'),
        padded(long),
        block,
        padded(Buffer.from('abc')),
      ]),
    );
    expect(seen).toEqual([{ path: name, bytes: Buffer.from('abc') }]);
  });

  it('takes a size from the pax header before the one that does not fit', async () => {
    const record = paxRecord('size', '4');
    const { seen } = await read(
      Buffer.concat([
        header('p', record.length, 'x'),
        padded(record),
        header('f', 0, '0'),
        padded(Buffer.from('data')),
      ]),
    );
    expect(seen).toEqual([{ path: 'f', bytes: Buffer.from('data') }]);
  });

  it('calls a broken header damage after handing out what came before', async () => {
    const bytes = makeTar([
      ['one', Buffer.from('1')],
      ['two', Buffer.from('2')],
    ]);
    // each file is pax header, its records, ustar header, data
    bytes.fill(0x41, 4 * 512, 4 * 512 + 100);
    expect(await read(bytes)).toMatchObject({
      failure: 'file.archiveDamaged',
      seen: [{ path: 'one' }],
    });
  });

  it('stops at the limits', async () => {
    const files = Array.from({ length: 5 }, (_, n): [string, Buffer] => [
      `f${n}`,
      Buffer.alloc(10),
    ]);
    const limited = (limits: Partial<ArchiveLimits>) =>
      read(makeTar(files), { limits: { ...ARCHIVE_LIMITS, ...limits } });
    expect(await limited({ maxEntries: 3 })).toMatchObject({ failure: 'file.archiveTooLarge' });
    expect(await limited({ maxTotalBytes: 25 })).toMatchObject({ failure: 'file.archiveTooLarge' });
    expect(await limited({ maxEntries: 5, maxTotalBytes: 50 })).toMatchObject({ failure: null });
  });

  it('does not read a huge name into memory', async () => {
    const bytes = Buffer.concat([header('././@LongLink', 2 ** 30, 'L'), Buffer.alloc(2048, 0x61)]);
    expect(await read(bytes)).toEqual({ seen: [], failure: 'file.hostileArchive' });
  });
});
