import type { Code } from './annotationSet';

const sct = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning });

/**
 * What a drawing may be said to show, in SNOMED CT codes that DICOM lists in its own context groups. A short list to choose
 * from; whatever is not in it is said in words.
 */
export const FINDINGS = {
  nodule: sct('27925004', 'Nodule'),
  mass: sct('4147007', 'Mass'),
  lesion: sct('52988006', 'Lesion'),
  infarct: sct('55641003', 'Infarct'),
  hemorrhage: sct('50960005', 'Hemorrhage'),
  edema: sct('79654002', 'Edema'),
  fracture: sct('72704001', 'Fracture'),
  pneumothorax: sct('36118008', 'Pneumothorax'),
  lymphNode: sct('59441001', 'Lymph node'),
} as const satisfies Record<string, Code>;
export type FindingKey = keyof typeof FINDINGS;
export const FINDING_KEYS = Object.keys(FINDINGS) as readonly FindingKey[];

/** `null` for a finding that is not of the list. */
export const findingKeyOf = (code: Code | null): FindingKey | null =>
  FINDING_KEYS.find((key) => FINDINGS[key].value === code?.value && code.scheme === 'SCT') ?? null;
