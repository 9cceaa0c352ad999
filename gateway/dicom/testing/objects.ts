/** Builds small data sets for tests: Explicit VR Little Endian, in the order of their tags. */
export type Element = readonly [tag: string, vr: string, value: string | Buffer];
const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

export function dataSet(elements: readonly Element[]): Buffer {
  return Buffer.concat([...elements].sort(([a], [b]) => (a < b ? -1 : 1)).map(encode));
}

function encode([tag, vr, value]: Element): Buffer {
  const raw = Buffer.isBuffer(value) ? value : Buffer.from(value, 'utf8');
  const body = raw.length % 2 ? Buffer.concat([raw, Buffer.from([vr === 'UI' ? 0 : 0x20])]) : raw;
  const isLong = LONG.has(vr);
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (isLong) head.writeUInt32LE(body.length, 8);
  else head.writeUInt16LE(body.length, 6);
  return Buffer.concat([head, body]);
}

export const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
export const EXPLICIT = '1.2.840.10008.1.2.1';
export const IMPLICIT = '1.2.840.10008.1.2';

/** An object of secondary capture whose pixels are `payload`. */
export function anObject(
  sop: string,
  payload: Buffer = Buffer.alloc(64),
  more: readonly Element[] = [],
): Buffer {
  return dataSet([
    ['00080016', 'UI', SECONDARY_CAPTURE],
    ['00080018', 'UI', sop],
    ['00080060', 'CS', 'OT'],
    ['00100020', 'LO', 'P1'],
    ['0020000D', 'UI', '2.25.100'],
    ['0020000E', 'UI', '2.25.101'],
    ['7FE00010', 'OW', payload],
    ...more,
  ]);
}
