import { z } from 'zod';
import { instantSchema, localDateSchema, userIdSchema } from '../identity/actor';
import type { FieldError } from '../errors';
import { checkIdNumber, birthDateOfIdNumber, sexOfIdNumber } from '../identity/idNumber';

/** GB/T 2261.1 sex codes are 1 male, 2 female, 9 not stated; `null` means not yet asked. */
export const SEXES = ['male', 'female', 'notStated'] as const;
export const MODES = ['video', 'async', 'imagingRead', 'ecgRead', 'pathologyRead'] as const;
export const URGENCIES = ['emergency', 'routine', 'elective'] as const;
/** Which required-material list applies (product A12, data elements 2.4). */
export const PROFILES = [
  'general',
  'stroke',
  'acs',
  'imagingMdt',
  'pathology',
  'paediatric',
] as const;
export const CONSENT_STATUSES = ['none', 'signed', 'oralEmergency', 'hospitalHead'] as const;
export const FEE_CATEGORIES = ['selfPay', 'insurance', 'publicWelfare', 'free'] as const;

export type Mode = (typeof MODES)[number];
export type Urgency = (typeof URGENCIES)[number];
export type Profile = (typeof PROFILES)[number];

const line = (max = 120) => z.string().max(max).default('');
const prose = (max = 8000) => z.string().max(max).default('');
const measured = (min: number, max: number) =>
  z.number().min(min).max(max).nullable().default(null);

export const diagnosisSchema = z
  .object({ code: z.string().max(20), name: z.string().min(1).max(120) })
  .meta({ id: 'Diagnosis' });
export type Diagnosis = z.infer<typeof diagnosisSchema>;

export const timeWindowSchema = z
  .object({ startsAt: instantSchema, endsAt: instantSchema })
  .meta({ id: 'TimeWindow' });

export const patientSchema = z.object({
  name: line(60),
  sex: z.enum(SEXES).nullable().default(null),
  birthDate: localDateSchema.nullable().default(null),
  idNumber: line(18),
  phone: line(30),
  guardianName: line(60),
  guardianRelation: line(30),
  weightKg: measured(0.3, 400),
  inpatientNo: line(40),
  ward: line(40),
  bed: line(20),
  departmentName: line(60),
  admittedAt: instantSchema.nullable().default(null),
  canAttend: z.boolean().nullable().default(null),
  /** The county doctor confirms that he compared the patient with an identity document. */
  identityVerified: z.boolean().default(false),
});
export type Patient = z.infer<typeof patientSchema>;

/** SI or customary Chinese units as named. */
export const vitalsSchema = z.object({
  temperatureC: measured(25, 45),
  pulsePerMin: measured(0, 350),
  respirationPerMin: measured(0, 150),
  systolicMmHg: measured(0, 350),
  diastolicMmHg: measured(0, 250),
  spo2Percent: measured(0, 100),
});

export const clinicalSchema = z.object({
  chiefComplaint: prose(500),
  presentIllness: prose(),
  pastHistory: prose(),
  allergies: prose(1000),
  physicalExam: prose(),
  vitals: vitalsSchema.prefault({}),
  auxiliaryExams: prose(),
  treatmentSoFar: prose(),
  provisionalDiagnoses: z.array(diagnosisSchema).max(20).default([]),
  onsetAt: instantSchema.nullable().default(null),
  lastKnownWellAt: instantSchema.nullable().default(null),
  nihss: measured(0, 42),
  glucoseMmolL: measured(0, 100),
  /** Free text because assays differ: "hs-cTnI 0.8 ng/mL". */
  troponin: line(80),
});

export const wishesSchema = z.object({
  mode: z.enum(MODES).default('video'),
  urgency: z.enum(URGENCIES).default('routine'),
  mdt: z.boolean().default(false),
  profile: z.enum(PROFILES).default('general'),
  reason: prose(2000),
  purpose: prose(2000),
  questions: z.array(z.string().max(500)).max(12).default([]),
  departmentNames: z.array(z.string().max(60)).max(8).default([]),
  expertIds: z.array(userIdSchema).max(8).default([]),
  windows: z.array(timeWindowSchema).max(3).default([]),
  feeCategory: z.enum(FEE_CATEGORIES).nullable().default(null),
  feeNoticed: z.boolean().default(false),
  contactName: line(60),
  contactPhone: line(30),
  transferReady: z.boolean().nullable().default(null),
});

export const consentSchema = z.object({
  status: z.enum(CONSENT_STATUSES).default('none'),
  signedBy: line(60),
  relation: line(30),
  signedAt: instantSchema.nullable().default(null),
  recording: z.enum(['granted', 'refused']).nullable().default(null),
});

