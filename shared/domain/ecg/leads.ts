/** The twelve standard leads in the order of Chinese and international printouts. */
export const STANDARD_LEADS = [
  'I',
  'II',
  'III',
  'aVR',
  'aVL',
  'aVF',
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
] as const;
export type StandardLead = (typeof STANDARD_LEADS)[number];

/** Right-sided, posterior and Frank leads, drawn after the twelve. */
export const OTHER_LEADS = ['V3R', 'V4R', 'V5R', 'V7', 'V8', 'V9', 'X', 'Y', 'Z'] as const;
export type LeadName = StandardLead | (typeof OTHER_LEADS)[number];

/**
 * Lead numbers of SCP-ECG (EN 1064, section 3), which DICOM CID 3001 (`5.6.3-9-n`) and IEEE 11073-10101 (`2:n`) share.
 */
const LEAD_BY_NUMBER: Readonly<Record<number, LeadName>> = {
  1: 'I',
  2: 'II',
  3: 'V1',
  4: 'V2',
  5: 'V3',
  6: 'V4',
  7: 'V5',
  8: 'V6',
  9: 'V7',
  11: 'V3R',
  12: 'V4R',
  13: 'V5R',
  16: 'X',
  17: 'Y',
  18: 'Z',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
  66: 'V8',
  67: 'V9',
};

export const leadByNumber = (number: number): LeadName | null => LEAD_BY_NUMBER[number] ?? null;

const BY_UPPER_CASE: ReadonlyMap<string, LeadName> = new Map<string, LeadName>([
  ...[...STANDARD_LEADS, ...OTHER_LEADS].map((lead) => [lead.toUpperCase(), lead] as const),
  ['VX', 'X'],
  ['VY', 'Y'],
  ['VZ', 'Z'],
]);

/** Lead from how files name it: `Lead aVR`, `MDC_ECG_LEAD_AVR`, `avr`, `ECG V5`, `Lead I (Einthoven)`, `Ⅱ`, `V1导联`. */
export function leadByName(text: string): LeadName | null {
  const bare = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\(.*\)/u, '')
    .replace(/^MDC_ECG_LEAD_|^LEAD[\s_]+|^E[CK]G[\s_:-]+/u, '')
    .replace(/导联?$/u, '')
    .trim();
  return BY_UPPER_CASE.get(bare) ?? null;
}
