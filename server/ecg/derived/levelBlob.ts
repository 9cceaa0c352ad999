import type { EcgSamples } from '../../../shared/domain/ecg/amplitude';
import type { BlobReader } from '../../blobs/blobStore';

/** A level in a blob: bucket after bucket, in a bucket channel after channel, min and max little endian, 16 or 32 bits. */
export type LevelShape = { readonly channels: number; readonly isWide: boolean };

export const bucketBytesOf = ({ channels, isWide }: LevelShape): number =>
  channels * (isWide ? 8 : 4);

/** Pairs of some buckets, one array a channel. */
export async function readLevel(
  reader: BlobReader,
  shape: LevelShape,
  first: number,
  buckets: number,
): Promise<EcgSamples[]> {
  const bucketBytes = bucketBytesOf(shape);
  const bytes = await reader.read(first * bucketBytes, buckets * bucketBytes);
  if (bytes.length !== buckets * bucketBytes)
    throw new Error('an overview is shorter than it should be');
  return takeApart(bytes, shape);
}

/** Arrays a channel from the bytes of whole buckets. */
export function takeApart(bytes: Buffer, shape: LevelShape): EcgSamples[] {
  const { channels, isWide } = shape;
  const buckets = bytes.length / bucketBytesOf(shape);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: channels }, (_, channel) => {
    const pairs = isWide ? new Int32Array(2 * buckets) : new Int16Array(2 * buckets);
    for (let bucket = 0; bucket < buckets; bucket++) {
      const at = 2 * (bucket * channels + channel);
      for (let edge = 0; edge < 2; edge++) {
        pairs[2 * bucket + edge] = isWide
          ? view.getInt32(4 * (at + edge), true)
          : view.getInt16(2 * (at + edge), true);
      }
    }
    return pairs;
  });
}

/** Bytes of whole buckets from arrays a channel. */
export function putTogether(pairs: readonly EcgSamples[], isWide: boolean): Buffer {
  const length = pairs[0]?.length ?? 0;
  const out = isWide
    ? new Int32Array(length * pairs.length)
    : new Int16Array(length * pairs.length);
  pairs.forEach((one, channel) => {
    for (let bucket = 0; bucket < length / 2; bucket++) {
      const at = 2 * (bucket * pairs.length + channel);
      out[at] = one[2 * bucket] ?? 0;
      out[at + 1] = one[2 * bucket + 1] ?? 0;
    }
  });
  return Buffer.from(out.buffer, out.byteOffset, out.byteLength);
}
