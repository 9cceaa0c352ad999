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

/** A source over the chunks an object arrived in, without joining them. */
export function chunkSource(chunks: readonly Buffer[]): ByteSource {
  const starts: number[] = [];
  let sizeBytes = 0;
  for (const chunk of chunks) {
    starts.push(sizeBytes);
    sizeBytes += chunk.length;
  }
  return {
    sizeBytes,
    async read(offset, length) {
      const end = Math.min(offset + length, sizeBytes);
      let at = starts.findLastIndex((start) => start <= offset);
      const parts: Buffer[] = [];
      for (; at >= 0 && at < chunks.length && (starts[at] ?? 0) < end; at++) {
        const start = starts[at] ?? 0;
        parts.push((chunks[at] ?? EMPTY).subarray(Math.max(0, offset - start), end - start));
      }
      return parts.length === 1 ? (parts[0] ?? EMPTY) : Buffer.concat(parts);
    },
  };
}

const EMPTY: Buffer = Buffer.alloc(0);
const WINDOW_BYTES = 64 * 1024;

export type Window = {
  /** Bytes already in memory, or null: then `load` them. Keeps parsing of ordinary headers free of awaits. */
  peek(offset: number, length: number): Buffer | null;
  load(offset: number, length: number): Promise<Buffer>;
};

/** One sliding window over a source, so that an object of any size is parsed in constant memory. */
export function createWindow(source: ByteSource): Window {
  let start = 0;
  let bytes = EMPTY;
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