/**
 * The consultation request form (会诊申请单), WS/T 500.45 data elements plus what tele-use adds.
 * Lenient on purpose: a draft may lack anything; `validateForm` says what a submission needs.
 */
export const requestFormSchema = z
  .object({
    patient: patientSchema.prefault({}),
    clinical: clinicalSchema.prefault({}),
    wishes: wishesSchema.prefault({}),
    consent: consentSchema.prefault({}),
  })
  .meta({ id: 'RequestForm' });
export type RequestForm = z.infer<typeof requestFormSchema>;

export const emptyForm = (): RequestForm => requestFormSchema.parse({});

const required = (path: string, present: boolean): FieldError[] =>
  present ? [] : [{ path, code: 'field.required' }];
const atLeast = (path: string, text: string, min: number): FieldError[] => {
  const length = [...text.trim()].length;
  if (length === 0) return [{ path, code: 'field.required' }];
  return length < min ? [{ path, code: 'field.tooShort', params: { min } }] : [];
};

/**
 * Everything that keeps a form from being submitted, field by field, in form order.
 * Emergency requests need only the minimum set of product §5.3 (the rest is completed within 6 h).
 *
 * @param form - The form as typed so far.
 * @param at - Server instant, to refuse births and onsets in the future.
 * @returns Field errors with dotted paths; empty when the form may be submitted.
 */
export function validateForm(form: RequestForm, at: string): FieldError[] {
  const { clinical, wishes } = form;
  const emergency = wishes.urgency === 'emergency';
  const fields = [
    ...validatePatient(form, at),
    ...atLeast('clinical.chiefComplaint', clinical.chiefComplaint, 2),
    ...(emergency ? required('clinical.onsetAt', clinical.onsetAt !== null) : []),
    ...notFuture('clinical.onsetAt', clinical.onsetAt, at),
    ...(emergency ? [] : validateRoutineClinical(form)),
    ...atLeast('wishes.purpose', wishes.purpose, 4),
    ...required('wishes.contactPhone', wishes.contactPhone.trim() !== ''),
  ];
  return emergency ? fields : [...fields, ...validateWishes(form, at)];
}

function validatePatient({ patient }: RequestForm, at: string): FieldError[] {
  const idNumber = patient.idNumber.trim();
  return [
    ...required('patient.name', patient.name.trim() !== ''),
    ...required('patient.sex', patient.sex !== null),
    ...required('patient.birthDate', patient.birthDate !== null),
    ...notFuture('patient.birthDate', patient.birthDate, at),
    ...(idNumber === '' ? [] : validateIdNumber(idNumber, patient)),
    ...required('patient.identityVerified', patient.identityVerified),
  ];
}

function validateIdNumber(idNumber: string, patient: Patient): FieldError[] {
  const path = 'patient.idNumber';
  if (!checkIdNumber(idNumber)) return [{ path, code: 'field.idNumber' }];
  const contradicts =
    (patient.birthDate !== null && patient.birthDate !== birthDateOfIdNumber(idNumber)) ||
    (patient.sex !== null &&
      patient.sex !== 'notStated' &&
      patient.sex !== sexOfIdNumber(idNumber));
  return contradicts ? [{ path, code: 'field.idNumberContradicts' }] : [];
}

function validateRoutineClinical({ clinical }: RequestForm): FieldError[] {
  return [
    ...atLeast('clinical.presentIllness', clinical.presentIllness, 10),
    ...atLeast('clinical.physicalExam', clinical.physicalExam, 4),
    ...required('clinical.provisionalDiagnoses', clinical.provisionalDiagnoses.length > 0),
  ];
}

function validateWishes({ wishes }: RequestForm, at: string): FieldError[] {
  const windows = wishes.windows.flatMap((window, index): FieldError[] => {
    const path = `wishes.windows.${index}`;
    if (window.endsAt <= window.startsAt) return [{ path, code: 'field.windowOrder' }];
    return window.endsAt <= at ? [{ path, code: 'field.past' }] : [];
  });
  return [
    ...required(
      'wishes.departmentNames',
      wishes.departmentNames.length > 0 || wishes.expertIds.length > 0,
    ),
    ...required('wishes.windows', wishes.mode !== 'video' || wishes.windows.length > 0),
    ...windows,
    ...required('wishes.feeNoticed', wishes.feeNoticed),
  ];
}

function notFuture(path: string, value: string | null, at: string): FieldError[] {
  return value !== null && value > at ? [{ path, code: 'field.future' }] : [];
}
