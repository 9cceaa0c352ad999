import { z } from 'zod';
import { ageInYears } from '../identity/age';
import type { RequestForm } from './form';

/** Kinds of material on the case's timeline. */
export const RECORD_KINDS = [
  'study', // DICOM study
  'ecg', // ECG file that is not part of a DICOM study
  'lab', // structured laboratory results
  'note', // structured or narrative record (admission note, HL7 document)
  'document', // PDF
  'image', // photo, scanned page, film scan
  'slide', // whole slide as a file
  'video',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export const RECORD_CATEGORIES = [
  'imaging',
  'ecg',
  'pathology',
  'laboratory',
  'chart',
  'consent',
  'film',
  'report',
  'other',
] as const;
export type RecordCategory = (typeof RECORD_CATEGORIES)[number];

/** What the gate needs to know about one piece of material. */
export type RecordSummary = {
  readonly kind: RecordKind;
  readonly category: RecordCategory;
  readonly modality: string | null;
  readonly count: number;
};

export const MISSING_CODES = [
  'consentPaper',
  'guardianConsent',
  'brainCt',
  'nihss',
  'lastKnownWell',
  'glucose',
  'weight',
  'ecg12',
  'onsetTime',
  'troponin',
  'currentStudy',
  'priorStudy',
  'slideOrFields',
  'anyMaterial',
] as const;
export const missingItemSchema = z
  .object({
    code: z.enum(MISSING_CODES),
    section: z.enum(['patient', 'clinical', 'records', 'consent']),
  })
  .meta({ id: 'MissingItem' });
export type MissingItem = z.infer<typeof missingItemSchema>;

type Need = {
  readonly code: MissingItem['code'];
  readonly section: MissingItem['section'];
  readonly met: (form: RequestForm, records: readonly RecordSummary[]) => boolean;
};

const study = (records: readonly RecordSummary[], ...modalities: string[]) =>
  records.filter(
    (r) => r.kind === 'study' && (modalities.length === 0 || modalities.includes(r.modality ?? '')),
  );
const imaging = (records: readonly RecordSummary[]) =>
  records.filter((r) => r.kind === 'study' || r.category === 'imaging' || r.category === 'film');

/** Required material by case profile (product §2.4, last paragraph). */
export const PROFILE_NEEDS: Readonly<Record<RequestForm['wishes']['profile'], readonly Need[]>> = {
  general: [
    {
      code: 'anyMaterial',
      section: 'records',
      met: (_, r) => r.some((x) => x.category !== 'consent'),
    },
  ],
  stroke: [
    { code: 'brainCt', section: 'records', met: (_, r) => study(r, 'CT', 'MR').length > 0 },
    { code: 'nihss', section: 'clinical', met: (f) => f.clinical.nihss !== null },
    { code: 'lastKnownWell', section: 'clinical', met: (f) => f.clinical.lastKnownWellAt !== null },
    { code: 'glucose', section: 'clinical', met: (f) => f.clinical.glucoseMmolL !== null },
    { code: 'weight', section: 'patient', met: (f) => f.patient.weightKg !== null },
  ],
  acs: [
    {
      code: 'ecg12',
      section: 'records',
      met: (_, r) => r.some((x) => x.category === 'ecg' || x.modality === 'ECG'),
    },
    { code: 'onsetTime', section: 'clinical', met: (f) => f.clinical.onsetAt !== null },
    { code: 'troponin', section: 'clinical', met: (f) => f.clinical.troponin.trim() !== '' },
  ],
  imagingMdt: [
    { code: 'currentStudy', section: 'records', met: (_, r) => study(r).length > 0 },
    { code: 'priorStudy', section: 'records', met: (_, r) => imaging(r).length > 1 },
  ],
  pathology: [
    {
      code: 'slideOrFields',
      section: 'records',
      met: (_, r) =>
        study(r, 'SM').length > 0 ||
        r.some((x) => x.kind === 'slide' && x.category === 'pathology') ||
        r.filter((x) => x.category === 'pathology').reduce((n, x) => n + x.count, 0) >= 4,
    },
  ],
  paediatric: [
    { code: 'weight', section: 'patient', met: (f) => f.patient.weightKg !== null },
    {
      code: 'guardianConsent',
      section: 'consent',
      met: (f, r) =>
        f.patient.guardianName.trim() !== '' &&
        f.consent.relation.trim() !== '' &&
        r.some((x) => x.category === 'consent'),
    },
  ],
};

/** Consent paper is due for everyone except the emergency exemption (Civil Code §1220). */
const CONSENT_NEED: Need = {
  code: 'consentPaper',
  section: 'consent',
  met: (form, records) =>
    form.wishes.urgency === 'emergency' || records.some((r) => r.category === 'consent'),
};

/**
 * The completeness gate (A12): what the request's type requires and does not have.
 *
 * @param form - Request form.
 * @param records - Material attached to the case.
 * @param at - Instant that decides whether the patient is a minor (< 14 years, PIPL §31).
 * @returns Missing items in the order a person would fix them; empty when complete.
 */
export function missingItems(
  form: RequestForm,
  records: readonly RecordSummary[],
  at: string,
): MissingItem[] {
  const unmet = needsOf(form, at).filter((need) => !need.met(form, records));
  return unmet.map(({ code, section }) => ({ code, section }));
}

/** Each need once, also when profile and childhood both bring it. */
function needsOf(form: RequestForm, at: string): Need[] {
  const minor = form.patient.birthDate !== null && ageInYears(form.patient.birthDate, at) < 14;
  const profiles = [form.wishes.profile, ...(minor ? (['paediatric'] as const) : [])];
  const needs = [CONSENT_NEED, ...profiles.flatMap((profile) => PROFILE_NEEDS[profile])];
  return [...new Map(needs.map((need) => [need.code, need])).values()];
}

/** Share of the requirements that are met, 0..1, for the queue's completeness bar. */
export function completenessRatio(
  form: RequestForm,
  records: readonly RecordSummary[],
  at: string,
): number {
  const needs = needsOf(form, at).length;
  return (needs - missingItems(form, records, at).length) / needs;
}
