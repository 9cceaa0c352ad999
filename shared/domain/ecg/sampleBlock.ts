import type { EcgSamples } from './amplitude';

/**
 * How samples and their overview travel: one header, then one run of values for each channel. Little endian throughout.
 *
 * ```
 * offset size
 *  0     4    'HZEC'
 *  4     1    version, 1
 *  5     1    content: 0 samples · 1 (min, max) of each bucket
 *  6     1    bytes of one value: 2 (int16) or 4 (int32)
 *  7     1    0
 *  8     2    number of channels c
 * 10     2    index of the group in the manifest
 * 12     4    samples in one bucket; 1 for content 0
 * 16     4    n: samples, or buckets, of each channel
 * 20     4    index of the first sample
 * 24     2c   channel indices as in the manifest, padded with 0 to a multiple of 4 bytes
 *  …          content 0: c runs of n samples, bit-exact as in the file
 *             content 1: c runs of n pairs min, max; min > max says that the bucket holds no sample (padding, gap)
 * ```
 */
export type SampleBlock = {
  readonly content: 'samples' | 'minMax';
  readonly group: number;
  /** 1 for samples. */
  readonly bucketSamples: number;
  /** Index of the first sample, of the first bucket's first sample respectively. */
  readonly from: number;
  /** Samples, or buckets, of each channel. */
  readonly count: number;
  /** Channel indices of the manifest's group, in the order of `values`. */
  readonly channels: readonly number[];
  /** One entry a channel: `count` samples, or `count` pairs (min, max). */
  readonly values: readonly EcgSamples[];
};

export const SAMPLE_BLOCK_MEDIA_TYPE = 'application/vnd.huizhen.ecg';
/** Values in one answer, all channels together; a pair counts as two. */
export const MAX_BLOCK_VALUES = 2_097_152;

const MAGIC = 0x43455a48; // 'HZEC' read as little endian
const VERSION = 1;
const HEADER_BYTES = 24;
const CONTENTS = ['samples', 'minMax'] as const;

const aligned = (bytes: number): number => Math.ceil(bytes / 4) * 4;

export function writeSampleBlock(block: SampleBlock): Uint8Array<ArrayBuffer> {
  const size = block.values.every((values) => values instanceof Int16Array) ? 2 : 4;
  const perChannel = block.content === 'minMax' ? 2 * block.count : block.count;
  const start = HEADER_BYTES + aligned(2 * block.channels.length);
  const bytes = new Uint8Array(start + size * perChannel * block.channels.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint8(5, CONTENTS.indexOf(block.content));
  view.setUint8(6, size);
  view.setUint16(8, block.channels.length, true);
  view.setUint16(10, block.group, true);
  view.setUint32(12, block.bucketSamples, true);
  view.setUint32(16, block.count, true);
  view.setUint32(20, block.from, true);
  block.channels.forEach((channel, at) => view.setUint16(HEADER_BYTES + 2 * at, channel, true));
  block.values.forEach((values, at) => {
    if (values.length !== perChannel) throw new RangeError('a channel has another length');
    const offset = start + size * perChannel * at;
    const out =
      size === 2
        ? new Int16Array(bytes.buffer, offset, perChannel)
        : new Int32Array(bytes.buffer, offset, perChannel);
    out.set(values);
  });
  return bytes;
}

/** @returns `null` when the bytes are not one whole block. Values are views into `bytes`. */
export function readSampleBlock(bytes: ArrayBuffer): SampleBlock | null {
  if (bytes.byteLength < HEADER_BYTES) return null;
  const view = new DataView(bytes);
  if (view.getUint32(0, true) !== MAGIC || view.getUint8(4) !== VERSION) return null;
  const content = CONTENTS[view.getUint8(5)];
  const size = view.getUint8(6);
  if (!content || (size !== 2 && size !== 4)) return null;
  const channelCount = view.getUint16(8, true);
  const count = view.getUint32(16, true);
  const perChannel = content === 'minMax' ? 2 * count : count;
  const start = HEADER_BYTES + aligned(2 * channelCount);
  if (bytes.byteLength !== start + size * perChannel * channelCount) return null;
  const at = Array.from({ length: channelCount }, (_, index) => index);
  return {
    content,
    group: view.getUint16(10, true),
    bucketSamples: view.getUint32(12, true),
    count,
    from: view.getUint32(20, true),
    channels: at.map((index) => view.getUint16(HEADER_BYTES + 2 * index, true)),
    values: at.map((index) => {
      const offset = start + size * perChannel * index;
      return size === 2
        ? new Int16Array(bytes, offset, perChannel)
        : new Int32Array(bytes, offset, perChannel);
    }),
  };
}
