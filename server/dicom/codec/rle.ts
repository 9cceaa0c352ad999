const HEADER_BYTES = 64;
const MAX_SEGMENTS = 15;

/**
 * Decodes one RLE Lossless frame (PS3.5 Annex G): one PackBits segment per byte of each sample, most significant first.
 *
 * @returns Little-endian samples, colour by pixel, `pixels * samplesPerPixel * bytesPerSample` bytes.
 * @throws Error when the segments do not hold exactly that much.
 */
export function decodeRle(
  encoded: Buffer,
  shape: {
    readonly pixels: number;
    readonly samplesPerPixel: number;
    readonly bytesPerSample: number;
  },
): Buffer {
  const { pixels, samplesPerPixel, bytesPerSample } = shape;
  const wanted = samplesPerPixel * bytesPerSample;
  const segments = encoded.length >= HEADER_BYTES ? encoded.readUInt32LE(0) : 0;
  if (segments !== wanted || segments > MAX_SEGMENTS)
    throw new Error(`RLE: ${segments} segments, not ${wanted}`);
  const out = Buffer.alloc(pixels * wanted);
  for (let segment = 0; segment < segments; segment++) {
    const start = encoded.readUInt32LE(4 + segment * 4);
    const isLast = segment + 1 === segments;
    const end = isLast ? encoded.length : encoded.readUInt32LE(8 + segment * 4);
    if (start < HEADER_BYTES || end < start || end > encoded.length)
      throw new Error('RLE: bad segment offset');
    const sample = Math.floor(segment / bytesPerSample);
    const byteInSample = bytesPerSample - 1 - (segment % bytesPerSample);
    unpack(encoded.subarray(start, end), out, sample * bytesPerSample + byteInSample, wanted);
  }
  return out;
}

/** PackBits into every `stride`-th byte from `first`. */
function unpack(segment: Buffer, out: Buffer, first: number, stride: number): void {
  let at = 0;
  let target = first;
  while (target < out.length) {
    const control = segment[at++];
    if (control === undefined) throw new Error('RLE: segment too short');
    if (control === 128) continue;
    const count = control < 128 ? control + 1 : 257 - control;
    const isRun = control > 128;
    if (at + (isRun ? 1 : count) > segment.length) throw new Error('RLE: segment too short');
    for (let i = 0; i < count && target < out.length; i++, target += stride) {
      out[target] = segment[isRun ? at : at + i] ?? 0;
    }
    at += isRun ? 1 : count;
  }
}
