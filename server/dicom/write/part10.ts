import { EXPLICIT_LE } from '../transferSyntax';

/** One element to be written. Text of several values is joined by `\`; a sequence holds items of elements. */
export type WriteElement = {
  /** Eight hexadecimal digits. */
  readonly tag: string;
  readonly vr: string;
  readonly value: readonly string[] | readonly number[] | Buffer | readonly DicomItem[];
};
export type DicomItem = readonly WriteElement[];

export const text = (tag: string, vr: string, ...value: readonly string[]): WriteElement => ({
  tag,
  vr,
  value,
});
export const number = (
  tag: string,
  vr: 'US' | 'UL' | 'FD' | 'FL',
  ...value: readonly number[]
) => ({
  tag,
  vr,
  value,
});
export const sequence = (tag: string, ...items: readonly DicomItem[]): WriteElement => ({
  tag,
  vr: 'SQ',
  value: items,
});
export const bytes = (tag: string, vr: 'OB' | 'OW', value: Buffer): WriteElement => ({
  tag,
  vr,
  value,
});

export type DicomObject = {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Explicit VR Little Endian by default; others only together with `frames`. */
  readonly transferSyntaxUid?: string;
  /** Everything but File Meta Information and, where `frames` are given, pixel data. Order does not matter. */
  readonly elements: readonly WriteElement[];
  /** Compressed frames, one fragment each, with a Basic Offset Table. */
  readonly frames?: readonly Buffer[];
};

const IMPLEMENTATION_CLASS_UID = '2.25.329800735698586629295641978511506172918';
const IMPLEMENTATION_VERSION = 'HUIZHEN_1';
const LONG = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
const UNDEFINED_LENGTH = 0xffffffff;

/**
 * Writes an object of our own as a file (PS3.10 7): explicit VR, little-endian, sequences and items of defined length,
 * elements in order. Text is UTF-8; the caller states it in Specific Character Set. Received objects are never written
 * with this: they stay as they came.
 */
export function writePart10(object: DicomObject): Buffer {
  const syntax = object.transferSyntaxUid ?? EXPLICIT_LE;
  const meta = joined([
    bytes('00020001', 'OB', Buffer.from([0, 1])),
    text('00020002', 'UI', object.sopClassUid),
    text('00020003', 'UI', object.sopInstanceUid),
    text('00020010', 'UI', syntax),
    text('00020012', 'UI', IMPLEMENTATION_CLASS_UID),
    text('00020013', 'SH', IMPLEMENTATION_VERSION),
  ]);
  const preamble = Buffer.alloc(132);
  preamble.write('DICM', 128);
  return Buffer.concat([
    preamble,
    encode(number('00020000', 'UL', meta.length)),
    meta,
    joined(object.elements),
    ...(object.frames ? encapsulated(object.frames) : []),
  ]);
}

const joined = (elements: readonly WriteElement[]): Buffer =>
  Buffer.concat(elements.toSorted((a, b) => (a.tag < b.tag ? -1 : 1)).map(encode));

function encode({ tag, vr, value }: WriteElement): Buffer {
  const body = padded(vr, bodyOf(vr, value));
  const header = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  writeTag(header, tag);
  header.write(vr, 4, 'latin1');
  if (LONG.has(vr)) header.writeUInt32LE(body.length, 8);
  else if (body.length > 0xffff) throw new RangeError(`${tag} is too long for ${vr}`);
  else header.writeUInt16LE(body.length, 6);
  return Buffer.concat([header, body]);
}

function bodyOf(vr: string, value: WriteElement['value']): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (vr === 'SQ') return Buffer.concat((value as readonly DicomItem[]).map(encodeItem));
  const [first] = value;
  if (typeof first === 'number')
    return Buffer.concat((value as readonly number[]).map(numberOf(vr)));
  return Buffer.from((value as readonly string[]).join('\\'), 'utf8');
}

function encodeItem(item: DicomItem): Buffer {
  const body = joined(item);
  return Buffer.concat([itemHeader('FFFEE000', body.length), body]);
}

function itemHeader(tag: string, length: number): Buffer {
  const header = Buffer.alloc(8);
  writeTag(header, tag);
  header.writeUInt32LE(length, 4);
  return header;
}

function writeTag(header: Buffer, tag: string): void {
  header.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0);
  header.writeUInt16LE(parseInt(tag.slice(4), 16), 2);
}

const numberOf =
  (vr: string) =>
  (value: number): Buffer => {
    const out = Buffer.alloc({ US: 2, UL: 4, SS: 2, SL: 4, FL: 4, FD: 8 }[vr] ?? 0);
    if (vr === 'US') out.writeUInt16LE(value);
    else if (vr === 'UL') out.writeUInt32LE(value);
    else if (vr === 'SS') out.writeInt16LE(value);
    else if (vr === 'SL') out.writeInt32LE(value);
    else if (vr === 'FL') out.writeFloatLE(value);
    else if (vr === 'FD') out.writeDoubleLE(value);
    else throw new RangeError(`numbers in ${vr}`);
    return out;
  };

/** Values have even length (PS3.5 7.1.1): UIDs and bytes are filled with zero, text with a space. */
function padded(vr: string, body: Buffer): Buffer {
  if (body.length % 2 === 0) return body;
  const isZero = vr === 'UI' || vr === 'OB' || vr === 'OW' || vr === 'UN';
  return Buffer.concat([body, Buffer.from([isZero ? 0 : 0x20])]);
}

/** Pixel Data in fragments (PS3.5 A.4). */
function encapsulated(frames: readonly Buffer[]): Buffer[] {
  const even = frames.map((frame) =>
    frame.length % 2 === 0 ? frame : Buffer.concat([frame, Buffer.alloc(1)]),
  );
  const table = Buffer.alloc(even.length * 4);
  even.reduce((offset, frame, index) => {
    table.writeUInt32LE(offset, index * 4);
    return offset + 8 + frame.length;
  }, 0);
  const header = Buffer.alloc(12);
  writeTag(header, '7FE00010');
  header.write('OB', 4, 'latin1');
  header.writeUInt32LE(UNDEFINED_LENGTH, 8);
  return [
    header,
    itemHeader('FFFEE000', table.length),
    table,
    ...even.flatMap((frame) => [itemHeader('FFFEE000', frame.length), frame]),
    itemHeader('FFFEE0DD', 0),
  ];
}

/** A decimal string has at most 16 characters (PS3.5 6.2). */
export function decimal(value: number): string {
  const short = String(value);
  if (short.length <= 16) return short;
  for (let digits = 14; digits > 0; digits--) {
    const rounded = value.toPrecision(digits);
    if (rounded.length <= 16) return rounded;
  }
  return value.toExponential(6);
}

/** A text value cannot hold a backslash, which separates values, nor be longer than its VR allows. */
export const shortText = (value: string, most: number): string =>
  [
    ...value
      .replaceAll('\\', '/')
      .replace(/[\u0000-\u001f]/g, ' ')
      .trim(),
  ]
    .slice(0, most)
    .join('');
