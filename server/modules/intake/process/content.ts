import { Readable } from 'node:stream';
import type { BlobInfo, BlobStore } from '../../../blobs/blobStore';
import type { ByteSource } from '../../../dicom/parse/byteSource';

/** One file while it is being worked on: in memory when small, in the blob store when not. */
export type FileContent = ByteSource & {
  stream(): Readable;
  /** All bytes, or `null` when there are more than `maxBytes`. */
  bytes(maxBytes: number): Promise<Buffer | null>;
  /** Keeps the bytes; the same call again answers the same. */
  store(): Promise<BlobInfo>;
  close(): Promise<void>;
};

/** Up to this size a file is looked at before anything of it is written. */
export const HELD_BYTES = 1024 * 1024;

/** Takes a file off its source completely: small ones into memory, large ones into the blob store. */
export async function takeContent(blobs: BlobStore, source: Readable): Promise<FileContent> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const held: Buffer[] = [];
  let size = 0;
  for (;;) {
    const step = await iterator.next();
    if (step.done) return inMemory(blobs, Buffer.concat(held));
    held.push(step.value);
    size += step.value.length;
    if (size > HELD_BYTES) break;
  }
  const all = Readable.from(chain(held, iterator), { objectMode: false });
  return inStore(blobs, await blobs.put(all));
}

async function* chain(held: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* held;
  for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
}

export function inMemory(blobs: BlobStore, buffer: Buffer): FileContent {
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

/** A file whose bytes are in the store already. */
export async function inStore(blobs: BlobStore, info: BlobInfo): Promise<FileContent> {
  const reader = await blobs.reader(info.sha256);
  if (!reader) throw new Error('a stored blob is not there');
  return {
    sizeBytes: info.sizeBytes,
    read: (offset, length) => reader.read(offset, length),
    stream: () => Readable.from(pieces(reader, 0), { objectMode: false }),
    bytes: async (maxBytes) => (info.sizeBytes <= maxBytes ? reader.read(0, info.sizeBytes) : null),
    store: async () => info,
    close: () => reader.close(),
  };
}

/** The content from an offset on, in pieces. */
export async function* pieces(source: ByteSource, from: number): AsyncGenerator<Buffer> {
  for (let at = from; at < source.sizeBytes; ) {
    const piece = await source.read(at, 256 * 1024);
    if (piece.length === 0) throw new Error('a stored blob is shorter than it was');
    at += piece.length;
    yield piece;
  }
}
