import dcmjs from 'dcmjs';

const { dictionary, nameMap } = dcmjs.data.DicomMetaDictionary;

/** VRs the dictionary leaves open; US or SS follows Pixel Representation and is decided by the parser. */
const OPEN_VR: Readonly<Record<string, string>> = {
  ox: 'OW',
  lt: 'OW',
  up: 'UL',
  na: 'UN',
  '??': 'UN',
};

export const US_OR_SS = 'xs';

/**
 * VR of a data element that does not carry it (Implicit VR, PS3.5 A.1), or `xs` where it is US or SS.
 * @param tag - Eight upper-case hexadecimal digits.
 */
export function dictionaryVr(tag: string): string {
  const known = vrs.get(tag);
  if (known !== undefined) return known;
  const vr = lookUpVr(tag);
  if (vrs.size < MAX_REMEMBERED) vrs.set(tag, vr);
  return vr;
}

/** Looking up in the library's dictionary is slow; the tags of one modality are always the same few hundred. */
const vrs = new Map<string, string>();
const MAX_REMEMBERED = 20_000;

function lookUpVr(tag: string): string {
  if (tag.endsWith('0000')) return 'UL';
  if (isPrivateTag(tag)) return isPrivateCreator(tag) ? 'LO' : 'UN';
  const vr = entryOf(tag)?.vr ?? 'UN';
  return OPEN_VR[vr] ?? vr;
}

/** Tag of a keyword (`PatientID`) or of eight hexadecimal digits; null when it names nothing public. */
export function tagOfAttribute(name: string): string | null {
  if (/^[0-9A-Fa-f]{8}$/.test(name)) return name.toUpperCase();
  const tag = Object.hasOwn(nameMap, name) ? nameMap[name]?.tag : undefined;
  const digits = tag?.replace(/[(),]/g, '') ?? '';
  return /^[0-9A-F]{8}$/.test(digits) ? digits : null;
}

export const isPrivateTag = (tag: string): boolean => parseInt(tag.charAt(3), 16) % 2 === 1;

/** Private Creator elements (gggg,0010-00FF) are LO (PS3.5 7.8.1). */
const isPrivateCreator = (tag: string): boolean => /^00[1-9A-F][0-9A-F]$/.test(tag.slice(4));

function entryOf(tag: string) {
  // Overlays and curves repeat every second group (60xx, 50xx); the dictionary lists the first one.
  const group = /^(50|60)[0-9A-F]{2}$/.test(tag.slice(0, 4))
    ? `${tag.slice(0, 2)}00`
    : tag.slice(0, 4);
  return dictionary[`(${group},${tag.slice(4)})`];
}
