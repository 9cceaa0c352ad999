import {
  consultationCaseSchema,
  newCase,
  type ConsultationCase,
  type Invitation,
} from '../domain/consultation/case';
import type { Facts, WorkflowActor } from '../domain/consultation/facts';
import { requestFormSchema, type RequestForm } from '../domain/consultation/form';
import type { CaseId, HospitalId, Role, UserId } from '../domain/identity/actor';

export const AT = '2026-11-24T02:00:00.000Z';
export const COUNTY = '6f0c1a10-0000-4000-8000-000000000001' as HospitalId;
export const CENTRE = '6f0c1a10-0000-4000-8000-000000000002' as HospitalId;
export const REQUESTER = '6f0c1a10-0000-4000-8000-000000000011' as UserId;
export const CHIEF = '6f0c1a10-0000-4000-8000-000000000021' as UserId;
export const MEMBER = '6f0c1a10-0000-4000-8000-000000000022' as UserId;
export const OUTSIDER = '6f0c1a10-0000-4000-8000-000000000023' as UserId;
export const TRIAGE = '6f0c1a10-0000-4000-8000-000000000031' as UserId;

/** A complete routine request. */
export const aForm = (patch: Partial<RequestForm['wishes']> = {}): RequestForm =>
  requestFormSchema.parse({
    patient: {
      name: '王某芳',
      sex: 'female',
      birthDate: '1964-03-02',
      idNumber: '',
      canAttend: true,
      identityVerified: true,
    },
    clinical: {
      chiefComplaint: '体检发现右肺结节 8 个月',
      presentIllness: '8 个月前体检发现右肺上叶结节，复查增大，无咳嗽咯血。',
      physicalExam: '双肺呼吸音清',
      provisionalDiagnoses: [{ code: 'R91.x00', name: '肺结节' }],
      onsetAt: '2026-11-23T02:00:00.000Z',
    },
    wishes: {
      mode: 'video',
      urgency: 'routine',
      profile: 'general',
      purpose: '明确性质与处理方案',
      departmentNames: ['胸外科'],
      windows: [{ startsAt: '2026-11-25T01:00:00.000Z', endsAt: '2026-11-25T03:00:00.000Z' }],
      feeNoticed: true,
      contactPhone: '000-0000001',
      ...patch,
    },
    consent: {
      status: 'signed',
      signedBy: '王某芳',
      relation: '本人',
      signedAt: '2026-11-23T02:00:00.000Z',
      recording: 'granted',
    },
  });

export const anInvitation = (expertId: UserId, patch: Partial<Invitation> = {}): Invitation => ({
  expertId,
  role: expertId === CHIEF ? 'chief' : 'member',
  required: true,
  status: 'accepted',
  invitedAt: '2026-11-23T02:00:00.000Z',
  deadline: '2026-11-24T06:00:00.000Z',
  respondedAt: null,
  reason: null,
  proposed: [],
  ...patch,
});

export function aCase(patch: Partial<ConsultationCase> = {}): ConsultationCase {
  const fresh = newCase(
    {
      id: '6f0c1a10-0000-4000-8000-0000000000c1' as CaseId,
      requesterId: REQUESTER,
      hospitalId: COUNTY,
      parentId: null,
      form: aForm(),
    },
    '2026-11-23T01:00:00.000Z',
  );
  return consultationCaseSchema.parse({
    ...fresh,
    version: 3,
    requestNo: 'HZ20261123-0001',
    submittedAt: '2026-11-23T02:00:00.000Z',
    ...patch,
  });
}

export const someFacts = (patch: Partial<Facts> = {}): Facts => {
  const expert = {
    title: 'chief',
    licenceValidUntil: '2030-01-01',
    hospitalId: CENTRE,
    departmentName: '胸外科',
    serviceOn: true,
    onCall: true,
  } as const;
  return {
    localApproval: false,
    agreementValid: true,
    referralAgreementValid: true,
    records: [
      { kind: 'study', category: 'imaging', modality: 'CT', count: 80 },
      { kind: 'document', category: 'consent', modality: null, count: 1 },
    ],
    newRecords: 0,
    patientConflicts: [],
    experts: {
      [CHIEF]: { ...expert, name: '主任' },
      [MEMBER]: { ...expert, name: '成员' },
      [OUTSIDER]: { ...expert, name: '旁人' },
    },
    titleMinimum: 'associateChief',
    report: { sha256: 'a'.repeat(64), conclusionChanged: false },
    ...patch,
  };
};

export const actorAs = (
  role: Role,
  userId: string = REQUESTER,
  hospitalId: string | null = COUNTY,
): WorkflowActor => ({
  role,
  userId,
  hospitalId,
});
