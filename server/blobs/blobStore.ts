import type { Readable } from 'node:stream';

/** A stored object: lower-case hexadecimal SHA-256 of its bytes, and its size in bytes. */
export type BlobInfo = { readonly sha256: string; readonly sizeBytes: number };

/** What can be stored: a buffer, or chunks as they come. */
export type BlobSource = Buffer | AsyncIterable<Buffer>;

/** Byte range, both ends inclusive as in HTTP; `end` defaults to the last byte. */
export type BlobRange = { readonly start: number; readonly end?: number };

/**
 * Immutable objects named by the SHA-256 of their bytes.
 *
 * `put` answers only when the object would survive a power cut; before that nothing of it is visible under its
 * name. Putting the same bytes twice stores them once. Memory use does not depend on the object's size.
 */
export type BlobStore = {
  /**
   * Stores what the source yields. A source that fails leaves nothing behind and its error is thrown.
   * @param observe - Sees each chunk in order while it is written, e.g. to keep the head of the object.
   */
  put(source: BlobSource, observe?: (chunk: Buffer) => void): Promise<BlobInfo>;
  /** Size of the object, or null when it is not there. */
  stat(sha256: string): Promise<BlobInfo | null>;
  /** A stream over the object or a range of it; null when it is not there. */
  open(sha256: string, range?: BlobRange): Promise<Readable | null>;
  /** Random access for parsers; null when it is not there. The caller closes it. */
  reader(sha256: string): Promise<BlobReader | null>;
};

export type BlobReader = {
  readonly sizeBytes: number;
  /** Up to `length` bytes from `offset`: fewer only at the end of the object. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
};
