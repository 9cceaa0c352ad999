import { constants, inflateRawSync } from 'node:zlib';

/** What the queue has to know of an object; empty text where the object does not say. */
export type ObjectHead = {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly modality: string;
  readonly studyDate: string;
  readonly patientId: string;
  readonly accessionNumber: string;
};

/** `short`: the bytes end before all is read; more of them may help. */
export type HeadReading =
  | { readonly kind: 'read'; readonly head: ObjectHead }
  | { readonly kind: 'short' }
  | { readonly kind: 'damaged'; readonly what: string };

const FIELDS = new Map<number, keyof ObjectHead>([
  [0x00080016, 'sopClassUid'],
  [0x00080018, 'sopInstanceUid'],
  [0x00080020, 'studyDate'],
  [0x00080050, 'accessionNumber'],
  [0x00080060, 'modality'],
  [0x00100020, 'patientId'],
  [0x0020000d, 'studyInstanceUid'],
  [0x0020000e, 'seriesInstanceUid'],
]);
const LAST_FIELD = 0x0020000e;
const UNDEFINED_LENGTH = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const MAX_DEPTH = 32;
/** Value representations with a 32-bit length, PS3.5 section 7.1.2. */
const LONG_FORM = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));

const IMPLICIT = '1.2.840.10008.1.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';

/**
 * Reads the identifying elements from the first bytes of a data set, in any transfer syntax; private syntaxes are
 * taken for explicit little endian, as PS3.5 section 10 has it. Nothing behind (0020,000E) is looked at.
 */
export function readHead(bytes: Buffer, transferSyntax: string): HeadReading {
  const plain = transferSyntax === DEFLATED ? inflate(bytes) : bytes;
  if (plain === null) return { kind: 'damaged', what: 'deflate stream' };
  const values: Partial<Record<keyof ObjectHead, string>> = {};
  const cursor: Cursor = {
    bytes: plain,
    at: 0,
    explicit: transferSyntax !== IMPLICIT,
    bigEndian: transferSyntax === BIG_ENDIAN,
    depth: 0,
  };
  try {
    readTop(cursor, values);
  } catch (error) {
    if (error instanceof EndOfBytes) return { kind: 'short' };
    if (error instanceof Damaged) return { kind: 'damaged', what: error.message };
    throw error;
  }
  const head: ObjectHead = {
    ...{ sopClassUid: '', sopInstanceUid: '', studyInstanceUid: '', seriesInstanceUid: '' },
    ...{ modality: '', studyDate: '', patientId: '', accessionNumber: '' },
    ...values,
  };
  return { kind: 'read', head };
}

class EndOfBytes extends Error {}
class Damaged extends Error {}

type Cursor = {
  readonly bytes: Buffer;
  at: number;
  explicit: boolean;
  readonly bigEndian: boolean;
  depth: number;
};

function inflate(bytes: Buffer): Buffer | null {
  try {
    // the bytes are a beginning: what can be inflated is enough
    return inflateRawSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 16 * 1024 * 1024,
    });
  } catch {
    return null; // whatever zlib says, it is no deflate stream
  }
}

function readTop(cursor: Cursor, values: Partial<Record<keyof ObjectHead, string>>): void {
  let previous = -1;
  while (cursor.at < cursor.bytes.length) {
    const { tag, vr, length } = readElementHead(cursor);
    if (tag > LAST_FIELD) return;
    previous = Math.max(previous, tag);
    const field = FIELDS.get(tag);
    if (field) {
      if (length > 1024) throw new Damaged(`${field} of ${length} bytes`);
      values[field] = take(cursor, length)
        .toString('latin1')
        .replace(/[\0 ]+$/u, '')
        .trim();
    } else skipValue(cursor, vr, length);
  }
  // the object may end here; then the last elements are simply not there
  if (previous < LAST_FIELD) throw new EndOfBytes();
}

function take(cursor: Cursor, length: number): Buffer {
  if (cursor.at + length > cursor.bytes.length) throw new EndOfBytes();
  const taken = cursor.bytes.subarray(cursor.at, cursor.at + length);
  cursor.at += length;
  return taken;
}

const u16 = (cursor: Cursor): number => {
  const bytes = take(cursor, 2);
  return cursor.bigEndian ? bytes.readUInt16BE(0) : bytes.readUInt16LE(0);
};
const u32 = (cursor: Cursor): number => {
  const bytes = take(cursor, 4);
  return cursor.bigEndian ? bytes.readUInt32BE(0) : bytes.readUInt32LE(0);
};

function readElementHead(cursor: Cursor): { tag: number; vr: string; length: number } {
  const tag = u16(cursor) * 0x10000 + u16(cursor);
  if (!cursor.explicit || tag >= 0xfffee000) return { tag, vr: '', length: u32(cursor) };
  const vr = take(cursor, 2).toString('latin1');
  if (!/^[A-Z]{2}$/u.test(vr)) throw new Damaged('no value representation');
  if (!LONG_FORM.has(vr)) return { tag, vr, length: u16(cursor) };
  take(cursor, 2);
  return { tag, vr, length: u32(cursor) };
}

function skipValue(cursor: Cursor, vr: string, length: number): void {
  if (length !== UNDEFINED_LENGTH) {
    take(cursor, length);
    return;
  }
  // UN of undefined length holds implicit VR items, PS3.5 section 6.2.2
  skipItems({ cursor, explicit: cursor.explicit && vr !== 'UN' });
}

function skipItems({ cursor, explicit }: { cursor: Cursor; explicit: boolean }): void {
  if (++cursor.depth > MAX_DEPTH) throw new Damaged('sequences nested too deep');
  const outer = cursor.explicit;
  cursor.explicit = explicit;
  for (;;) {
    const { tag, length } = readElementHead(cursor);
    if (tag === SEQUENCE_END) break;
    if (tag !== ITEM) throw new Damaged('no item where one has to be');
    if (length === UNDEFINED_LENGTH) skipOpenItem(cursor);
    else take(cursor, length);
  }
  cursor.explicit = outer;
  cursor.depth--;
}

function skipOpenItem(cursor: Cursor): void {
  for (;;) {
    const { tag, vr, length } = readElementHead(cursor);
    if (tag === ITEM_END) return;
    skipValue(cursor, vr, length);
  }
}
