import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { BlobInfo, BlobReader, BlobSource, BlobStore } from './blobStore';
import { createDirectorySync, type DirectorySync } from './directorySync';

/** Chunks are gathered to this size before they are written: each write is a trip through the thread pool. */
const WRITE_BYTES = 1024 * 1024;
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
  source: BlobSource,
  observe: (chunk: Buffer) => void,
): Promise<BlobInfo> {
  const temporary = path.join(store.incoming, randomUUID());
  const handle = await open(temporary, 'wx');
  try {
    const info = await copy(source, handle, observe).finally(() => handle.close());
    // Replaces an object of the same name: it has the same bytes. Our own syncs make the answer true either way.
    await rename(temporary, pathOf(store, info.sha256));
    await store.sync(folderOf(store, info.sha256));
    return info;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function copy(
  source: BlobSource,
  handle: FileHandle,
  observe: (chunk: Buffer) => void,
): Promise<BlobInfo> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
    hash.update(chunk);
    observe(chunk);
    sizeBytes += chunk.length;
    waitingBytes += chunk.length;
    waiting.push(chunk);
    if (waitingBytes < WRITE_BYTES) continue;
    await writeAll(handle, waiting, waitingBytes);
    waiting = [];
    waitingBytes = 0;
  }
  if (waitingBytes > 0) await writeAll(handle, waiting, waitingBytes);
  await handle.datasync();
  return { sha256: hash.digest('hex'), sizeBytes };
}

async function writeAll(
  handle: FileHandle,
  chunks: readonly Buffer[],
  length: number,
): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks);
  if (bytesWritten === length) return;
  const rest = Buffer.concat(chunks).subarray(bytesWritten);
  for (let done = 0; done < rest.length;) done += (await handle.write(rest, done)).bytesWritten;
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
