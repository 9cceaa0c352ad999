import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { BlobInfo, BlobStore } from '../../../blobs/blobStore';
import type { ByteSource } from '../../../dicom/parse/byteSource';

/** One file while it is being worked on. Nothing of it is kept until `store` is called. */
export type FileContent = ByteSource & {
  stream(): Readable;
  /** All bytes, or `null` when there are more than `maxBytes`. */
  bytes(maxBytes: number): Promise<Buffer | null>;
  /** Keeps the bytes for good; the same call again answers the same. */
  store(): Promise<BlobInfo>;
  /** Ends the work; a temporary file is removed. */
  close(): Promise<void>;
};

/** Where files are held while they are worked on: small ones in memory, others in a folder of temporary files. */
export type Workshop = {
  /** Takes a file off its source completely. A failing source leaves nothing behind and its error is thrown. */
  take(source: AsyncIterable<Buffer>): Promise<FileContent>;
  /** A file that is on disk already and stays there. */
  fileAt(file: string): Promise<FileContent>;
};

/** Files up to this size, in bytes, are held in memory. */
const HELD_BYTES = 1024 * 1024;

export async function createWorkshop(blobs: BlobStore, dir: string): Promise<Workshop> {
  await rm(dir, { recursive: true, force: true }); // left over by a run that was killed
  await mkdir(dir, { recursive: true });
  return {
    async take(source) {
      const iterator = source[Symbol.asyncIterator]();
      const held: Buffer[] = [];
      for (let size = 0; size <= HELD_BYTES;) {
        const step = await iterator.next();
        if (step.done) return inMemory(blobs, Buffer.concat(held));
        held.push(step.value);
        size += step.value.length;
      }
      const file = path.join(dir, randomUUID());
      const discard = () => rm(file, { force: true });
      try {
        await writeFile(file, chain(held, iterator), { flag: 'wx' });
        return await onDisk(blobs, file, discard);
      } catch (error) {
        await discard();
        throw error;
      }
    },
    fileAt: (file) => onDisk(blobs, file, async () => undefined),
  };
}

async function* chain(
  held: readonly Buffer[],
  rest: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  yield* held;
  for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
}

function inMemory(blobs: BlobStore, buffer: Buffer): FileContent {
  let stored: Promise<BlobInfo> | null = null;
  return {
    sizeBytes: buffer.length,
    read: async (offset, length) => buffer.subarray(offset, offset + length),
    stream: () => Readable.from(buffer.length > 0 ? [buffer] : [], { objectMode: false }),
    bytes: async (maxBytes) => (buffer.length <= maxBytes ? buffer : null),
    store: () => (stored ??= blobs.put(buffer)),
    close: async () => undefined,
  };
}

async function onDisk(
  blobs: BlobStore,
  file: string,
  discard: () => Promise<void>,
): Promise<FileContent> {
  const handle = await open(file, 'r');
  const { size: sizeBytes } = await handle.stat();
  let stored: Promise<BlobInfo> | null = null;
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, sizeBytes - offset)));
    let done = 0;
    while (done < buffer.length) {
      const { bytesRead } = await handle.read(buffer, done, buffer.length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  };
  const stream = () => Readable.from(pieces({ sizeBytes, read }), { objectMode: false });
  return {
    sizeBytes,
    read,
    stream,
    bytes: async (maxBytes) => (sizeBytes <= maxBytes ? read(0, sizeBytes) : null),
    store: () => (stored ??= blobs.put(stream())),
    async close() {
      await handle.close();
      await discard();
    },
  };
}

/** A source from its beginning to its end. */
export async function* pieces(source: ByteSource): AsyncGenerator<Buffer> {
  for (let at = 0; at < source.sizeBytes;) {
    const piece = await source.read(at, 256 * 1024);
    if (piece.length === 0) throw new Error('a file became shorter while it was read');
    at += piece.length;
    yield piece;
  }
}
