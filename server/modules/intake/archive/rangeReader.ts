import { Readable } from 'node:stream';
import type { RandomAccessReader } from 'yauzl';
import type { BlobReader } from '../../../blobs/blobStore';

const PIECE = 256 * 1024;

/** A blob as yauzl wants to read it. The blob reader stays the caller's to close. */
export function createRangeReader(Base: typeof RandomAccessReader, blob: BlobReader): RandomAccessReader {
  class RangeReader extends Base {
    override _readStreamForRange(start: number, end: number): Readable {
      return Readable.from(pieces(blob, start, end), { objectMode: false });
    }
    override close(done: (error: Error | null) => void): void {
      done(null);
    }
  }
  return new RangeReader();
}

async function* pieces(blob: BlobReader, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const piece = await blob.read(at, Math.min(PIECE, end - at));
    if (piece.length === 0) throw new Error('archive ends early');
    at += piece.length;
    yield piece;
  }
}
