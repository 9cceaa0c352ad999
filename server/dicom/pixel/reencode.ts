import { AppFailure } from '../../../shared/domain/errors';
import { decodedPhotometric, type FrameDecoder } from '../codec/decodeFrame';
import type { ByteSource } from '../parse/byteSource';
import { toLittleEndian } from '../parse/byteOrder';
import { readElements, type ElementEvent } from '../parse/elements';
import { EXPLICIT_LE } from '../transferSyntax';
import { readFrame } from './frames';
import type { PixelLayout } from './layout';
import type { OpenObject } from './openObject';

const LONG_VRS = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
const EXPLICIT = { isImplicit: false, isBigEndian: false };
const CHUNK_BYTES = 1024 * 1024;
const UNDEFINED_LENGTH = 0xffffffff;
/** The Extended Offset Table speaks of fragments that are gone after decoding. */
const OFFSET_TABLES = new Set(['7FE00001', '7FE00002']);

/**
 * Writes a stored object anew in Explicit VR Little Endian: the only conversion offered, since it is the one every
 * client must accept (PS3.18 8.7.3.4). Values are copied, sequences get undefined length, compressed pixels are decoded
 * frame by frame; nothing is held but one frame.
 *
 * @throws AppFailure `dicom.decodeFailed` when a frame cannot be decoded.
 */
export async function* reencode(
  object: OpenObject,
  pixels: PixelLayout | null,
  decode: FrameDecoder,
): AsyncGenerator<Buffer> {
  yield await fileMeta(object.file, object.dataSetOffset);
  const isDecoding = pixels?.data.kind === 'encapsulated';
  const replaced = isDecoding ? describedAfterDecoding(object, pixels) : new Map<string, Buffer>();
  let depth = 0;
  for await (const event of readElements(object.dataSet, object.start, object.syntax)) {
    switch (event.kind) {
      case 'sequenceStart':
        depth++;
        yield header(event.tag, 'SQ', UNDEFINED_LENGTH);
        break;
      case 'sequenceEnd':
        depth--;
        yield delimiter(0xe0dd, 0);
        break;
      case 'itemStart':
        yield delimiter(0xe000, UNDEFINED_LENGTH);
        break;
      case 'itemEnd':
        yield delimiter(0xe00d, 0);
        break;
      case 'fragments':
        if (!pixels) throw new Error('compressed pixels without a layout');
        yield* decodedPixels(object, pixels, decode);
        break;
      case 'element': {
        const isDropped =
          event.tag.endsWith('0000') || (isDecoding && OFFSET_TABLES.has(event.tag));
        if (isDropped) break;
        const value = depth === 0 ? replaced.get(event.tag) : undefined;
        if (value) yield* element(event.tag, event.vr, value);
        else yield* copied(object.dataSet, event);
      }
    }
  }
}

async function* decodedPixels(
  object: OpenObject,
  pixels: PixelLayout,
  decode: FrameDecoder,
): AsyncGenerator<Buffer> {
  const { image } = pixels;
  const frameBytes = (image.rows * image.columns * image.samplesPerPixel * image.bitsAllocated) / 8;
  const length = frameBytes * image.frames;
  yield header('7FE00010', image.bitsAllocated > 8 ? 'OW' : 'OB', length + (length % 2));
  for (let frame = 1; frame <= image.frames; frame++) {
    const encoded = await readFrame(object.dataSet, pixels, frame, false);
    const { codec } = object.syntax;
    if (!encoded || codec === null || codec === 'native') throw new Error('not a decodable frame');
    const decoded = await decode(codec, encoded, image);
    if (!decoded.ok) throw new AppFailure(decoded.error);
    yield decoded.value.bytes;
  }
  if (length % 2) yield Buffer.from([0]);
}

function describedAfterDecoding(
  { syntax }: OpenObject,
  { image }: PixelLayout,
): Map<string, Buffer> {
  const planar = Buffer.alloc(2);
  return new Map([
    ['00280004', Buffer.from(even(decodedPhotometric(syntax.codec, image)))],
    ['00280006', planar],
  ]);
}

/** The original File Meta Information with the new transfer syntax and a correct group length. */
async function fileMeta(file: ByteSource, dataSetOffset: number): Promise<Buffer> {
  const meta: ByteSource = {
    sizeBytes: dataSetOffset,
    read: (offset, length) =>
      file.read(offset, Math.min(length, Math.max(0, dataSetOffset - offset))),
  };
  const parts: Buffer[] = [];
  for await (const event of readElements(meta, 132, EXPLICIT)) {
    if (event.kind !== 'element' || event.tag === '00020000') continue;
    const value = event.tag === '00020010' ? Buffer.from(even(EXPLICIT_LE, '\0')) : event.value;
    if (value) parts.push(...element(event.tag, event.vr, value));
  }
  const group = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(group.length);
  const preamble = Buffer.alloc(132);
  preamble.write('DICM', 128, 'latin1');
  return Buffer.concat([preamble, ...element('00020000', 'UL', length), group]);
}

function* element(tag: string, vr: string, value: Buffer): Generator<Buffer> {
  const padded = value.length % 2 ? Buffer.concat([value, padding(vr)]) : value;
  const fits = LONG_VRS.has(vr) || padded.length <= 0xffff;
  yield header(tag, fits ? vr : 'UN', padded.length);
  yield padded;
}

async function* copied(source: ByteSource, event: ElementEvent): AsyncGenerator<Buffer> {
  const { tag, vr, value, offset, length, isBigEndian } = event;
  if (value) {
    yield* element(tag, vr, toLittleEndian(vr, value, isBigEndian));
    return;
  }
  yield header(tag, LONG_VRS.has(vr) ? vr : 'UN', length + (length % 2));
  for (let done = 0; done < length; done += CHUNK_BYTES) {
    const chunk = await source.read(offset + done, Math.min(CHUNK_BYTES, length - done));
    yield toLittleEndian(vr, chunk, isBigEndian);
  }
  if (length % 2) yield padding(vr);
}

function header(tag: string, vr: string, length: number): Buffer {
  const isLong = LONG_VRS.has(vr);
  const bytes = Buffer.alloc(isLong ? 12 : 8);
  bytes.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0);
  bytes.writeUInt16LE(parseInt(tag.slice(4), 16), 2);
  bytes.write(vr, 4, 'latin1');
  if (isLong) bytes.writeUInt32LE(length, 8);
  else bytes.writeUInt16LE(length, 6);
  return bytes;
}

function delimiter(elementNumber: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(0xfffe, 0);
  bytes.writeUInt16LE(elementNumber, 2);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

const even = (text: string, pad = ' '): string => (text.length % 2 ? text + pad : text);
const padding = (vr: string): Buffer =>
  Buffer.from([vr === 'UI' || /^(O|U[NLSV])/.test(vr) ? 0 : 0x20]);
