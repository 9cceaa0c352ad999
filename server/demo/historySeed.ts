import {
  newCase,
  type ConsultationCase,
  type Invitation,
} from '../../shared/domain/consultation/case';
import { requestFormSchema } from '../../shared/domain/consultation/form';
import type { CaseId, HospitalId, UserId } from '../../shared/domain/identity/actor';
import type { Db } from '../db/database';
import { toColumns, toExpertRows } from '../modules/cases/caseRow';
import { expertId, hospitalId } from './baseData';
import { DEMO_ACCOUNTS } from './content/accounts';
import { generateHistory, type HistoricalRequest } from './content/history';
import { demoUuid } from './content/demoUuid';
import { REJECTION_TEXTS } from './content/rejections';

const BATCH = 100;
/** History cases are complete as far as the gate can tell: their material was archived with the old system. */
const ARCHIVED_MATERIAL = [
  { kind: 'document', category: 'consent', modality: null, count: 1 },
  { kind: 'study', category: 'imaging', modality: 'CT', count: 1 },
] as const;

/** A centre's past of eighteen months, so that queue, board and statistics look like a real centre's. */
export async function seedHistory(db: Db, now: string): Promise<void> {
  const requests = generateHistory(now);
  const requesters = await readRequesters(db);
  for (let start = 0; start < requests.length; start += BATCH) {
    const batch = requests.slice(start, start + BATCH);
    const cases = batch.map((request, index) => ({
      current: toCase(request, requesters, start + index),
      requesterName: requesters.get(hospitalId(request.hospitalKey))?.name ?? '',
    }));
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('consultation')
        .values(
          cases.map(({ current, requesterName }) => ({
            id: current.id,
            ...toColumns(current, ARCHIVED_MATERIAL, requesterName),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const experts = cases.flatMap(({ current }) => toExpertRows(current));
      if (experts.length > 0) {
        await tx
          .insertInto('consultation_expert')
          .values(experts)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    });
  }
}

type Requester = { readonly id: string; readonly name: string };

/** Every county hospital has a requesting doctor; those without a demo account get one nobody signs in with. */
async function readRequesters(db: Db): Promise<ReadonlyMap<string, Requester>> {
  const hospitals = await db
    .selectFrom('hospital')
    .select(['id', 'code', 'name'])
    .where('kind', '=', 'county')
    .execute();
  const known = await db
    .selectFrom('app_user')
    .select(['id', 'name', 'hospital_id'])
    .where('role', '=', 'requester')
    .orderBy('account')
    .execute();
  const found = new Map<string, Requester>();
  for (const { id, name, hospital_id } of known) {
    if (hospital_id && !found.has(hospital_id)) found.set(hospital_id, { id, name });
  }
  for (const hospital of hospitals.filter((entry) => !found.has(entry.id))) {
    const requester = { id: demoUuid(`history-requester/${hospital.code}`), name: '会诊联络医师' };
    await db
      .insertInto('app_user')
      .values({
        ...requester,
        account: `liaison-${hospital.code.toLowerCase()}`,
        password_hash: '!',
        role: 'requester',
        hospital_id: hospital.id,
        department_name: '医务科',
        title: 'attending',
        active: false,
        totp_secret: null,
        locked_until: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    found.set(hospital.id, requester);
  }
  return found;
}

function toCase(
  request: HistoricalRequest,
  requesters: ReadonlyMap<string, Requester>,
  index: number,
): ConsultationCase {
  const requester = requesters.get(hospitalId(request.hospitalKey));
  if (!requester) throw new Error(`no requester at ${request.hospitalKey}`);
  const day = request.submittedAt.slice(0, 10).replaceAll('-', '');
  const fresh = newCase(
    {
      id: request.id as CaseId,
      requesterId: requester.id as UserId,
      hospitalId: hospitalId(request.hospitalKey) as HospitalId,
      parentId: null,
      form: historicalForm(request),
    },
    request.submittedAt,
  );
  const chiefKey = request.expertKeys[0];
  const published = request.publishedAt !== null;
  return {
    ...fresh,
    version: 10,
    requestNo: `HZ${day}-9${String(index).padStart(3, '0')}`,
    state: stateOf(request),
    submission: 1,
    submittedAt: request.submittedAt,
    acceptedAt: request.acceptedAt,
    updatedAt: lastInstant(request),
    chiefId: published && chiefKey ? (expertId(chiefKey) as UserId) : null,
    invitations: published
      ? request.expertKeys.map((key, at) => invitation(key, at === 0, request))
      : [],
    rejection: request.rejectCode
      ? {
          code: request.rejectCode,
          text: REJECTION_TEXTS[request.rejectCode],
          by: triageId(),
          at: lastInstant(request),
        }
      : null,
    cancellation:
      request.outcome === 'cancelled' || request.outcome === 'noShow'
        ? {
            reason: request.outcome === 'noShow' ? '爽约后未再预约' : '患者情况变化',
            by: fresh.requesterId,
            at: lastInstant(request),
            confirmedBy: null,
          }
        : null,
    noShow: request.noShowParty
      ? {
          party: request.noShowParty,
          contactAttempts: '电话联系未到',
          by: null,
          at: lastInstant(request),
        }
      : null,
    ...sessionOf(request),
    ...feedbackOf(request, fresh),
  };
}

function historicalForm(request: HistoricalRequest) {
  const { patient, diagnosis, mode, urgency, mdt, profile, departmentName } = request;
  return requestFormSchema.parse({
    patient: {
      name: patient.name,
      sex: patient.sex,
      birthDate: patient.birthDate,
      identityVerified: true,
    },
    clinical: { chiefComplaint: diagnosis.name, provisionalDiagnoses: [diagnosis] },
    wishes: {
      mode,
      urgency,
      mdt,
      profile,
      purpose: '明确诊断与治疗方案',
      departmentNames: [departmentName],
    },
    consent: { status: 'signed' },
  });
}

function stateOf(request: HistoricalRequest): ConsultationCase['state'] {
  switch (request.outcome) {
    case 'rejected':
      return 'rejected';
    case 'cancelled':
    case 'noShow':
      // whoever did not come long ago was not booked again; the no-show stays on record
      return 'cancelled';
    case 'completed':
      return 'archived';
  }
}

const triageId = () => {
  const triage = DEMO_ACCOUNTS.find((account) => account.role === 'triage');
  return demoUuid(`user/${triage?.account ?? ''}`) as UserId;
};

function invitation(key: string, isChief: boolean, request: HistoricalRequest): Invitation {
  const invitedAt = request.acceptedAt ?? request.submittedAt;
  return {
    expertId: expertId(key) as UserId,
    role: isChief ? 'chief' : 'member',
    required: true,
    status: 'accepted',
    invitedAt,
    deadline: invitedAt,
    respondedAt: new Date(
      Date.parse(invitedAt) + (5 + (key.length % 5) * 9) * 60_000,
    ).toISOString(),
    reason: null,
    proposed: [],
  };
}

function sessionOf(request: HistoricalRequest): Pick<ConsultationCase, 'session'> {
  if (!request.startsAt) return { session: null };
  return {
    session: {
      startedAt: request.startsAt,
      endedAt: request.endedAt,
      endReason: request.endedAt ? 'completed' : null,
      patientPresent: request.mode === 'video',
      identifiers: [],
      recording: 'refused',
      rollCall: [],
      interruptions: [],
    },
  };
}

function feedbackOf(
  request: HistoricalRequest,
  fresh: ConsultationCase,
): Partial<ConsultationCase> {
  const chief = expertId(request.expertKeys[0] ?? '') as UserId;
  if (!request.publishedAt) return {};
  const decided = request.decidedAt ?? null;
  const { decision, requesterRating, followUp } = request;
  return {
    reports: [
      {
        version: 1,
        publishedAt: request.publishedAt,
        publishedBy: chief,
        contentSha256: '',
        amendmentReason: null,
        conclusionChanged: false,
      },
    ],
    receipts:
      decided && decision
        ? [
            {
              reportVersion: 1,
              decision,
              reason: '',
              plan: '',
              orderedAt: request.orderedAt,
              by: fresh.requesterId,
              at: decided,
            },
          ]
        : [],
    ratings:
      decided && requesterRating
        ? [
            {
              party: 'requester',
              by: fresh.requesterId,
              at: decided,
              score: requesterRating,
              comment: '',
            },
          ]
        : [],
    followUps: followUp
      ? [
          {
            id: 1,
            label: '30 天',
            dueOn: followUp.at.slice(0, 10),
            questions: ['病情变化？'],
            createdBy: chief,
            status: 'answered',
            answer: {
              at: followUp.at,
              by: fresh.requesterId,
              answers: [''],
              condition: followUp.condition,
              efficacy: followUp.efficacy,
              scales: [],
            },
            review: null,
          },
        ]
      : [],
    archive: { outcome: followUp ? 'planDone' : 'noFollowUp', by: null, at: lastInstant(request) },
  };
}

function lastInstant(request: HistoricalRequest): string {
  const known = [
    request.submittedAt,
    request.acceptedAt,
    request.startsAt,
    request.endedAt,
    request.publishedAt,
    request.decidedAt,
    request.followUp?.at,
  ];
  return (
    known
      .filter((at): at is string => typeof at === 'string')
      .sort()
      .at(-1) ?? request.submittedAt
  );
}
