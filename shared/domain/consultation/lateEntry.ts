import { z } from 'zod';
import type { ConsultationCase } from './case';
import type { RecordSummary } from './completeness';
import { differences, type FieldChange } from './difference';
import { clinicalSchema, consentSchema, patientSchema, type RequestForm } from './form';

/**
 * An emergency goes out with oral consent and a minimum of words; paper and record follow within six hours and are
 * marked as late entry (补记): regulation on medical disputes §15 for the record, the same limit for the paper
 * (product §5.3).
 */
export const LATE_ENTRY_HOURS = 6;

/** What may be owed afterwards. */
export const LATE_ITEMS = [
  'consentPaper',
  'consentSigned',
  'presentIllness',
  'physicalExam',
  'provisionalDiagnoses',
] as const;
export type LateItem = (typeof LATE_ITEMS)[number];

/**
 * The parts of the form a late entry may write: the record and the consent, and where the patient lies. Who the patient
 * is, what is asked and how urgently were said when the request went out and are not said again.
 */
export const lateEntrySchema = z
  .object({
    patient: patientSchema.pick({
      phone: true,
      guardianName: true,
      guardianRelation: true,
      weightKg: true,
      inpatientNo: true,
      ward: true,
      bed: true,
      departmentName: true,
      admittedAt: true,
    }),
    clinical: clinicalSchema,
    consent: consentSchema,
  })
  .meta({ id: 'LateEntry' });
export type LateEntry = z.infer<typeof lateEntrySchema>;

/** The form as it reads with the entry in it. */
export const withLateEntry = (form: RequestForm, entry: LateEntry): RequestForm => ({
  ...form,
  patient: { ...form.patient, ...entry.patient },
  clinical: entry.clinical,
  consent: entry.consent,
});

/** The parts of a form that an entry carries, as they are; nothing is checked. */
export function lateEntryOf({ patient, clinical, consent }: RequestForm): LateEntry {
  const { phone, guardianName, guardianRelation, weightKg } = patient;
  const { inpatientNo, ward, bed, departmentName, admittedAt } = patient;
  const place = { inpatientNo, ward, bed, departmentName, admittedAt };
  return {
    patient: { phone, guardianName, guardianRelation, weightKg, ...place },
    clinical,
    consent,
  };
}

/** What the entry changes, field by field. */
export const lateChanges = (form: RequestForm, entry: LateEntry): FieldChange[] =>
  differences(form, withLateEntry(form, entry));

/**
 * What an emergency still owes to its record.
 *
 * @param form - Request form as it is now.
 * @param records - Material attached to the case.
 * @returns Nothing for requests that are no emergency: theirs was complete when it went out.
 */
export function lateItems(form: RequestForm, records: readonly RecordSummary[]): LateItem[] {
  if (form.wishes.urgency !== 'emergency') return [];
  const { clinical, consent } = form;
  const met: Readonly<Record<LateItem, boolean>> = {
    consentPaper: records.some((record) => record.category === 'consent'),
    // a word of the patient is followed by his signature; the hospital's head decides where nobody can sign
    consentSigned: consent.status === 'signed' || consent.status === 'hospitalHead',
    presentIllness: clinical.presentIllness.trim() !== '',
    physicalExam: clinical.physicalExam.trim() !== '',
    provisionalDiagnoses: clinical.provisionalDiagnoses.length > 0,
  };
  return LATE_ITEMS.filter((item) => !met[item]);
}

/** Where a consultation never came about or ended as an error, nothing has to be completed any more. */
const SETTLED_BY_STATE: ReadonlySet<ConsultationCase['state']> = new Set([
  'draft',
  'awaitingApproval',
  'returned',
  'rejected',
  'archived',
  'cancelled',
  'referred',
  'expired',
  'enteredInError',
]);

/** Whether the county has a late entry to make. A returned request is completed in its form. */
export const owesLateEntry = ({ lateRecord, state }: ConsultationCase): boolean =>
  lateRecord !== null &&
  lateRecord.completedAt === null &&
  lateRecord.waiver === null &&
  !SETTLED_BY_STATE.has(state);

/** Until when the late entry is due, or null where none is owed. */
export function lateEntryDueAt(current: ConsultationCase): string | null {
  if (!owesLateEntry(current) || current.submittedAt === null) return null;
  const due = Date.parse(current.submittedAt) + LATE_ENTRY_HOURS * 3_600_000;
  return new Date(due).toISOString();
}
