/**
 * DICOM data sets without preamble and File Meta Information, as old media and some exports hold them. PS3.10 knows
 * no such file, so the encoding is told from the first element and a header is put in front; the data set itself
 * stays byte for byte.
 */
export type HeaderlessSyntax = 'implicitLittle' | 'explicitLittle' | 'explicitBig';

const UIDS: Readonly<Record<HeaderlessSyntax, string>> = {
  implicitLittle: '1.2.840.10008.1.2',
  explicitLittle: '1.2.840.10008.1.2.1',
  explicitBig: '1.2.840.10008.1.2.2',
};
/** Names this software in files it has written a header for. */
const IMPLEMENTATION_UID = '2.25.281937461052839411760042915532217840137';
const VR = /^(AE|CS|DA|DT|IS|LO|LT|OB|OW|PN|SH|SQ|ST|TM|UI|UL|UN|US)$/;
const LONG_VR = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);
const SOP_CLASS = 0x0016;
const SOP_INSTANCE = 0x0018;

/** How a headerless data set is encoded; `null` when the bytes do not begin like one. */
export function headerlessSyntaxOf(head: Buffer, sizeBytes: number): HeaderlessSyntax | null {
  if (head.length < 16) return null;
  const isBig = head.readUInt16BE(0) === 8 && VR.test(head.toString('latin1', 4, 6));
  const isLittle = head.readUInt16LE(0) === 8;
  if (!isBig && !isLittle) return null;
  const syntax: HeaderlessSyntax = isBig
    ? 'explicitBig'
    : VR.test(head.toString('latin1', 4, 6))
      ? 'explicitLittle'
      : 'implicitLittle';
  const elements = [...elementsOfGroup8(head, syntax)];
  const isOrdered = elements.every(
    (entry, at) => at === 0 || entry.element > (elements[at - 1]?.element ?? 0),
  );
  const [first] = elements;
  return first && isOrdered && elements.length >= 2 && first.length < sizeBytes ? syntax : null;
}

/**
 * Preamble and File Meta Information (PS3.10 7.1) for a headerless data set.
 *
 * @returns `null` when its SOP Class or Instance UID is not among its first elements.
 */
export function headerFor(head: Buffer, syntax: HeaderlessSyntax): Buffer | null {
  const uids = new Map<number, string>();
  for (const { element, value } of elementsOfGroup8(head, syntax)) {
    uids.set(element, value.toString('latin1').replace(/[\0 ]+$/, ''));
  }
  const [sopClass, sopInstance] = [uids.get(SOP_CLASS), uids.get(SOP_INSTANCE)];
  if (!sopClass || !sopInstance) return null;
  const elements = Buffer.concat([
    Buffer.from([0x02, 0x00, 0x01, 0x00, 0x4f, 0x42, 0, 0, 2, 0, 0, 0, 0, 1]), // version 00 01
    uidElement(0x0002, sopClass),
    uidElement(0x0003, sopInstance),
    uidElement(0x0010, UIDS[syntax]),
    uidElement(0x0012, IMPLEMENTATION_UID),
  ]);
  const groupLength = Buffer.from([0x02, 0x00, 0x00, 0x00, 0x55, 0x4c, 4, 0, 0, 0, 0, 0]);
  groupLength.writeUInt32LE(elements.length, 8);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), groupLength, elements]);
}

function uidElement(element: number, uid: string): Buffer {
  const value = Buffer.from(uid.length % 2 === 0 ? uid : `${uid}\0`, 'latin1');
  const header = Buffer.from([0x02, 0x00, element, 0x00, 0x55, 0x49, 0, 0]);
  header.writeUInt16LE(value.length, 6);
  return Buffer.concat([header, value]);
}

type Element = { readonly element: number; readonly length: number; readonly value: Buffer };

/** Top-level elements of group 0008 as far as they lie in `head`; stops at the first that cannot be followed. */
function* elementsOfGroup8(head: Buffer, syntax: HeaderlessSyntax): Generator<Element> {
  const isBig = syntax === 'explicitBig';
  const u16 = (at: number) => (isBig ? head.readUInt16BE(at) : head.readUInt16LE(at));
  const u32 = (at: number) => (isBig ? head.readUInt32BE(at) : head.readUInt32LE(at));
  for (let at = 0; at + 12 <= head.length && u16(at) === 8;) {
    const vr = syntax === 'implicitLittle' ? '' : head.toString('latin1', at + 4, at + 6);
    if (vr !== '' && !/^[A-Z]{2}$/.test(vr)) return;
    const isLong = LONG_VR.has(vr);
    const length = vr === '' ? u32(at + 4) : isLong ? u32(at + 8) : u16(at + 6);
    const start = at + (isLong ? 12 : 8);
    if (length === 0xffffffff) return;
    yield { element: u16(at + 2), length, value: head.subarray(start, start + length) };
    at = start + length;
  }
}
