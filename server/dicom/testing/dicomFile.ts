/** Builds small DICOM files for tests: Explicit VR Little Endian, no pixels unless given as an element. */
export type TestElement = readonly [tag: string, vr: string, value: string | Buffer];

const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

export function dicomFile(
  elements: readonly TestElement[],
  transferSyntax = '1.2.840.10008.1.2.1',
): Buffer {
  const meta = encode(['00020010', 'UI', transferSyntax]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const preamble = Buffer.alloc(132);
  preamble.write('DICM', 128);
  const sorted = [...elements].sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.concat([preamble, encode(['00020000', 'UL', length]), meta, ...sorted.map(encode)]);
}

function encode([tag, vr, value]: TestElement): Buffer {
  const raw = Buffer.isBuffer(value) ? value : Buffer.from(value, 'utf8');
  const body = raw.length % 2 ? Buffer.concat([raw, Buffer.from([vr === 'UI' ? 0 : 0x20])]) : raw;
  const header = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  header.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0);
  header.writeUInt16LE(parseInt(tag.slice(4), 16), 2);
  header.write(vr, 4);
  if (LONG.has(vr)) header.writeUInt32LE(body.length, 8);
  else header.writeUInt16LE(body.length, 6);
  return Buffer.concat([header, body]);
}

export type AnInstance = {
  readonly study?: string;
  readonly series?: string;
  readonly sop?: string;
  readonly patientId?: string;
  readonly patientName?: string;
  readonly more?: readonly TestElement[];
};

/** An object without pixels, its identity given. */
export function anInstance(given: AnInstance = {}): Buffer {
  return dicomFile([
    ['00080005', 'CS', 'ISO_IR 192'],
    ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.88.11'],
    ['00080018', 'UI', given.sop ?? '2.25.3'],
    ['00080020', 'DA', '20260110'],
    ['00080060', 'CS', 'SR'],
    ['00100010', 'PN', given.patientName ?? 'Wang^Xiaodong=王^小东'],
    ['00100020', 'LO', given.patientId ?? 'P1'],
    ['0020000D', 'UI', given.study ?? '2.25.1'],
    ['0020000E', 'UI', given.series ?? '2.25.2'],
    ...(given.more ?? []),
  ]);
}
