import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { BlobStore } from './blobStore';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function bytesOf(stream: Readable | null): Promise<Buffer | null> {
  if (!stream) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What every blob store must do; run against each implementation. */
export function blobStoreContract(open: () => Promise<BlobStore>): void {
  it('gives back exactly the bytes it was given, from a buffer and from a stream', async () => {
    const store = await open();
    const bytes = randomBytes(300_000);
    const chunks = [bytes.subarray(0, 1), bytes.subarray(1, 200_000), bytes.subarray(200_000)];
    const info = { sha256: sha256(bytes), sizeBytes: bytes.length };
    expect(await store.put(Readable.from(chunks))).toEqual(info);
    expect(await store.put(bytes)).toEqual(info);
    expect(await store.stat(info.sha256)).toEqual(info);
    expect(await bytesOf(await store.open(info.sha256))).toEqual(bytes);
  });

  it('stores an empty object', async () => {
    const store = await open();
    const info = await store.put(Buffer.alloc(0));
    expect(info).toEqual({ sha256: sha256(Buffer.alloc(0)), sizeBytes: 0 });
    expect(await bytesOf(await store.open(info.sha256))).toEqual(Buffer.alloc(0));
  });

  it('shows every chunk to the observer in order', async () => {
    const store = await open();
    const seen: Buffer[] = [];
    const bytes = randomBytes(5000);
    await store.put(Readable.from([bytes.subarray(0, 100), bytes.subarray(100)]), (chunk) =>
      seen.push(chunk),
    );
    expect(Buffer.concat(seen)).toEqual(bytes);
  });

  it('reads ranges with both ends inclusive', async () => {
    const store = await open();
    const bytes = randomBytes(10_000);
    const { sha256: name } = await store.put(bytes);
    expect(await bytesOf(await store.open(name, { start: 10, end: 19 }))).toEqual(
      bytes.subarray(10, 20),
    );
    expect(await bytesOf(await store.open(name, { start: 9_990 }))).toEqual(bytes.subarray(9_990));
  });

  it('reads at random and stops at the end', async () => {
    const store = await open();
    const bytes = randomBytes(1000);
    const reader = await store.reader((await store.put(bytes)).sha256);
    if (!reader) throw new Error('the blob is not there');
    expect(reader.sizeBytes).toBe(1000);
    expect(await reader.read(500, 100)).toEqual(bytes.subarray(500, 600));
    expect(await reader.read(990, 100)).toEqual(bytes.subarray(990));
    expect(await reader.read(2000, 10)).toHaveLength(0);
    await reader.close();
  });

  it('answers null for what is not there and for what is not a name', async () => {
    const store = await open();
    for (const name of ['0'.repeat(64), '../../etc/passwd', '']) {
      expect(await store.stat(name)).toBeNull();
      expect(await store.open(name)).toBeNull();
      expect(await store.reader(name)).toBeNull();
    }
  });

  it('keeps nothing of a source that fails and passes its error on', async () => {
    const store = await open();
    const bytes = randomBytes(1000);
    const source = Readable.from(
      (async function* () {
        yield bytes;
        throw new Error('line cut');
      })(),
    );
    await expect(store.put(source)).rejects.toThrow('line cut');
    expect(await store.stat(sha256(bytes))).toBeNull();
  });

  it('stores the same bytes once when they are put many times at once', async () => {
    const store = await open();
    const bytes = randomBytes(100_000);
    const infos = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
    expect(new Set(infos.map((info) => info.sha256))).toEqual(new Set([sha256(bytes)]));
    expect(await bytesOf(await store.open(sha256(bytes)))).toEqual(bytes);
  });
}
