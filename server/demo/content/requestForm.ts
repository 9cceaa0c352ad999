import { DEMO_ACCOUNTS } from './accounts';
import { DEMO_PATIENTS } from './patients';
import type { DemoScenario } from './types';
import { requestFormSchema, type RequestForm } from '../../../shared/domain/consultation/form';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * The request form of a scenario as the county doctor filled it in.
 *
 * @param scenario - Any entry of `DEMO_SCENARIOS`.
 * @param submittedAt - UTC instant of submission; onset, consent and wished windows are placed around it.
 * @throws when the scenario names a patient or account that does not exist.
 */
export function scenarioForm(scenario: DemoScenario, submittedAt: string): RequestForm {
  const patient = DEMO_PATIENTS.find(({ key }) => key === scenario.patientKey);
  const requester = DEMO_ACCOUNTS.find(({ account }) => account === scenario.requesterAccount);
  if (!patient || !requester) throw new Error(`scenario ${scenario.key} names nobody`);
  const submitted = Date.parse(submittedAt);
  const after = (ms: number) => new Date(submitted + ms).toISOString();
  const minutes = (relative: number | null) =>
    relative === null ? null : after(relative * MINUTE);
  const { onset, lastKnownWell, ...clinical } = scenario.clinical;
  const signed = scenario.consent.status !== 'none';
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
      admittedAt: after(scenario.urgency === 'emergency' ? -25 * MINUTE : -30 * HOUR),
      canAttend: scenario.mode === 'video',
      identityVerified: true,
    },
    clinical: { ...clinical, onsetAt: minutes(onset), lastKnownWellAt: minutes(lastKnownWell) },
    wishes: {
      mode: scenario.mode,
      urgency: scenario.urgency,
      mdt: scenario.mdt,
      profile: scenario.profile,
      reason: scenario.reason,
      purpose: scenario.purpose,
      questions: scenario.questions,
      departmentNames: scenario.departments,
      windows: [
        { startsAt: after(18 * HOUR), endsAt: after(22 * HOUR) },
        { startsAt: after(42 * HOUR), endsAt: after(46 * HOUR) },
      ],
      feeCategory: 'insurance',
      feeNoticed: true,
      contactName: requester.name,
      contactPhone: requester.phone,
      transferReady: scenario.urgency === 'emergency',
    },
    consent: {
      ...scenario.consent,
      signedAt: signed ? after(-20 * MINUTE) : null,
    },
  });
}
