import { createHash, randomUUID, type Hash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { BlobInfo, BlobReader, BlobStore } from './blobStore';
import { createDirectorySync, type DirectorySync } from './directorySync';

const SHA256 = /^[0-9a-f]{64}$/;

type Store = { readonly dir: string; readonly incoming: string; readonly sync: DirectorySync };

/**
 * Blobs in a folder, `ab/abcdef…`. The order that makes an answer durable: write to `incoming/`, fdatasync the
 * file, rename to its final name, fsync the directory. A crash between any two steps leaves either nothing or a
 * complete object under its name; left-overs in `incoming/` are removed at the next start.
 */
export async function createFsBlobStore(dir: string): Promise<BlobStore> {
  const incoming = path.join(dir, 'incoming');
  const sync = createDirectorySync();
  await mkdir(incoming, { recursive: true });
  for (const name of await readdir(incoming)) await rm(path.join(incoming, name), { force: true });
  await makeFanOut(dir, sync);
  const store: Store = { dir, incoming, sync };
  return {
    put: (source, observe) => put(store, source, observe ?? (() => undefined)),
    stat: (sha256) => statBlob(store, sha256),
    open: async (sha256, range) => {
      const handle = await openBlob(store, sha256);
      return handle ? handle.createReadStream({ ...range, highWaterMark: 256 * 1024 }) : null;
    },
    reader: async (sha256) => {
      const handle = await openBlob(store, sha256);
      return handle ? fileReader(handle) : null;
    },
  };
}

/** All 256 folders exist and are synced before the first put, so that a put never syncs more than one folder. */
async function makeFanOut(dir: string, sync: DirectorySync): Promise<void> {
  const existing = new Set(await readdir(dir));
  const names = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));
  const missing = names.filter((name) => !existing.has(name));
  for (const name of missing) await mkdir(path.join(dir, name), { recursive: true });
  if (missing.length > 0) await sync(dir);
}

async function put(
  store: Store,
  source: Readable | Buffer,
  observe: (chunk: Buffer) => void,
): Promise<BlobInfo> {
  const temporary = path.join(store.incoming, randomUUID());
  const handle = await open(temporary, 'wx');
  try {
    const hash = createHash('sha256');
    const sizeBytes = await copy(source, handle, hash, observe);
    const info = { sha256: hash.digest('hex'), sizeBytes };
    if (await statBlob(store, info.sha256)) {
      // Its first writer may not have reached the directory sync yet: only our own sync makes the answer true.
      await store.sync(folderOf(store, info.sha256));
      return info;
    }
    await handle.datasync();
    await rename(temporary, pathOf(store, info.sha256));
    await store.sync(folderOf(store, info.sha256));
    return info;
  } finally {
    await handle.close();
    await rm(temporary, { force: true });
  }
}

async function copy(
  source: Readable | Buffer,
  handle: FileHandle,
  hash: Hash,
  observe: (chunk: Buffer) => void,
): Promise<number> {
  let sizeBytes = 0;
  for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array);
    hash.update(bytes);
    observe(bytes);
    sizeBytes += bytes.length;
    await writeAll(handle, bytes);
  }
  return sizeBytes;
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += (await handle.write(bytes, done)).bytesWritten;
}

async function statBlob(store: Store, sha256: string): Promise<BlobInfo | null> {
  if (!SHA256.test(sha256)) return null;
  try {
    return { sha256, sizeBytes: (await stat(pathOf(store, sha256))).size };
  } catch (error) {
    return absent(error);
  }
}

async function openBlob(store: Store, sha256: string): Promise<FileHandle | null> {
  if (!SHA256.test(sha256)) return null;
  try {
    return await open(pathOf(store, sha256), 'r');
  } catch (error) {
    return absent(error);
  }
}

async function fileReader(handle: FileHandle): Promise<BlobReader> {
  const { size: sizeBytes } = await handle.stat();
  return {
    sizeBytes,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, sizeBytes - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let done = 0;
      while (done < wanted) {
        const { bytesRead } = await handle.read(buffer, done, wanted - done, offset + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return buffer.subarray(0, done);
    },
    close: () => handle.close(),
  };
}

function absent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

const folderOf = (store: Store, sha256: string) => path.join(store.dir, sha256.slice(0, 2));
const pathOf = (store: Store, sha256: string) => path.join(folderOf(store, sha256), sha256);
