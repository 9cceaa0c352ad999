import { requestFormSchema, type RequestForm } from '../../shared/domain/consultation/form';
import { expertId } from './baseData';
import type { DemoPatient } from './content/patients';
import type { DemoScenario } from './content/types';

const MINUTE = 60_000;
export const instant = (now: number, minutes: number): string =>
  new Date(now + minutes * MINUTE).toISOString();

/** The request form of a scenario, as its county doctor would have filled it. */
export function scenarioForm(
  scenario: DemoScenario,
  patient: DemoPatient,
  now: number,
): RequestForm {
  const { clinical, consent } = scenario;
  // onset and last known well are told relative to the request
  const at = (minutes: number | null) =>
    minutes === null ? null : instant(now, scenario.submittedAt + minutes);
  return requestFormSchema.parse({
    patient: {
      name: patient.name,
      sex: patient.sex,
      birthDate: patient.birthDate,
      idNumber: patient.idNumber,
      phone: patient.phone,
      guardianName: patient.guardian?.name ?? '',
      guardianRelation: patient.guardian?.relation ?? '',
      weightKg: patient.weightKg,
      inpatientNo: patient.inpatientNo,
      ward: patient.ward,
      bed: patient.bed,
      departmentName: patient.departmentName,
      canAttend: true,
      identityVerified: true,
    },
    clinical: {
      ...clinical,
      provisionalDiagnoses: [...clinical.provisionalDiagnoses],
      auxiliaryExams: clinical.auxiliaryExams,
      onsetAt: at(clinical.onset),
      lastKnownWellAt: at(clinical.lastKnownWell),
    },
    wishes: {
      mode: scenario.mode,
      urgency: scenario.urgency,
      mdt: scenario.mdt,
      // no whole-slide image is bundled, and the gate would rightly refuse a pathology request without one
      profile: scenario.profile === 'pathology' ? 'general' : scenario.profile,
      reason: scenario.reason,
      purpose: scenario.purpose,
      questions: [...scenario.questions],
      departmentNames: [...scenario.departments],
      expertIds: scenario.experts.slice(0, 1).map((expert) => expertId(expert.expertKey)),
      windows: [
        scenario.startsAt === null
          ? morningAfter(now + scenario.submittedAt * MINUTE)
          : {
              startsAt: instant(now, scenario.startsAt - 60),
              endsAt: instant(now, scenario.startsAt + 120),
            },
      ],
      feeCategory: 'insurance',
      feeNoticed: true,
      contactName: patient.departmentName,
      contactPhone: patient.phone,
      transferReady: scenario.urgency === 'emergency',
    },
    consent: {
      ...consent,
      // a paper that triage will find wanting is still a paper: without any, the request could not leave the county
      status: consent.status === 'none' ? 'signed' : consent.status,
      relation: consent.relation || (patient.guardian?.relation ?? ''),
      signedAt: instant(now, scenario.submittedAt - 10),
    },
  });
}

const DAY = 24 * 60 * MINUTE;
/** China has one time zone, UTC+8, and no summer time. */
const BEIJING = 8 * 60 * MINUTE;

/** Nine to twelve on the day after, where the hospitals are: nobody wishes for a consultation at night. */
function morningAfter(submittedAt: number): { startsAt: string; endsAt: string } {
  const midnight = (Math.floor((submittedAt + BEIJING) / DAY) + 1) * DAY - BEIJING;
  return { startsAt: instant(midnight, 9 * 60), endsAt: instant(midnight, 12 * 60) };
}
