import { err, ok, type Result } from '../../../lib/result';
import type { OverlayProblem } from './overlayObject';
import type { Segmentation } from './readSegmentation';

/** Samples of all frames, as they lie in the file: packed bits, or little-endian bytes or words. */
export type SegmentSamples = Uint8Array;

export const sampleBytesOf = ({
  rows,
  columns,
  frameCount,
  bitsAllocated,
}: Pick<Segmentation, 'rows' | 'columns' | 'frameCount' | 'bitsAllocated'>): number =>
  Math.ceil((rows * columns * frameCount * bitsAllocated) / 8);

/** @returns Problem `pixelsTruncated` (`expected`, `present`, bytes): from where on frames would be another's is not known. */
export function checkedSamples(
  segmentation: Segmentation,
  bytes: Uint8Array,
): Result<SegmentSamples, OverlayProblem> {
  const expected = sampleBytesOf(segmentation);
  return bytes.length >= expected
    ? ok(bytes)
    : err({ reason: 'pixelsTruncated', params: { expected, present: bytes.length } });
}

/**
 * How much of each pixel of one frame belongs to a segment, 0 to 255. Bits lie from the lowest of a byte to the highest, frame
 * after frame without a gap, so that a frame may begin inside a byte (PS3.5 8.1.1).
 *
 * @param index - 0-based frame.
 * @param part - Segment Number, which a label map holds as its samples.
 */
export function coverageOf(
  segmentation: Segmentation,
  samples: SegmentSamples,
  index: number,
  part: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { rows, columns, form, bitsAllocated, maximum } = segmentation;
  const size = rows * columns;
  const start = index * size;
  const out = new Uint8ClampedArray(size);
  if (form === 'binary') {
    for (let i = 0; i < size; i++) {
      const bit = start + i;
      if (((samples[bit >> 3] ?? 0) >> (bit & 7)) & 1) out[i] = 255;
    }
  } else if (form === 'fractional') {
    for (let i = 0; i < size; i++) out[i] = ((samples[start + i] ?? 0) * 255) / maximum;
  } else {
    const step = bitsAllocated / 8;
    for (let i = 0; i < size; i++) {
      const at = (start + i) * step;
      const high = step === 2 ? (samples[at + 1] ?? 0) << 8 : 0;
      if (((samples[at] ?? 0) | high) === part) out[i] = 255;
    }
  }
  return out;
}

/** Pixels of one frame that belong to a segment: whole ones, or the sum of fractions. */
export function pixelsOf(
  segmentation: Segmentation,
  samples: SegmentSamples,
  index: number,
  part: number,
): number {
  if (segmentation.form === 'binary') return bitsIn(segmentation, samples, index);
  let sum = 0;
  for (const value of coverageOf(segmentation, samples, index, part)) sum += value;
  return sum / 255;
}

const BITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
});

function bitsIn({ rows, columns }: Segmentation, samples: SegmentSamples, index: number): number {
  const size = rows * columns;
  let bit = index * size;
  const end = bit + size;
  let count = 0;
  for (; bit < end && bit & 7; bit++) count += ((samples[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  for (; bit + 8 <= end; bit += 8) count += BITS[samples[bit >> 3] ?? 0] ?? 0;
  for (; bit < end; bit++) count += ((samples[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  return count;
}
