import { inflateSync } from 'node:zlib';
import type { FrameDecoder } from '../../dicom/codec/decodeFrame';
import { completeJpeg } from '../jpeg/joinTables';
import { decodePicture, encodeTile } from '../picture';
import type { RawPixels, SlideTile } from '../slide';
import { decodeLzw } from './lzw';
import type { TiffPage } from './page';
import { exact, numberAt, TiffDamage, type TiffReader } from './tiffFile';

/** Compressions of TIFF and of Aperio's files. */
const COMPRESSION = {
  none: 1,
  lzw: 5,
  jpeg: 7,
  deflate: 8,
  oldDeflate: 32946,
  aperioYcc: 33003,
  aperioRgb: 33005,
  jpeg2000: 34712,
} as const;

const RGB = 2;
const WHITE_IS_ZERO = 0;
/** A compressed block is smaller than the pixels of the largest block, or it is no block. */
const MAX_BLOCK_BYTES = 96 * 1024 * 1024;
const MAX_BLOCK_PIXELS = 16_777_216;

const isJpeg2000 = (compression: number): boolean =>
  compression === COMPRESSION.aperioYcc ||
  compression === COMPRESSION.aperioRgb ||
  compression === COMPRESSION.jpeg2000;

/** Why the blocks of a page cannot be shown, as a technical word; `null` when they can. */
export function unsupportedBlocks(page: TiffPage): string | null {
  const known = Object.values<number>(COMPRESSION).includes(page.compression);
  if (!known) return `compression ${page.compression}`;
  if (page.bitsPerSample !== 8) return `${page.bitsPerSample} bit`;
  if (page.isPlanar && page.samplesPerPixel > 1) return 'planar';
  if (![1, 3, 4].includes(page.samplesPerPixel)) return `${page.samplesPerPixel} channels`;
  if (page.photometric > 6) return `photometric ${page.photometric}`;
  if (page.photometric === 3) return 'palette';
  return null;
}

/** Whether blocks go out as they lie in the file. */
export const isPassedOn = ({ compression }: TiffPage): boolean => compression === COMPRESSION.jpeg;

/** Bytes of one block; `null` where a sparse file has none. */
async function readBlock(
  reader: TiffReader,
  page: TiffPage,
  index: number,
): Promise<Buffer | null> {
  const length = await numberAt(reader, page.byteCounts, index);
  if (length === 0) return null;
  if (length > MAX_BLOCK_BYTES) throw new TiffDamage('blockSize');
  return exact(reader, await numberAt(reader, page.offsets, index), length);
}

export type BlockDeps = { readonly reader: TiffReader; readonly decode: FrameDecoder };

/** A block as a browser can show it. @throws TiffDamage */
export async function tileOf(
  { reader, decode }: BlockDeps,
  page: TiffPage,
  index: number,
): Promise<SlideTile | null> {
  const block = await readBlock(reader, page, index);
  if (!block) return null;
  if (isPassedOn(page)) return { mime: 'image/jpeg', bytes: wholeJpeg(page, block, index) };
  return encodeTile(await decodeBlock(decode, page, block, index));
}

/** A block as pixels. @throws TiffDamage */
export async function pixelsOf(
  { reader, decode }: BlockDeps,
  page: TiffPage,
  index: number,
): Promise<RawPixels | null> {
  const block = await readBlock(reader, page, index);
  return block && decodeBlock(decode, page, block, index);
}

/** A strip at the lower end holds what is left of the picture; tiles are always whole. */
function sizeOf(page: TiffPage, index: number): { width: number; height: number } {
  const { blockWidth: width, blockHeight } = page;
  if (page.isTiled) return { width, height: blockHeight };
  return { width, height: Math.min(blockHeight, page.height - index * blockHeight) };
}

function wholeJpeg(page: TiffPage, block: Buffer, index: number): Buffer {
  const isRgb = page.photometric === RGB && page.samplesPerPixel === 3;
  const { width, height } = sizeOf(page, index);
  const jpeg = completeJpeg(block, page.jpegTables, { isRgb, width, height });
  if (!jpeg) throw new TiffDamage('tile');
  return jpeg;
}

