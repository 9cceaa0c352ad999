import { createWindow, type ByteSource, type Window } from './byteSource';
import { damaged, truncated } from './damage';
import { dictionaryVr, US_OR_SS } from './dictionary';

/**
 * Walks a data set as a flat list of events, without recursion and in constant memory: depth and number of elements
 * of a hostile object cost it neither stack nor heap. Values longer than `INLINE_BYTES` are passed over.
 */
export type DicomEvent =
  | ElementEvent
  | FragmentsEvent
  | { readonly kind: 'sequenceStart'; readonly tag: string }
  | { readonly kind: 'itemStart' | 'itemEnd' | 'sequenceEnd' };

export type ElementEvent = {
  readonly kind: 'element';
  readonly tag: string;
  readonly vr: string;
  /** Position of the value in the source, in bytes. */
  readonly offset: number;
  readonly length: number;
  /** Null when longer than INLINE_BYTES. */
  readonly value: Buffer | null;
  readonly isBigEndian: boolean;
};

/** Encapsulated pixel data (PS3.5 A.4); the first fragment is the Basic Offset Table. */
export type FragmentsEvent = {
  readonly kind: 'fragments';
  readonly tag: string;
  readonly vr: string;
  readonly fragments: readonly Fragment[];
};
export type Fragment = { readonly offset: number; readonly length: number };

export type Encoding = { readonly isImplicit: boolean; readonly isBigEndian: boolean };

export const INLINE_BYTES = 64 * 1024;
const MAX_DEPTH = 100;
const MAX_ELEMENTS = 5_000_000;
const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 'FFFEE000';
const ITEM_END = 'FFFEE00D';
const SEQUENCE_END = 'FFFEE0DD';
const PIXEL_DATA = '7FE00010';
const PIXEL_REPRESENTATION = '00280103';

const SHORT_VRS = new Set(
  'AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '),
);
const LONG_VRS = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));

type Level = {
  readonly kind: 'sequence' | 'item';
  readonly end: number;
  readonly encoding: Encoding;
};
type Header = {
  readonly tag: string;
  readonly vr: string;
  readonly length: number;
  readonly headerBytes: number;
};
type Walk = {
  readonly size: number;
  readonly window: Window;
  readonly levels: Level[];
  readonly encoding: Encoding;
  position: number;
  elements: number;
  isPixelSigned: boolean;
};

/**
 * @param start - Where the data set begins in the source.
 * @throws DicomDamage `dicom.truncated` when the source ends inside an element, `dicom.damaged` when its structure
 *   cannot be followed.
 */
export async function* readElements(
  source: ByteSource,
  start: number,
  encoding: Encoding,
): AsyncGenerator<DicomEvent> {
  const window = createWindow(source);
  const walk: Walk = {
    size: source.sizeBytes,
    window,
    levels: [],
    encoding,
    position: start,
    elements: 0,
    isPixelSigned: false,
  };
  for (;;) {
    const level = walk.levels.at(-1);
    if (level && walk.position >= level.end) {
      walk.levels.pop();
      yield { kind: level.kind === 'item' ? 'itemEnd' : 'sequenceEnd' };
      continue;
    }
    if (walk.position >= walk.size) {
      if (level) throw truncated(walk.position, 8);
      return;
    }
    const isItemExpected = level?.kind === 'sequence';
    const event = isItemExpected
      ? await stepInSequence(walk, level)
      : await stepInDataSet(walk, level);
    if (event === 'padding') return;
    yield event;
  }
}

async function stepInSequence(walk: Walk, level: Level): Promise<DicomEvent> {
  const { tag, length } = itemHeader(await bytesAt(walk, walk.position, 8), level.encoding);
  walk.position += 8;
  if (tag === SEQUENCE_END) {
    walk.levels.pop();
    return { kind: 'sequenceEnd' };
  }
  if (tag !== ITEM) throw damaged(walk.position - 8, 'item expected');
  push(walk, 'item', length, level.encoding);
  return { kind: 'itemStart' };
}

async function stepInDataSet(
  walk: Walk,
  level: Level | undefined,
): Promise<DicomEvent | 'padding'> {
  if (++walk.elements > MAX_ELEMENTS) throw damaged(walk.position, 'too many elements');
  const encoding = level?.encoding ?? walk.encoding;
  const available = Math.min(12, walk.size - walk.position);
  if (available < 8) {
    const rest = await bytesAt(walk, walk.position, available);
    if (!level && rest.every((byte) => byte === 0)) return 'padding';
    throw truncated(walk.position, 8 - available);
  }
  const header = readHeader(await bytesAt(walk, walk.position, available), encoding, walk);
  // Some senders pad the object with zeros; (0000,0000) cannot occur in a data set (PS3.5 7.1).
  if (header.tag === '00000000' && !level) return 'padding';
  if (header.tag === ITEM_END && level) {
    walk.position += 8;
    walk.levels.pop();
    return { kind: 'itemEnd' };
  }
  if (header.tag.startsWith('FFFE')) throw damaged(walk.position, 'delimiter outside a sequence');
  walk.position += header.headerBytes;
  return body(walk, header, encoding);
}

