import type { CaseDetail, CaseRecord } from '../../../shared/api/cases';
import {
  newCase,
  type ConsultationCase,
  type Invitation,
} from '../../../shared/domain/consultation/case';
import { emptyForm } from '../../../shared/domain/consultation/form';
import { lateItems, owesLateEntry } from '../../../shared/domain/consultation/lateEntry';
import { opinionsAsSeen } from '../../../shared/domain/consultation/opinionAccess';
import { availableCommands } from '../../../shared/domain/consultation/transition';
import {
  caseIdSchema,
  hospitalIdSchema,
  userIdSchema,
  type Actor,
} from '../../../shared/domain/identity/actor';

const user = (digit: string) => userIdSchema.parse(`00000000-0000-4000-8000-00000000000${digit}`);

export const CASE_ID = caseIdSchema.parse('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01');
export const COUNTY_HOSPITAL = hospitalIdSchema.parse('00000000-0000-4000-8000-0000000000a1');
export const CENTRE_HOSPITAL = hospitalIdSchema.parse('00000000-0000-4000-8000-0000000000a2');

export const REQUESTER: Actor = {
  userId: user('1'),
  role: 'requester',
  hospitalId: COUNTY_HOSPITAL,
};
export const CHIEF: Actor = { userId: user('2'), role: 'expert', hospitalId: CENTRE_HOSPITAL };
export const MEMBER: Actor = { userId: user('3'), role: 'expert', hospitalId: CENTRE_HOSPITAL };
export const COORDINATOR: Actor = {
  userId: user('4'),
  role: 'coordinator',
  hospitalId: CENTRE_HOSPITAL,
};

export const START = '2026-11-24T07:00:00.000Z';

const invitation = (actor: Actor, role: Invitation['role']): Invitation => ({
  expertId: actor.userId,
  role,
  required: true,
  status: 'accepted',
  invitedAt: START,
  deadline: START,
  respondedAt: START,
  reason: null,
  proposed: [],
});

/** A case as two experts, a county doctor and the centre share it; overrides say what the test is about. */
export function aCase(over: Partial<ConsultationCase> = {}): ConsultationCase {
  const form = emptyForm();
  const patient = {
    ...form.patient,
    name: '张某泽',
    sex: 'male' as const,
    birthDate: '2023-03-10',
    weightKg: 15,
    identityVerified: true,
  };
  const start = newCase(
    {
      id: CASE_ID,
      requesterId: REQUESTER.userId,
      hospitalId: COUNTY_HOSPITAL,
      parentId: null,
      form: { ...form, patient },
    },
    START,
  );
  return {
    ...start,
    version: 5,
    requestNo: 'HZ20261124-0001',
    invitations: [invitation(CHIEF, 'chief'), invitation(MEMBER, 'member')],
    chiefId: CHIEF.userId,
    ...over,
  };
}

const PEOPLE = [
  [REQUESTER, '王医生'],
  [CHIEF, '耿主任'],
  [MEMBER, '荣主任'],
  [COORDINATOR, '沈管理'],
] as const;

/** What the server would answer to this reader about this case. */
export function aDetail(
  current: ConsultationCase,
  reader: Actor,
  over: Partial<CaseDetail> = {},
): CaseDetail {
  const { opinions, opinionsGiven } = opinionsAsSeen(current, reader);
  return {
    case: { ...current, opinions },
    opinionsGiven,
    lateItems: owesLateEntry(current) ? lateItems(current.form, []) : [],
    hospitalName: '青禾县中医院',
    city: '青禾',
    people: PEOPLE.map(([actor, name]) => ({
      userId: actor.userId,
      name,
      title: 'chief',
      departmentName: '儿科',
      hospitalName: '省远程医学中心',
    })),
    rooms: [],
    records: [],
    missing: [],
    fields: [],
    available: availableCommands(current, reader),
    owed: null,
    dueAt: null,
    parentRequestNo: null,
    children: [],
    readReportVersion: 0,
    ...over,
  };
}

export function aRecord(over: Partial<CaseRecord> = {}): CaseRecord {
  return {
    id: '00000000-0000-4000-8000-0000000000f1',
    kind: 'document',
    category: 'chart',
    title: '入院记录',
    modality: null,
    source: 'scan',
    occurredAt: START,
    addedAt: START,
    addedBy: REQUESTER.userId,
    fileName: 'admission.pdf',
    mime: 'application/pdf',
    sizeBytes: 1000,
    itemCount: 1,
    studyInstanceUid: null,
    payload: null,
    ...over,
  };
}

export const aReportEntry = (
  version: number,
  over: Partial<ConsultationCase['reports'][number]> = {},
): ConsultationCase['reports'][number] => ({
  version,
  publishedAt: START,
  publishedBy: CHIEF.userId,
  contentSha256: 'a'.repeat(64),
  amendmentReason: version === 1 ? null : 'FISH 结果回报',
  conclusionChanged: false,
  ...over,
});
