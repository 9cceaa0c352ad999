/**
 * How the beats of a long recording travel, in order of time. Little endian:
 *
 * ```
 * offset size
 *  0     4    'HZEB'
 *  4     1    version, 1
 *  5     3    0
 *  8     4    n: number of beats
 * 12     4n   index of the sample of each beat's R peak (of the greatest slope where there is no R) in group 0
 *  …     n    kind of each beat: position in `BEAT_KINDS`
 * ```
 */
export const BEAT_KINDS = ['normal', 'other'] as const;
/** `other` differs in shape from the dominant beat; it says nothing about where the beat comes from. */
export type BeatKind = (typeof BEAT_KINDS)[number];

export type BeatBlock = {
  readonly samples: Int32Array;
  /** Positions in `BEAT_KINDS`. */
  readonly kinds: Uint8Array;
};

export const BEAT_BLOCK_MEDIA_TYPE = 'application/vnd.huizhen.ecg-beats';

const MAGIC = 0x42455a48; // 'HZEB' read as little endian
const VERSION = 1;
const HEADER_BYTES = 12;

export function writeBeatBlock({ samples, kinds }: BeatBlock): Uint8Array<ArrayBuffer> {
  const count = samples.length;
  if (kinds.length !== count) throw new RangeError('beats without a kind');
  const bytes = new Uint8Array(HEADER_BYTES + 5 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint32(8, count, true);
  new Int32Array(bytes.buffer, HEADER_BYTES, count).set(samples);
  bytes.set(kinds, HEADER_BYTES + 4 * count);
  return bytes;
}

/** @returns `null` when the bytes are not one whole block. Arrays are views into `bytes`. */
export function readBeatBlock(bytes: ArrayBuffer): BeatBlock | null {
  if (bytes.byteLength < HEADER_BYTES) return null;
  const view = new DataView(bytes);
  if (view.getUint32(0, true) !== MAGIC || view.getUint8(4) !== VERSION) return null;
  const count = view.getUint32(8, true);
  if (bytes.byteLength !== HEADER_BYTES + 5 * count) return null;
  return {
    samples: new Int32Array(bytes, HEADER_BYTES, count),
    kinds: new Uint8Array(bytes, HEADER_BYTES + 4 * count, count),
  };
}