async function body(walk: Walk, header: Header, encoding: Encoding): Promise<DicomEvent> {
  const { tag, vr, length } = header;
  if (length === UNDEFINED_LENGTH) {
    if (tag === PIXEL_DATA && walk.levels.length === 0) {
      return {
        kind: 'fragments',
        tag,
        vr: vr === 'UN' ? 'OB' : vr,
        fragments: await fragments(walk, encoding),
      };
    }
    if (vr !== 'SQ' && vr !== 'UN') throw damaged(walk.position, `undefined length on ${vr}`);
    // An UN of undefined length is a sequence in Implicit VR Little Endian (PS3.5 6.2.2 note 4).
    push(
      walk,
      'sequence',
      length,
      vr === 'UN' ? { isImplicit: true, isBigEndian: false } : encoding,
    );
    return { kind: 'sequenceStart', tag };
  }
  if (walk.position + length > walk.size) {
    throw truncated(walk.position, walk.position + length - walk.size);
  }
  const level = walk.levels.at(-1);
  if (level && walk.position + length > level.end)
    throw damaged(walk.position, 'value longer than its item');
  if (vr === 'SQ') {
    push(walk, 'sequence', length, encoding);
    return { kind: 'sequenceStart', tag };
  }
  const offset = walk.position;
  const value = length <= INLINE_BYTES ? await bytesAt(walk, offset, length) : null;
  walk.position += length;
  if (tag === PIXEL_REPRESENTATION && value && value.length >= 2) {
    walk.isPixelSigned = value.includes(1);
  }
  return { kind: 'element', tag, vr, offset, length, value, isBigEndian: encoding.isBigEndian };
}

async function fragments(walk: Walk, encoding: Encoding): Promise<Fragment[]> {
  const found: Fragment[] = [];
  for (;;) {
    const { tag, length } = itemHeader(await bytesAt(walk, walk.position, 8), encoding);
    walk.position += 8;
    if (tag === SEQUENCE_END) return found;
    if (tag !== ITEM || length === UNDEFINED_LENGTH)
      throw damaged(walk.position - 8, 'fragment expected');
    if (walk.position + length > walk.size) {
      throw truncated(walk.position, walk.position + length - walk.size);
    }
    found.push({ offset: walk.position, length });
    walk.position += length;
    if (found.length > MAX_ELEMENTS) throw damaged(walk.position, 'too many fragments');
  }
}

function push(walk: Walk, kind: Level['kind'], length: number, encoding: Encoding): void {
  if (walk.levels.length >= MAX_DEPTH) throw damaged(walk.position, 'sequences nested too deeply');
  const parentEnd = walk.levels.at(-1)?.end ?? Infinity;
  const end = length === UNDEFINED_LENGTH ? Infinity : walk.position + length;
  if (end !== Infinity && end > walk.size) throw truncated(walk.position, end - walk.size);
  if (end !== Infinity && end > parentEnd)
    throw damaged(walk.position, 'item longer than its sequence');
  walk.levels.push({ kind, end, encoding });
}

async function bytesAt(walk: Walk, offset: number, length: number): Promise<Buffer> {
  const bytes = walk.window.peek(offset, length) ?? (await walk.window.load(offset, length));
  if (bytes.length < length) throw truncated(offset, length - bytes.length);
  return bytes;
}

function readHeader(bytes: Buffer, encoding: Encoding, walk: Walk): Header {
  const tag = tagAt(bytes, encoding.isBigEndian);
  const letters = bytes.toString('latin1', 4, 6);
  const isExplicit = !encoding.isImplicit && !tag.startsWith('FFFE') && /^[A-Z]{2}$/.test(letters);
  if (!isExplicit) {
    const length = uint32(bytes, 4, encoding.isBigEndian);
    return { tag, vr: resolveVr(tag, walk), length, headerBytes: 8 };
  }
  if (SHORT_VRS.has(letters)) {
    const length = encoding.isBigEndian ? bytes.readUInt16BE(6) : bytes.readUInt16LE(6);
    return { tag, vr: letters, length, headerBytes: 8 };
  }
  if (bytes.length < 12) throw truncated(walk.position, 12 - bytes.length);
  // A VR of a later edition has the long form and is treated as UN (PS3.5 7.1.2).
  const vr = LONG_VRS.has(letters) ? letters : 'UN';
  const length = uint32(bytes, 8, encoding.isBigEndian);
  const known = vr === 'UN' && length !== UNDEFINED_LENGTH ? resolveVr(tag, walk) : vr;
  // Only flat values are reinterpreted: a sequence inside UN of known length stays bytes.
  return { tag, vr: known === 'SQ' && vr === 'UN' ? 'UN' : known, length, headerBytes: 12 };
}

function resolveVr(tag: string, walk: Walk): string {
  const vr = dictionaryVr(tag);
  if (vr === US_OR_SS) return walk.isPixelSigned ? 'SS' : 'US';
  return vr;
}

const itemHeader = (bytes: Buffer, encoding: Encoding) => ({
  tag: tagAt(bytes, encoding.isBigEndian),
  length: uint32(bytes, 4, encoding.isBigEndian),
});

function tagAt(bytes: Buffer, isBigEndian: boolean): string {
  const group = isBigEndian ? bytes.readUInt16BE(0) : bytes.readUInt16LE(0);
  const element = isBigEndian ? bytes.readUInt16BE(2) : bytes.readUInt16LE(2);
  return hexTag(group * 0x10000 + element);
}

const tagTexts = new Map<number, string>();
const MAX_REMEMBERED = 20_000;

function hexTag(tag: number): string {
  const known = tagTexts.get(tag);
  if (known !== undefined) return known;
  const text = tag.toString(16).toUpperCase().padStart(8, '0');
  if (tagTexts.size < MAX_REMEMBERED) tagTexts.set(tag, text);
  return text;
}

const uint32 = (bytes: Buffer, at: number, isBigEndian: boolean): number =>
  isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
