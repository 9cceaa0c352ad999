/** Random access to an object's bytes; a blob reader is one. */
export type ByteSource = {
  readonly sizeBytes: number;
  /** Up to `length` bytes from `offset`: fewer only at the end. */
  read(offset: number, length: number): Promise<Buffer>;
};

export function bufferSource(bytes: Buffer): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}

const WINDOW_BYTES = 64 * 1024;

export type Window = {
  /** Bytes already in memory, or null: then `load` them. Keeps parsing of ordinary headers free of awaits. */
  peek(offset: number, length: number): Buffer | null;
  load(offset: number, length: number): Promise<Buffer>;
};

/** One sliding window over a source, so that an object of any size is parsed in constant memory. */
export function createWindow(source: ByteSource): Window {
  let start = 0;
  let bytes: Buffer = Buffer.alloc(0);
  const peek = (offset: number, length: number): Buffer | null =>
    offset >= start && offset + length <= start + bytes.length
      ? bytes.subarray(offset - start, offset - start + length)
      : null;
  return {
    peek,
    async load(offset, length) {
      bytes = await source.read(offset, Math.max(length, WINDOW_BYTES));
      start = offset;
      return bytes.subarray(0, length);
    },
  };
}
