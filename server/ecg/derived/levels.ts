import { LEVEL_FACTOR } from '../../../shared/domain/ecg/buckets';
import { mergeMinMax } from '../../../shared/domain/ecg/minMax';
import type { BlobReader } from '../../blobs/blobStore';
import { bucketBytesOf, putTogether, takeApart, type LevelShape } from './levelBlob';

const PIECE_BYTES = 256 * 1024;

/** Bytes of the next coarser level, from a reader of one; in memory that does not depend on their lengths. */
export async function* coarserLevel(
  finer: BlobReader,
  shape: LevelShape,
  onPiece: () => Promise<void>,
): AsyncGenerator<Buffer> {
  const bucketBytes = bucketBytesOf(shape);
  const merged = LEVEL_FACTOR * bucketBytes;
  const perPiece = merged * Math.max(1, Math.floor(PIECE_BYTES / merged));
  for (let at = 0; at < finer.sizeBytes; at += perPiece) {
    const bytes = await finer.read(at, perPiece);
    if (bytes.length === 0 || bytes.length % bucketBytes !== 0) {
      throw new Error('an overview is shorter than it should be');
    }
    const pairs = takeApart(bytes, shape).map((one) => mergeMinMax(one, LEVEL_FACTOR));
    yield putTogether(pairs, shape.isWide);
    await onPiece();
  }
}
