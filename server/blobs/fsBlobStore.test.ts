import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { blobStoreContract } from './blobStore.contract';
import { createFsBlobStore } from './fsBlobStore';

// A disk sync waits for whatever else the machine is writing.
vi.setConfig({ testTimeout: 60_000 });

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-blob-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('blob store in a folder', () => {
  blobStoreContract(() => createFsBlobStore(dir));

  it('leaves no temporary file behind', async () => {
    const store = await createFsBlobStore(dir);
    await Promise.all([
      store.put(Buffer.from('a')),
      store.put(Buffer.from('a')),
      store.put(Buffer.from('b')),
    ]);
    expect(await readdir(path.join(dir, 'incoming'))).toEqual([]);
  });

  it('clears what a crash left half-written, and keeps what was complete', async () => {
    const before = await createFsBlobStore(dir);
    const { sha256 } = await before.put(Buffer.from('complete'));
    await writeFile(path.join(dir, 'incoming', 'half'), 'hal');
    const after = await createFsBlobStore(dir);
    expect(await readdir(path.join(dir, 'incoming'))).toEqual([]);
    expect(await after.stat(sha256)).toEqual({ sha256, sizeBytes: 8 });
  });
});
