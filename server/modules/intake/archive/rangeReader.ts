import { Readable } from 'node:stream';
import type { RandomAccessReader } from 'yauzl';
import type { ByteSource } from '../../../dicom/parse/byteSource';

const PIECE = 256 * 1024;

/** A file as yauzl wants to read it; closing it stays the caller's. */
export function createRangeReader(
  Base: typeof RandomAccessReader,
  source: ByteSource,
): RandomAccessReader {
  class RangeReader extends Base {
    override _readStreamForRange(start: number, end: number): Readable {
      return Readable.from(pieces(source, start, end), { objectMode: false });
    }
    override close(done: (error: Error | null) => void): void {
      done(null);
    }
  }
  return new RangeReader();
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const piece = await source.read(at, Math.min(PIECE, end - at));
    if (piece.length === 0) throw new Error('archive ends early');
    at += piece.length;
    yield piece;
  }
}
