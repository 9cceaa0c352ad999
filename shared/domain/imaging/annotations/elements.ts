import { dicomJsonSchema, type DicomElement, type DicomJson } from '../dicomJson';
import type { Code } from './annotationSet';
import { T } from './tags';

/** Elements of the DICOM JSON model (PS3.18 F.2); without values the element is there and empty. */
const element =
  (vr: string) =>
  (...Value: readonly (string | number)[]): DicomElement =>
    Value.length > 0 ? { vr, Value: [...Value] } : { vr };

export const AS_VR = {
  CS: element('CS'),
  DA: element('DA'),
  DS: element('DS'),
  DT: element('DT'),
  FD: element('FD'),
  FL: element('FL'),
  IS: element('IS'),
  LO: element('LO'),
  SH: element('SH'),
  SL: element('SL'),
  ST: element('ST'),
  TM: element('TM'),
  UI: element('UI'),
  UL: element('UL'),
  US: element('US'),
  UT: element('UT'),
} as const;

export const sequence = (...items: readonly DicomJson[]): DicomElement =>
  items.length > 0 ? { vr: 'SQ', Value: [...items] } : { vr: 'SQ' };

/** Family names of two characters that are in use; every other one has one. */
const COMPOUND_FAMILY =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|司空|端木|夏侯|轩辕|南宫|西门|独孤|呼延|闻人)/u;

/**
 * A person as PN, family name before given name. Chinese names stand in both the alphabetic and the ideographic group: many
 * viewers show the first only, and those that tell them apart expect characters in the second (PS3.5 6.2.1.2).
 */
export function personName(name: string): DicomElement {
  const plain = name.replace(/[\^=\\\p{Cc}]+/gu, ' ').trim();
  if (plain === '') return { vr: 'PN' };
  const parts = partsOfName(plain);
  return {
    vr: 'PN',
    Value: [
      /\p{Script=Han}/u.test(plain)
        ? { Alphabetic: parts, Ideographic: parts }
        : { Alphabetic: parts },
    ],
  };
}

function partsOfName(name: string): string {
  if (!/^\p{Script=Han}+$/u.test(name)) return `${name}^`;
  const family = COMPOUND_FAMILY.exec(name)?.[0] ?? [...name][0] ?? '';
  return `${family}^${name.slice(family.length)}`;
}

export const codeSequence = ({ value, scheme, meaning }: Code): DicomElement =>
  sequence({
    [T.CodeValue]: AS_VR.SH(value),
    [T.CodingSchemeDesignator]: AS_VR.SH(scheme),
    [T.CodeMeaning]: AS_VR.LO(meaning),
  });

/** LO has 64 characters and no backslash (PS3.5 6.2). */
export const lo = (text: string): DicomElement => {
  const plain = [...text.replace(/[\\\p{Cc}]+/gu, ' ').trim()].slice(0, 64).join('').trim();
  return plain === '' ? AS_VR.LO() : AS_VR.LO(plain);
};

export function textAt(data: DicomJson | undefined, tag: string): string | null {
  const value = data?.[tag]?.Value?.[0];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

export function numbersAt(data: DicomJson | undefined, tag: string): readonly number[] {
  const values = (data?.[tag]?.Value ?? []).map((value) =>
    typeof value === 'string' ? Number(value) : value,
  );
  return values.every(
    (value): value is number => typeof value === 'number' && Number.isFinite(value),
  )
    ? values
    : [];
}

export const numberAt = (data: DicomJson | undefined, tag: string): number | null =>
  numbersAt(data, tag)[0] ?? null;

export function itemsAt(data: DicomJson | undefined, tag: string): readonly DicomJson[] {
  return (data?.[tag]?.Value ?? []).flatMap((item) => {
    const parsed = dicomJsonSchema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
}

/** A person's name as one reads it: characters before letters, components joined by a space. */
export function personAt(data: DicomJson | undefined, tag: string): string | null {
  const value = data?.[tag]?.Value?.[0];
  const groups =
    typeof value === 'string'
      ? value.split('=')
      : typeof value === 'object' && value !== null
        ? [
            (value as Record<string, unknown>)['Alphabetic'],
            (value as Record<string, unknown>)['Ideographic'],
          ]
        : [];
  const [alphabetic, ideographic] = groups.map((group) =>
    typeof group === 'string' ? readable(group) : '',
  );
  return ideographic || alphabetic || null;
}

function readable(group: string): string {
  const parts = group.split('^').flatMap((part) => part.trim() || []);
  return parts.join(parts.every((part) => /^\p{Script=Han}+$/u.test(part)) ? '' : ' ');
}

/** The code in a code sequence; `null` when it says nothing. Values too long for SH come in two other tags. */
export function codeAt(data: DicomJson | undefined, tag: string): Code | null {
  const item = itemsAt(data, tag)[0];
  if (item === undefined) return null;
  const value =
    textAt(item, T.CodeValue) ??
    textAt(item, T.LongCodeValue) ??
    textAt(item, T.URNCodeValue) ??
    '';
  const meaning = textAt(item, T.CodeMeaning) ?? '';
  const scheme = textAt(item, T.CodingSchemeDesignator) ?? '';
  return value === '' && meaning === '' ? null : { value, scheme, meaning };
}

export const isCode = (code: Code | null | undefined, ...wanted: readonly Code[]): boolean =>
  code !== null &&
  code !== undefined &&
  wanted.some(({ value, scheme }) => code.value === value && code.scheme === scheme);