async function decodeBlock(
  decode: FrameDecoder,
  page: TiffPage,
  block: Buffer,
  index: number,
): Promise<RawPixels> {
  const size = sizeOf(page, index);
  if (size.width * size.height > MAX_BLOCK_PIXELS) throw new TiffDamage('blockSize');
  if (isPassedOn(page)) return decodePicture(wholeJpeg(page, block, index), MAX_BLOCK_PIXELS);
  if (isJpeg2000(page.compression)) return decodeJpeg2000(decode, page, block);
  return { ...size, bytes: toRgb(page, unpredicted(page, size, unpack(page, size, block))) };
}

/** Samples as stored; a block that ends early is filled up, because a scanner that was stopped leaves such files. */
function unpack(page: TiffPage, size: { width: number; height: number }, block: Buffer): Buffer {
  const length = size.width * size.height * page.samplesPerPixel;
  const bytes = inflated(page.compression, block, length);
  if (bytes.length >= length) return bytes.subarray(0, length);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);
}

function inflated(compression: number, block: Buffer, length: number): Buffer {
  if (compression === COMPRESSION.lzw) return decodeLzw(block, length);
  if (compression === COMPRESSION.none) return block;
  try {
    return inflateSync(block, { maxOutputLength: length });
  } catch {
    throw new TiffDamage('tile');
  }
}

/** Undoes horizontal differencing (TIFF 6.0, section 14). */
function unpredicted(page: TiffPage, { width }: { width: number }, bytes: Buffer): Buffer {
  if (page.predictor !== 2) return bytes;
  const out = Buffer.from(bytes);
  const step = page.samplesPerPixel;
  const rowBytes = width * step;
  for (let row = 0; row < out.length; row += rowBytes) {
    for (let at = row + step; at < row + rowBytes; at++)
      out[at] = ((out[at] ?? 0) + (out[at - step] ?? 0)) & 255;
  }
  return out;
}

function toRgb(page: TiffPage, bytes: Buffer): Buffer {
  const { samplesPerPixel: step } = page;
  if (step === 3 && page.photometric !== 6) return bytes;
  const out = Buffer.alloc((bytes.length / step) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += step, to += 3) {
    if (step >= 3) {
      bytes.copy(out, to, from, from + 3);
      continue;
    }
    const value = bytes[from] ?? 0;
    out.fill(page.photometric === WHITE_IS_ZERO ? 255 - value : value, to, to + 3);
  }
  return page.photometric === 6 ? yccToRgb(out) : out;
}

async function decodeJpeg2000(
  decode: FrameDecoder,
  page: TiffPage,
  block: Buffer,
): Promise<RawPixels> {
  const decoded = await decode('jpeg2000', block, {
    rows: page.blockHeight,
    columns: page.blockWidth,
    samplesPerPixel: page.samplesPerPixel,
    bitsAllocated: 8,
    bitsStored: 8,
    isSigned: false,
    photometric: page.samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2',
    planarConfiguration: 0,
    frames: 1,
  });
  if (!decoded.ok) throw new TiffDamage('tile');
  const bytes = toRgb({ ...page, photometric: RGB }, decoded.value.bytes);
  const size = { width: page.blockWidth, height: page.blockHeight };
  return { ...size, bytes: page.compression === COMPRESSION.aperioYcc ? yccToRgb(bytes) : bytes };
}

/** ITU-R BT.601 full range, as JPEG means it. */
function yccToRgb(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length);
  for (let at = 0; at + 2 < bytes.length; at += 3) {
    const y = bytes[at] ?? 0;
    const cb = (bytes[at + 1] ?? 0) - 128;
    const cr = (bytes[at + 2] ?? 0) - 128;
    out[at] = clamp(y + 1.402 * cr);
    out[at + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
    out[at + 2] = clamp(y + 1.772 * cb);
  }
  return out;
}

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
