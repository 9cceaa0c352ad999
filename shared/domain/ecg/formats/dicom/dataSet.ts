import { DamagedEcg, UnsupportedEcg, type ByteReader } from '../../bytes/byteReader';
import { guessText } from '../../bytes/text';
import { LONG_FORM } from '../../../../lib/valueRepresentation';

/** Elements by tag (`0x5400_0100` is (5400,0100)); values stay in the file, sequences are walked. */
export type DataSet = ReadonlyMap<number, DicomElement>;
export type DicomElement = {
  readonly offset: number;
  readonly length: number;
  readonly items: readonly DataSet[];
};

type Scope = {
  readonly reader: ByteReader;
  readonly explicit: boolean;
  readonly depth: number;
  /** Elements met so far, over all depths. */
  readonly count: { elements: number };
};

const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const TRANSFER_SYNTAX_UID = 0x00020010;
/** Far beyond any real waveform object; stops a file that nests without end. */
const MAX_DEPTH = 16;
/** A day of annotated beats has fewer; stops a file that consists of empty elements. */
const MAX_ELEMENTS = 4_000_000;

const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** Sequences this product reads; implicit VR does not say which elements are sequences. */
const SEQUENCES = new Set([
  0x54000100, 0x003a0200, 0x003a0208, 0x003a0211, 0x0040b020, 0x0040a043, 0x004008ea, 0x0040a168,
]);

/**
 * Walks the header of a DICOM file, explicit or implicit little endian.
 *
 * @throws {DamagedEcg} When lengths leave the file or items are not closed.
 * @throws {UnsupportedEcg} For big endian and compressed transfer syntaxes, which waveform objects do not use today.
 * @see DICOM PS3.10 section 7.1, PS3.5 section 7.
 */
export function readDataSet(reader: ByteReader): DataSet {
  if (reader.length < 132 || reader.text(128, 4) !== 'DICM') throw new DamagedEcg('no DICM prefix');
  const count = { elements: 0 };
  const meta = walk({ reader, explicit: true, depth: 0, count }, 132, endOfMeta(reader));
  const syntax = textOf(reader, meta.get(TRANSFER_SYNTAX_UID));
  if (syntax !== EXPLICIT_LITTLE_ENDIAN && syntax !== IMPLICIT_LITTLE_ENDIAN) {
    throw new UnsupportedEcg(`transfer syntax ${syntax}`);
  }
  const explicit = syntax === EXPLICIT_LITTLE_ENDIAN;
  return walk({ reader, explicit, depth: 0, count }, endOfMeta(reader), reader.length);
}

/** File Meta Information Group Length (0002,0000) comes first and counts from its own end. */
function endOfMeta(reader: ByteReader): number {
  if (reader.u16(132) !== 2 || reader.u16(134) !== 0) throw new DamagedEcg('no meta group length');
  return 144 + reader.u32(140);
}

/** Code or number as text, without padding; empty when the element is absent. */
export const textOf = (reader: ByteReader, element: DicomElement | undefined): string =>
  element
    ? reader
        .text(element.offset, element.length)
        .replace(/[\0 ]+$/u, '')
        .trimStart()
    : '';

/** Words for people, in whatever character set they are; empty when the element is absent. */
export const wordsOf = (reader: ByteReader, element: DicomElement | undefined): string =>
  element
    ? guessText(reader.bytes(element.offset, element.length))
        .replace(/[\0 ]+$/u, '')
        .trim()
    : '';

function walk(scope: Scope, start: number, end: number): DataSet {
  const found = new Map<number, DicomElement>();
  for (let offset = start; offset < end;) {
    const { tag, element, next } = readElement(scope, offset, end);
    if (tag === ITEM_END) break;
    found.set(tag, element);
    offset = next;
  }
  return found;
}

type Read = { readonly tag: number; readonly element: DicomElement; readonly next: number };

function readElement(scope: Scope, offset: number, end: number): Read {
  const { reader, count } = scope;
  if (++count.elements > MAX_ELEMENTS) throw new DamagedEcg('too many elements');
  const tag = reader.u16(offset) * 0x10000 + reader.u16(offset + 2);
  const { vr, length, valueAt } = readLength(scope, tag, offset + 4);
  const sequence = vr === 'SQ' || (vr !== 'OB' && vr !== 'OW' && length === UNDEFINED_LENGTH);
  if (sequence && tag !== ITEM_END) {
    const limit = length === UNDEFINED_LENGTH ? end : valueAt + length;
    // UN of undefined length holds implicit VR items, PS3.5 section 6.2.2 note.
    const inner = { ...scope, explicit: scope.explicit && vr !== 'UN', depth: scope.depth + 1 };
    const { items, next } = readItems(inner, valueAt, limit);
    return { tag, element: { offset: valueAt, length: next - valueAt, items }, next };
  }
  const next = valueAt + length;
  if (length === UNDEFINED_LENGTH || next > end) {
    throw new DamagedEcg(`element ${tag.toString(16)} leaves its data set`);
  }
  return { tag, element: { offset: valueAt, length, items: [] }, next };
}

function readLength(
  { reader, explicit }: Scope,
  tag: number,
  offset: number,
): { readonly vr: string; readonly length: number; readonly valueAt: number } {
  if (!explicit || Math.floor(tag / 0x10000) === 0xfffe) {
    const vr = SEQUENCES.has(tag) ? 'SQ' : '';
    return { vr, length: reader.u32(offset), valueAt: offset + 4 };
  }
  const vr = reader.text(offset, 2);
  if (!/^[A-Z]{2}$/u.test(vr)) throw new DamagedEcg(`no value representation at ${offset}`);
  return LONG_FORM.has(vr)
    ? { vr, length: reader.u32(offset + 4), valueAt: offset + 8 }
    : { vr, length: reader.u16(offset + 2), valueAt: offset + 4 };
}

function readItems(
  scope: Scope,
  start: number,
  end: number,
): { readonly items: DataSet[]; readonly next: number } {
  const { reader, depth } = scope;
  if (depth > MAX_DEPTH) throw new DamagedEcg('sequences nested too deep');
  const items: DataSet[] = [];
  let offset = start;
  while (offset < end) {
    const tag = reader.u16(offset) * 0x10000 + reader.u16(offset + 2);
    const length = reader.u32(offset + 4);
    offset += 8;
    if (tag === SEQUENCE_END) break;
    if (tag !== ITEM) throw new DamagedEcg(`no item at ${offset - 8}`);
    if (length === UNDEFINED_LENGTH) {
      const { item, next } = readOpenItem(scope, offset, end);
      items.push(item);
      offset = next;
    } else {
      if (offset + length > end) throw new DamagedEcg('item leaves its sequence');
      items.push(walk(scope, offset, offset + length));
      offset += length;
    }
  }
  return { items, next: offset };
}

function readOpenItem(
  scope: Scope,
  start: number,
  end: number,
): { readonly item: DataSet; readonly next: number } {
  const item = new Map<number, DicomElement>();
  for (let offset = start; offset < end;) {
    const { tag, element, next } = readElement(scope, offset, end);
    if (tag === ITEM_END) return { item, next };
    item.set(tag, element);
    offset = next;
  }
  throw new DamagedEcg('item is not closed');
}
