import type { ByteSource } from '../parse/byteSource';
import { toLittleEndian } from '../parse/byteOrder';
import { bitsPerFrame, type PixelLayout } from './layout';

/**
 * Bytes of one frame as stored: compressed, or native in little-endian order.
 *
 * @param source - The data set the layout was made from (inflated, if the object is deflated).
 * @param frame - 1 for the first frame.
 * @returns Null when the object has no such frame or its boundaries are unknown.
 */
export async function readFrame(
  source: ByteSource,
  layout: PixelLayout,
  frame: number,
  isBigEndian: boolean,
): Promise<Buffer | null> {
  if (!Number.isInteger(frame) || frame < 1 || frame > layout.image.frames) return null;
  if (layout.data.kind === 'native') {
    const length = bitsPerFrame(layout.image) / 8;
    if (isBigEndian && layout.vr === 'OW' && length % 2 === 1) {
      return readOddWords(source, layout.data.offset, length, frame - 1);
    }
    const bytes = await readNative(
      source,
      layout.data.offset,
      bitsPerFrame(layout.image),
      frame - 1,
    );
    return toLittleEndian(layout.vr, bytes, isBigEndian);
  }
  const fragments = layout.data.frames?.[frame - 1];
  if (!fragments) return null;
  const parts: Buffer[] = [];
  for (let i = 0; i + 1 < fragments.length; i += 2) {
    parts.push(await source.read(fragments[i] ?? 0, fragments[i + 1] ?? 0));
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

/** An odd number of 8-bit samples in big-endian words: the frame's ends may lie inside a word, so whole words are turned. */
async function readOddWords(
  source: ByteSource,
  offset: number,
  length: number,
  index: number,
): Promise<Buffer> {
  const start = length * index;
  const inWord = start % 2;
  const words = Buffer.from(
    await source.read(offset + start - inWord, length + inWord + ((length + inWord) % 2)),
  );
  return words.swap16().subarray(inWord, inWord + length);
}

/** Frames of single-bit images may begin inside a byte (PS3.5 8.1.1); handed out alone they begin at bit 0. */
async function readNative(
  source: ByteSource,
  offset: number,
  bits: number,
  index: number,
): Promise<Buffer> {
  const firstBit = bits * index;
  const shift = firstBit % 8;
  const start = offset + Math.floor(firstBit / 8);
  const length = Math.ceil(bits / 8);
  if (shift === 0) return clearUnused(await source.read(start, length), bits);
  const bytes = await source.read(start, length + 1);
  const out = Buffer.alloc(length);
  for (let i = 0; i < length; i++)
    out[i] = ((bytes[i] ?? 0) >> shift) | ((bytes[i + 1] ?? 0) << (8 - shift));
  return clearUnused(out, bits);
}

function clearUnused(bytes: Buffer, bits: number): Buffer {
  const used = bits % 8;
  if (used === 0) return bytes;
  const out = Buffer.from(bytes);
  out[out.length - 1] = (out[out.length - 1] ?? 0) & ((1 << used) - 1);
  return out;
}
