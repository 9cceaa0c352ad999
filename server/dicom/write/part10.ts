import type { DicomElement, DicomJson } from '../../../shared/domain/imaging/dicomJson';

/**
 * Writes a data set of our own making as a DICOM file (PS3.10): Explicit VR Little Endian, text in UTF-8, sequences of
 * defined length. Received objects never pass here; they are kept byte for byte.
 *
 * @param dataSet - DICOM JSON model (PS3.18 F) with SOP class, SOP instance and `ISO_IR 192` in it.
 * @throws Error for a value its VR cannot hold: that is a fault of the writer, not of any input.
 */
export function part10File(dataSet: DicomJson): Buffer {
  const syntax = '1.2.840.10008.1.2.1';
  const meta = Buffer.concat([
    encodeElement('00020001', { vr: 'OB', InlineBinary: 'AAE=' }),
    encodeElement('00020002', { vr: 'UI', Value: [uidOf(dataSet, '00080016')] }),
    encodeElement('00020003', { vr: 'UI', Value: [uidOf(dataSet, '00080018')] }),
    encodeElement('00020010', { vr: 'UI', Value: [syntax] }),
    encodeElement('00020012', { vr: 'UI', Value: [IMPLEMENTATION_CLASS_UID] }),
    encodeElement('00020013', { vr: 'SH', Value: ['HUIZHEN'] }),
  ]);
  const preamble = Buffer.alloc(132);
  preamble.write('DICM', 128);
  const length = encodeElement('00020000', { vr: 'UL', Value: [meta.length] });
  return Buffer.concat([preamble, length, meta, encodeDataSet(dataSet)]);
}

/** Made once of a random UUID; names this product's encoder in files (PS3.7 D.3.3.2). */
const IMPLEMENTATION_CLASS_UID = '2.25.215683146206297113894366046120574233897';

function uidOf(dataSet: DicomJson, tag: string): string {
  const uid = dataSet[tag]?.Value?.[0];
  if (typeof uid !== 'string' || uid === '') throw new Error(`a file needs ${tag}`);
  return uid;
}

function encodeDataSet(dataSet: DicomJson): Buffer {
  const tags = Object.keys(dataSet).sort();
  return Buffer.concat(tags.map((tag) => encodeElement(tag, dataSet[tag] as DicomElement)));
}

/** VRs whose length has 32 bits (PS3.5 7.1.2). */
const LONG = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'UC',
  'UN',
  'UR',
  'UT',
  'SV',
  'UV',
]);

function encodeElement(tag: string, element: DicomElement): Buffer {
  const body = valueOf(tag, element);
  const header = Buffer.alloc(LONG.has(element.vr) ? 12 : 8);
  header.writeUInt16LE(parseInt(tag.slice(0, 4), 16), 0);
  header.writeUInt16LE(parseInt(tag.slice(4), 16), 2);
  header.write(element.vr, 4, 'latin1');
  if (LONG.has(element.vr)) header.writeUInt32LE(body.length, 8);
  else if (body.length > 0xffff) throw new Error(`${tag} is too long for ${element.vr}`);
  else header.writeUInt16LE(body.length, 6);
  return Buffer.concat([header, body]);
}

const NUMBERS: Readonly<
  Record<string, readonly [size: number, write: (to: Buffer, value: number, at: number) => void]>
> = {
  FD: [8, (to, value, at) => void to.writeDoubleLE(value, at)],
  FL: [4, (to, value, at) => void to.writeFloatLE(value, at)],
  SL: [4, (to, value, at) => void to.writeInt32LE(value, at)],
  SS: [2, (to, value, at) => void to.writeInt16LE(value, at)],
  UL: [4, (to, value, at) => void to.writeUInt32LE(value, at)],
  US: [2, (to, value, at) => void to.writeUInt16LE(value, at)],
};
const TEXTS = new Set([
  'AE',
  'AS',
  'CS',
  'DA',
  'DS',
  'DT',
  'IS',
  'LO',
  'LT',
  'SH',
  'ST',
  'TM',
  'UC',
  'UI',
  'UR',
  'UT',
]);

function valueOf(tag: string, { vr, Value = [], InlineBinary }: DicomElement): Buffer {
  if (InlineBinary !== undefined) return padded(Buffer.from(InlineBinary, 'base64'), 0);
  if (vr === 'SQ') return Buffer.concat(Value.map((item) => encodeItem(item as DicomJson)));
  if (vr === 'PN') return padded(Buffer.from(Value.map(nameText).join('\\'), 'utf8'), 0x20);
  const number = NUMBERS[vr];
  if (number) return encodeNumbers(tag, Value, number);
  if (!TEXTS.has(vr)) throw new Error(`${tag} has a VR this writer does not know: ${vr}`);
  return padded(Buffer.from(Value.map(String).join('\\'), 'utf8'), vr === 'UI' ? 0 : 0x20);
}

function encodeItem(item: DicomJson): Buffer {
  const body = encodeDataSet(item);
  const header = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  header.writeUInt32LE(body.length, 4);
  return Buffer.concat([header, body]);
}

function encodeNumbers(
  tag: string,
  values: readonly unknown[],
  [size, write]: (typeof NUMBERS)[string],
): Buffer {
  const out = Buffer.alloc(values.length * size);
  values.forEach((value, at) => {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new Error(`${tag} is no number`);
    write(out, value, at * size);
  });
  return out;
}

/** The component groups of a name, `alphabetic=ideographic=phonetic` (PS3.5 6.2.1). */
function nameText(value: unknown): string {
  const {
    Alphabetic = '',
    Ideographic = '',
    Phonetic = '',
  } = (value ?? {}) as Record<string, string>;
  return [Alphabetic, Ideographic, Phonetic].join('=').replace(/=+$/, '');
}

/** Values have an even length (PS3.5 7.1.1). */
const padded = (bytes: Buffer, filler: number): Buffer =>
  bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([filler])]);
