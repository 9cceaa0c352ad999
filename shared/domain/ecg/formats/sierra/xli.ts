import { DamagedEcg, readBytes } from '../../bytes/byteReader';

const CODE_BITS = 10;
const LITERALS = 256;
/** The last code of ten bits ends the data; the one before it is the last that can be given a meaning. */
const END_CODE = 2 ** CODE_BITS - 1;
const HEADER_BYTES = 8;
/** Second differences are stored with this added. */
const BIAS = 64;

/**
 * Leads of an XLI stream, one after the other: length (4 bytes), an unused word, the first difference (2 bytes), then
 * LZW codes of ten bits. Beneath them lie all high bytes, then all low bytes, of second differences.
 *
 * @param samples - Samples every lead must have; also what a damaged stream may make us allocate.
 * @param leads - Leads wanted; recorders store unused channels behind them.
 * @throws {DamagedEcg} When a lead is missing or has another length.
 */
export function decodeXli(bytes: Uint8Array, leads: number, samples: number): Int32Array[] {
  const reader = readBytes(bytes);
  let at = 0;
  return Array.from({ length: leads }, () => {
    const length = reader.u32(at);
    const first = reader.i16(at + 6);
    const packed = reader.bytes(at + HEADER_BYTES, length);
    at += HEADER_BYTES + length;
    const unpacked = unpackLzw(packed, 2 * samples);
    if (unpacked.length !== 2 * samples) throw new DamagedEcg('an XLI lead has another length');
    return integrate(unpacked, samples, first);
  });
}

function integrate(bytes: Uint8Array, samples: number, first: number): Int32Array {
  const word = (index: number): number =>
    int16(((bytes[index] ?? 0) << 8) | (bytes[samples + index] ?? 0));
  const values = new Int32Array(samples);
  values[0] = word(0);
  if (samples > 1) values[1] = word(1);
  let difference = first;
  for (let index = 2; index < samples; index++) {
    const [one = 0, two = 0] = [values[index - 1], values[index - 2]];
    values[index] = int16(2 * one - two - difference);
    difference = int16(word(index) - BIAS);
  }
  return values;
}

/** The recorder computes in 16 bits. */
const int16 = (value: number): number => (value << 16) >> 16;

/** @throws {DamagedEcg} When it would become longer than `most` bytes or names a code that has no meaning yet. */
function unpackLzw(packed: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  // every code stands for the bytes of an earlier one and one more: where in the output they first stood
  const starts = new Int32Array(END_CODE);
  const lengths = new Int32Array(END_CODE);
  let size = 0;
  let next = LITERALS;
  let before: { readonly start: number; readonly length: number } | null = null;
  const codes = Math.floor((packed.length * 8) / CODE_BITS);
  for (let index = 0; index < codes; index++) {
    const code = codeAt(packed, index);
    if (code === END_CODE) break;
    const start = size;
    if (code < LITERALS) {
      if (size >= most) throw new DamagedEcg('XLI data is too long');
      out[size++] = code;
    } else {
      // the code about to be given a meaning may be used at once
      const known = code < next ? { start: starts[code] ?? 0, length: lengths[code] ?? 0 } : null;
      const fresh = code === next && before ? { ...before, length: before.length + 1 } : null;
      const meaning = known ?? fresh;
      if (!meaning) throw new DamagedEcg('XLI code without meaning');
      const { start: from, length } = meaning;
      if (size + length > most) throw new DamagedEcg('XLI data is too long');
      // byte by byte: a new code overlaps with itself
      for (let at = 0; at < length; at++) out[size++] = out[from + at] ?? 0;
    }
    if (before !== null && next < END_CODE) {
      starts[next] = before.start;
      lengths[next] = before.length + 1;
      next += 1;
    }
    before = { start, length: size - start };
  }
  return out.subarray(0, size);
}

function codeAt(packed: Uint8Array, index: number): number {
  const bit = index * CODE_BITS;
  const [high = 0, middle = 0, low = 0] = packed.subarray(bit >> 3, (bit >> 3) + 3);
  return (((high << 16) | (middle << 8) | low) >> (24 - CODE_BITS - (bit & 7))) & END_CODE;
}
