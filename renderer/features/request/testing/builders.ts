import type { CaseDetail } from '../../../../shared/api/cases';
import { newCase, type ConsultationCase } from '../../../../shared/domain/consultation/case';
import { requestFormSchema, type RequestForm } from '../../../../shared/domain/consultation/form';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import { aMe } from '../../../platform/testing/fakePlatform';

export const CASE_ID = '00000000-0000-4000-8000-00000000000c' as CaseId;
export const AT = '2026-11-23T09:40:00.000Z';

/** A form with everything a routine request needs. */
export const aForm = (patient: Partial<RequestForm['patient']> = {}): RequestForm =>
  requestFormSchema.parse({
    patient: {
      name: '测试某',
      sex: 'male',
      birthDate: '1959-03-12',
      identityVerified: true,
      ...patient,
    },
    clinical: {
      chiefComplaint: '反复胸痛 3 天',
      presentIllness: '三天前活动后出现胸骨后疼痛，休息可缓解。',
      physicalExam: '心肺听诊无异常。',
      provisionalDiagnoses: [{ code: 'I20.9', name: '心绞痛' }],
    },
    wishes: {
      mode: 'async',
      purpose: '明确诊断与治疗。',
      departmentNames: ['心血管内科'],
      contactPhone: '000-1',
      feeNoticed: true,
    },
    consent: { status: 'signed' },
  });

export const aRecord = (
  over: Partial<CaseDetail['records'][number]> = {},
): CaseDetail['records'][number] => ({
  id: '00000000-0000-4000-8000-0000000000d1',
  kind: 'document',
  category: 'consent',
  title: '知情同意书',
  modality: null,
  source: 'manual',
  occurredAt: null,
  addedAt: AT,
  addedBy: aMe().userId,
  fileName: 'a.pdf',
  mime: 'application/pdf',
  sizeBytes: 2048,
  itemCount: 1,
  studyInstanceUid: null,
  payload: null,
  ...over,
});

export function aDetail(
  over: Partial<ConsultationCase> = {},
  records: CaseDetail['records'] = [],
): CaseDetail {
  const { userId, hospitalId } = aMe();
  if (!hospitalId) throw new Error('the requester of a test has a hospital');
  const start = { id: CASE_ID, requesterId: userId, hospitalId, form: aForm(), parentId: null };
  return {
    case: { ...newCase(start, AT), ...over },
    hospitalName: '青禾县中医院',
    city: '青禾',
    people: [],
    rooms: [],
    records,
    missing: [],
    fields: [],
    available: ['submit'],
    owed: null,
    dueAt: null,
    parentRequestNo: null,
    children: [],
    opinionsGiven: [],
    lateItems: [],
    readReportVersion: 0,
  };
}
