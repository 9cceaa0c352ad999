import type { DicomValue, PersonName } from './dicomJson';
import { textDecoding, type CharsetProblem, type TextDecoding } from './charset';

/** Decoders of one data set or item, both from its Specific Character Set. */
export type Texts = { readonly text: TextDecoding; readonly name: TextDecoding };
export type DecodedValue =
  { readonly values: DicomValue[]; readonly problem: CharsetProblem | null } | 'binary';

export const textsOf = (charset: readonly string[]): Texts => ({
  text: textDecoding(charset, false),
  name: textDecoding(charset, true),
});

const TEXT_VRS = new Set(['LO', 'SH', 'UC']);
const SINGLE_TEXT_VRS = new Set(['LT', 'ST', 'UT']);
const ASCII_VRS = new Set(['AE', 'AS', 'CS', 'DA', 'DT', 'TM', 'UI']);
const NUMBER_STRING_VRS = new Set(['DS', 'IS']);

type NumberReader = readonly [
  size: number,
  read: (bytes: Buffer, at: number, be: boolean) => DicomValue,
];
const finite = (value: number): DicomValue => (Number.isFinite(value) ? value : String(value));
const integer = (value: bigint): DicomValue =>
  value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : String(value);
const NUMBER_VRS: Readonly<Record<string, NumberReader>> = {
  US: [2, (b, at, be) => (be ? b.readUInt16BE(at) : b.readUInt16LE(at))],
  SS: [2, (b, at, be) => (be ? b.readInt16BE(at) : b.readInt16LE(at))],
  UL: [4, (b, at, be) => (be ? b.readUInt32BE(at) : b.readUInt32LE(at))],
  SL: [4, (b, at, be) => (be ? b.readInt32BE(at) : b.readInt32LE(at))],
  FL: [4, (b, at, be) => finite(be ? b.readFloatBE(at) : b.readFloatLE(at))],
  FD: [8, (b, at, be) => finite(be ? b.readDoubleBE(at) : b.readDoubleLE(at))],
  SV: [8, (b, at, be) => integer(be ? b.readBigInt64BE(at) : b.readBigInt64LE(at))],
  UV: [8, (b, at, be) => integer(be ? b.readBigUInt64BE(at) : b.readBigUInt64LE(at))],
  AT: [4, (b, at, be) => attributeTag(b, at, be)],
};

/** Values of one element in the DICOM JSON model (PS3.18 F.2.3); `binary` for the O* VRs and UN. */
export function decodeValue(
  vr: string,
  bytes: Buffer,
  isBigEndian: boolean,
  texts: Texts,
): DecodedValue {
  if (TEXT_VRS.has(vr)) return decodeText(bytes, texts.text, (text) => split(text).map(trimBoth));
  if (SINGLE_TEXT_VRS.has(vr)) {
    return decodeText(bytes, texts.text, (text) => [text.replace(/[\0 ]+$/, '')]);
  }
  if (vr === 'PN') return decodeText(bytes, texts.name, (text) => split(text).map(personName));
  const ascii = () => split(bytes.toString('latin1')).map(trimBoth);
  if (ASCII_VRS.has(vr)) return { values: ascii().map(emptyToNull), problem: null };
  if (vr === 'UR') return { values: [trimBoth(bytes.toString('latin1'))], problem: null };
  if (NUMBER_STRING_VRS.has(vr)) return { values: ascii().map(numberString), problem: null };
  const reader = NUMBER_VRS[vr];
  if (!reader) return 'binary';
  return { values: numbers(bytes, reader, isBigEndian), problem: null };
}

function decodeText(
  bytes: Buffer,
  decode: TextDecoding,
  toValues: (text: string) => DicomValue[],
): DecodedValue {
  const text = decode(bytes);
  if (!text.ok) return { values: [], problem: text.error };
  return { values: toValues(text.value).map(emptyToNull), problem: null };
}

function numbers(bytes: Buffer, [size, read]: NumberReader, isBigEndian: boolean): DicomValue[] {
  const values: DicomValue[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) values.push(read(bytes, at, isBigEndian));
  return values;
}

function numberString(text: string): DicomValue {
  if (text === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function personName(text: string): DicomValue {
  const [alphabetic, ideographic, phonetic] = text.split('=').map(trimComponents);
  const name: PersonName = {
    ...(alphabetic && { Alphabetic: alphabetic }),
    ...(ideographic && { Ideographic: ideographic }),
    ...(phonetic && { Phonetic: phonetic }),
  };
  return Object.keys(name).length > 0 ? name : null;
}

function attributeTag(bytes: Buffer, at: number, isBigEndian: boolean): string {
  const half = (offset: number) =>
    isBigEndian ? bytes.readUInt16BE(offset) : bytes.readUInt16LE(offset);
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  return hex(half(at)) + hex(half(at + 2));
}

const split = (text: string): string[] => text.split('\\');
const trimBoth = (text: string): string => text.replace(/^ +|[\0 ]+$/g, '');
const trimComponents = (text: string): string => trimBoth(text).replace(/\^+$/, '');
const emptyToNull = (value: DicomValue): DicomValue => (value === '' ? null : value);
