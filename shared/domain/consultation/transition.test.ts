import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyReport } from '../report/report';
import {
  aCase,
  aForm,
  actorAs,
  anInvitation,
  AT,
  CENTRE,
  CHIEF,
  COUNTY,
  MEMBER,
  OUTSIDER,
  REQUESTER,
  someFacts,
  TRIAGE,
} from '../../testing/aCase';
import { CASE_STATES, consultationCaseSchema, type CaseState, type ConsultationCase } from './case';
import { caseCommandSchema, type CaseCommand, type CommandType } from './commands';
import type { Facts, WorkflowActor } from './facts';
import { lateEntryOf } from './lateEntry';
import { CASE_RULES } from './ruleTable';
import { transition } from './transition';

const slot = {
  startsAt: '2026-11-25T01:00:00.000Z',
  endsAt: '2026-11-25T01:30:00.000Z',
  dueAt: null,
  centreRoomId: '6f0c1a10-0000-4000-8000-0000000000a1',
  countyRoomId: '6f0c1a10-0000-4000-8000-0000000000a2',
};
const appointment = { ...slot, previous: [] };
const content = { ...emptyReport(), conclusion: '建议手术切除' };
const session = {
  startedAt: '2026-11-24T01:00:00.000Z',
  endedAt: '2026-11-24T01:30:00.000Z',
  endReason: 'completed' as const,
  patientPresent: true,
  identifiers: [],
  recording: 'refused' as const,
  rollCall: [],
  interruptions: [],
};
const report = {
  version: 1,
  publishedAt: AT,
  publishedBy: CHIEF,
  contentSha256: 'a'.repeat(64),
  amendmentReason: null,
  conclusionChanged: false,
};
const followUp = {
  id: 1,
  label: 'T+7d',
  dueOn: '2026-12-01',
  questions: ['体温？'],
  createdBy: CHIEF,
  status: 'planned' as const,
  answer: null,
  review: null,
};
const answer = {
  at: AT,
  by: REQUESTER,
  answers: ['正常'],
  condition: 'improved' as const,
  efficacy: 8,
  scales: [],
};
const both = [anInvitation(CHIEF), anInvitation(MEMBER)];
const chiefActor = actorAs('expert', CHIEF, CENTRE);
const memberActor = actorAs('expert', MEMBER, CENTRE);
const requester = actorAs('requester');
const triage = actorAs('triage', TRIAGE, CENTRE);
const system: WorkflowActor = { role: 'system', userId: null, hospitalId: null };

const oral = aForm({ urgency: 'emergency' });
const emergencyOwing = {
  state: 'reporting' as const,
  form: { ...oral, consent: { ...oral.consent, status: 'oralEmergency' as const } },
  submission: 1,
  lateRecord: { completedAt: null, waiver: null },
};
const signedEntry = lateEntryOf(oral);

type Row = {
  readonly case: Partial<ConsultationCase> & { state: CaseState };
  readonly command: CaseCommand;
  readonly actor: WorkflowActor;
  readonly to: CaseState;
  readonly at?: string;
  readonly facts?: Partial<Facts>;
};

/** One way each command succeeds. */
const PATHS: { readonly [T in CommandType]: Row } = {
  submit: {
    case: { state: 'draft', submittedAt: null, requestNo: null },
    command: { type: 'submit' },
    actor: requester,
    to: 'submitted',
  },
  approveLocally: {
    case: { state: 'awaitingApproval' },
    command: { type: 'approveLocally' },
    actor: actorAs('hospitalAdmin'),
    to: 'submitted',
  },
  refuseLocally: {
    case: { state: 'awaitingApproval' },
    command: { type: 'refuseLocally', text: '资料不足' },
    actor: actorAs('hospitalAdmin'),
    to: 'draft',
  },
  claim: {
    case: { state: 'submitted' },
    command: { type: 'claim' },
    actor: triage,
    to: 'submitted',
  },
  releaseClaim: {
    case: { state: 'submitted' },
    command: { type: 'releaseClaim' },
    actor: triage,
    to: 'submitted',
  },
  accept: {
    case: { state: 'submitted' },
    command: { type: 'accept', waiverNote: null },
    actor: triage,
    to: 'accepted',
  },
  returnForSupplement: {
    case: { state: 'submitted' },
    command: { type: 'returnForSupplement', items: [{ code: 'R06', text: '补知情同意书' }] },
    actor: triage,
    to: 'returned',
  },
  resubmit: {
    case: {
      state: 'returned',
      fixList: {
        items: [{ id: 1, code: 'R06', text: '补知情同意书', answer: null }],
        by: TRIAGE,
        at: AT,
      },
    },
    command: { type: 'resubmit', answers: [{ id: 1, answer: '已补' }] },
    actor: requester,
    to: 'submitted',
  },
  reject: {
    case: { state: 'submitted' },
    command: { type: 'reject', code: 'R04', text: '病情不宜远程，建议立即转诊' },
    actor: triage,
    to: 'rejected',
  },
  refer: {
    case: { state: 'submitted' },
    command: { type: 'refer', hospitalId: CENTRE, reason: '专科不符' },
    actor: triage,
    to: 'referred',
  },
  inviteExperts: {
    case: { state: 'accepted' },
    command: {
      type: 'inviteExperts',
      experts: [{ expertId: CHIEF, role: 'chief', required: true }],
    },
    actor: triage,
    to: 'coordinating',
  },
  withdrawInvitation: {
    case: { state: 'coordinating', invitations: both, chiefId: CHIEF },
    command: { type: 'withdrawInvitation', expertId: MEMBER },
    actor: triage,
    to: 'coordinating',
  },
  acceptInvitation: {
    case: { state: 'coordinating', invitations: [anInvitation(CHIEF, { status: 'pending' })] },
    command: { type: 'acceptInvitation' },
    actor: chiefActor,
    to: 'coordinating',
  },
  declineInvitation: {
    case: { state: 'coordinating', invitations: [anInvitation(CHIEF, { status: 'pending' })] },
    command: { type: 'declineInvitation', reason: '出差' },
    actor: chiefActor,
    to: 'coordinating',
  },
  proposeTimes: {
    case: { state: 'coordinating', invitations: [anInvitation(CHIEF, { status: 'pending' })] },
    command: {
      type: 'proposeTimes',
      windows: [{ startsAt: slot.startsAt, endsAt: slot.endsAt }],
      reason: '上午手术',
    },
    actor: chiefActor,
    to: 'coordinating',
  },
  expireInvitations: {
    case: {
      state: 'coordinating',
      invitations: [
        anInvitation(CHIEF, { status: 'pending', deadline: '2026-11-24T01:00:00.000Z' }),
      ],
    },
    command: { type: 'expireInvitations' },
    actor: system,
    to: 'coordinating',
  },
  schedule: {
    case: { state: 'coordinating', invitations: both, chiefId: CHIEF },
    command: { type: 'schedule', ...slot },
    actor: triage,
    to: 'scheduled',
  },
  reschedule: {
    case: { state: 'scheduled', invitations: both, chiefId: CHIEF, appointment },
    command: {
      type: 'reschedule',
      ...slot,
      startsAt: '2026-11-25T01:05:00.000Z',
      reason: '专家手术',
      waiveNotice: false,
    },
    actor: triage,
    to: 'scheduled',
  },
  requestReschedule: {
    case: { state: 'scheduled', appointment },
    command: { type: 'requestReschedule', reason: '患者检查', windows: [] },
    actor: requester,
    to: 'scheduled',
  },
  cancel: {
    case: { state: 'submitted' },
    command: { type: 'cancel', reason: '患者出院' },
    actor: requester,
    to: 'cancelled',
  },
  requestCancellation: {
    case: { state: 'scheduled', appointment },
    command: { type: 'requestCancellation', reason: '患者出院' },
    actor: requester,
    to: 'scheduled',
  },
  checkIn: {
    case: { state: 'scheduled', appointment: { ...appointment, startsAt: AT } },
    command: { type: 'checkIn', party: 'requester', device: 'pc', preflightPassed: true },
    actor: requester,
    to: 'checkedIn',
  },
  startConsultation: {
    case: {
      state: 'checkedIn',
      invitations: both,
      chiefId: CHIEF,
      appointment,
      checkIns: [
        { party: 'requester', userId: REQUESTER, at: AT, device: '', preflightPassed: true },
        { party: 'expert', userId: CHIEF, at: AT, device: '', preflightPassed: true },
      ],
    },
    command: {
      type: 'startConsultation',
      identifiers: ['name', 'birthDate'],
      patientPresent: true,
      recording: 'refused',
    },
    actor: chiefActor,
    to: 'inConsultation',
  },
  answerEmergency: {
    case: { state: 'submitted', form: aForm({ urgency: 'emergency' }) },
    command: { type: 'answerEmergency' },
    actor: chiefActor,
    to: 'inConsultation',
  },
  takeRead: {
    case: { state: 'accepted', form: aForm({ mode: 'ecgRead' }) },
    command: { type: 'takeRead' },
    actor: chiefActor,
    to: 'reporting',
  },
  upgradeToVideo: {
    case: { state: 'scheduled', form: aForm({ mode: 'async' }), invitations: both, chiefId: CHIEF },
    command: { type: 'upgradeToVideo', mode: 'video' },
    actor: chiefActor,
    to: 'coordinating',
  },
  interrupt: {
    case: { state: 'inConsultation', session: { ...session, endedAt: null, endReason: null } },
    command: { type: 'interrupt', reason: '断网' },
    actor: system,
    to: 'interrupted',
  },
  resume: {
    case: { state: 'interrupted', session },
    command: { type: 'resume' },
    actor: triage,
    to: 'inConsultation',
  },
  abandonSession: {
    case: { state: 'interrupted', session },
    command: { type: 'abandonSession', reason: '线路故障' },
    actor: triage,
    to: 'coordinating',
  },
  endConsultation: {
    case: { state: 'inConsultation', session },
    command: { type: 'endConsultation', endReason: 'completed' },
    actor: triage,
    to: 'reporting',
  },
  markNoShow: {
    case: {
      state: 'scheduled',
      appointment: { ...appointment, startsAt: '2026-11-24T01:40:00.000Z' },
    },
    command: { type: 'markNoShow', party: 'expert', contactAttempts: '电话两次未接' },
    actor: triage,
    to: 'noShow',
  },
  substituteExpert: {
    case: { state: 'noShow', invitations: both, chiefId: CHIEF },
    command: { type: 'substituteExpert', absentId: CHIEF, expertId: OUTSIDER },
    actor: triage,
    to: 'checkedIn',
  },
  rebook: {
    case: { state: 'noShow' },
    command: { type: 'rebook' },
    actor: triage,
    to: 'coordinating',
  },
  submitOpinion: {
    case: { state: 'reporting', invitations: both, chiefId: CHIEF },
    command: { type: 'submitOpinion', text: '建议随访', agreesWithChief: false },
    actor: memberActor,
    to: 'reporting',
  },
  returnOpinion: {
    case: { state: 'reporting', invitations: both, chiefId: CHIEF },
    command: { type: 'returnOpinion', expertId: MEMBER },
    actor: chiefActor,
    to: 'reporting',
  },
  waiveOpinion: {
    case: { state: 'reporting', invitations: both, chiefId: CHIEF },
    command: { type: 'waiveOpinion', expertId: MEMBER, reason: '临时手术' },
    actor: chiefActor,
    to: 'reporting',
  },
  publishReport: {
    case: { state: 'reporting', invitations: [anInvitation(CHIEF)], chiefId: CHIEF },
    command: { type: 'publishReport', content },
    actor: chiefActor,
    to: 'published',
  },
  amendReport: {
    case: {
      state: 'published',
      invitations: [anInvitation(CHIEF)],
      chiefId: CHIEF,
      reports: [report],
    },
    command: { type: 'amendReport', content, reason: 'FISH 结果' },
    actor: chiefActor,
    to: 'published',
  },
  recordReceipt: {
    case: { state: 'published', reports: [report] },
    command: {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'adopted',
      reason: '',
      plan: '',
      orderedAt: null,
    },
    actor: requester,
    to: 'awaitingFeedback',
  },
  rate: {
    case: { state: 'awaitingFeedback' },
    command: { type: 'rate', score: 5, comment: '' },
    actor: requester,
    to: 'awaitingFeedback',
  },
  planFollowUp: {
    case: {
      state: 'awaitingFeedback',
      invitations: both,
      ratings: [{ party: 'requester', by: REQUESTER, at: AT, score: 5, comment: '' }],
    },
    command: {
      type: 'planFollowUp',
      items: [{ label: 'T+7d', dueOn: '2026-12-01', questions: ['体温？'] }],
    },
    actor: memberActor,
    to: 'followUp',
  },
  answerFollowUp: {
    case: { state: 'followUp', followUps: [followUp] },
    command: {
      type: 'answerFollowUp',
      id: 1,
      answers: ['正常'],
      condition: 'improved',
      efficacy: 8,
      scales: [],
    },
    actor: requester,
    to: 'followUp',
  },
  reviewFollowUp: {
    case: {
      state: 'followUp',
      invitations: both,
      followUps: [{ ...followUp, status: 'answered', answer }],
    },
    command: { type: 'reviewFollowUp', id: 1, note: '继续' },
    actor: memberActor,
    to: 'followUp',
  },
  archive: {
    case: {
      state: 'followUp',
      invitations: both,
      followUps: [
        { ...followUp, status: 'reviewed', answer, review: { at: AT, by: CHIEF, note: '好' } },
      ],
    },
    command: { type: 'archive', outcome: 'planDone' },
    actor: memberActor,
    to: 'archived',
  },
  raiseCriticalFinding: {
    case: { state: 'reporting', invitations: both },
    command: { type: 'raiseCriticalFinding', text: '张力性气胸' },
    actor: memberActor,
    to: 'reporting',
  },
  acknowledgeCriticalFinding: {
    case: {
      state: 'reporting',
      criticalFinding: {
        text: '气胸',
        by: CHIEF,
        at: AT,
        acknowledgedBy: null,
        acknowledgedAt: null,
      },
    },
    command: { type: 'acknowledgeCriticalFinding' },
    actor: requester,
    to: 'reporting',
  },
  recordLateEntry: {
    case: emergencyOwing,
    command: { type: 'recordLateEntry', entry: signedEntry },
    actor: requester,
    to: 'reporting',
  },
  waiveLateEntry: {
    case: emergencyOwing,
    command: { type: 'waiveLateEntry', reason: '患者已转院' },
    actor: actorAs('coordinator', TRIAGE, CENTRE),
    to: 'reporting',
  },
  expire: {
    case: { state: 'returned' },
    command: { type: 'expire' },
    actor: system,
    to: 'expired',
  },
  requestVoid: {
    case: { state: 'archived' },
    command: { type: 'requestVoid', reason: '错登患者' },
    actor: actorAs('coordinator', TRIAGE, CENTRE),
    to: 'archived',
  },
  confirmVoid: {
    case: {
      state: 'archived',
      voidRequest: { reason: '错登患者', by: TRIAGE, at: AT, confirmedBy: null },
    },
    command: { type: 'confirmVoid' },
    actor: actorAs('auditor', OUTSIDER, CENTRE),
    to: 'enteredInError',
  },
};

const tryRow = (row: Row, patch: Partial<Row> = {}) => {
  const { case: current, command, actor, at, facts } = { ...row, ...patch };
  return transition(aCase(current), command, actor, someFacts(facts), at ?? AT);
};
const codeOf = (result: ReturnType<typeof transition>) => (result.ok ? 'ok' : result.error.code);

describe('transition', () => {
  it.each(Object.entries(PATHS))('%s moves the case where the table says', (type, row) => {
    const result = tryRow(row);
    expect(result).toMatchObject({
      ok: true,
      value: {
        next: { state: row.to, version: 4, updatedAt: AT },
        event: { type, from: row.case.state, to: row.to, at: AT },
      },
    });
    if (result.ok) expect(consultationCaseSchema.safeParse(result.value.next).success).toBe(true);
  });

  it.each(Object.entries(PATHS))(
    '%s is refused from every state its rule does not name',
    (type, row) => {
      const rule = CASE_RULES[type as CommandType];
      for (const state of CASE_STATES.filter((candidate) => !rule.from.includes(candidate))) {
        expect([state, codeOf(tryRow(row, { case: { ...row.case, state } }))]).toEqual([
          state,
          'case.illegalTransition',
        ]);
      }
    },
  );

  it.each(Object.entries(PATHS))(
    '%s is refused to every role its rule does not name',
    (type, row) => {
      const roles = [
        'requester',
        'hospitalAdmin',
        'triage',
        'coordinator',
        'expert',
        'technician',
        'sysadmin',
        'auditor',
        'guest',
      ] as const;
      for (const role of roles.filter(
        (candidate) => !(candidate in CASE_RULES[type as CommandType].by),
      )) {
        expect([role, codeOf(tryRow(row, { actor: actorAs(role) }))]).toEqual([
          role,
          'case.wrongRole',
        ]);
      }
    },
  );

  it('reaches every state', () => {
    const reached = new Set<string>(['draft', ...Object.values(PATHS).map((row) => row.to)]);
    reached.add('awaitingApproval');
    const approving = tryRow(PATHS.submit, { facts: { localApproval: true } });
    expect(approving.ok && approving.value.next.state).toBe('awaitingApproval');
    expect(CASE_STATES.filter((state) => !reached.has(state))).toEqual([]);
  });

  it('never leaves a void case, whatever anybody asks', () => {
    const commands = Object.values(PATHS);
    fc.assert(
      fc.property(
        fc.constantFrom(...commands),
        fc.constantFrom(requester, triage, chiefActor, system),
        (row, actor) => {
          return !tryRow(row, { case: { ...row.case, state: 'enteredInError' }, actor }).ok;
        },
      ),
    );
  });

  it('is pure: the case given is not changed', () => {
    for (const row of Object.values(PATHS)) {
      const current = Object.freeze(aCase(row.case));
      const before = JSON.stringify(current);
      transition(current, row.command, row.actor, someFacts(), AT);
      expect(JSON.stringify(current)).toBe(before);
    }
  });

  it('every path is a valid command on the wire', () => {
    for (const row of Object.values(PATHS))
      expect(caseCommandSchema.safeParse(row.command).success).toBe(true);
  });
});

describe('guards', () => {
  const invite = (expertId: typeof CHIEF): Partial<Row> => ({
    command: { type: 'inviteExperts', experts: [{ expertId, role: 'chief', required: true }] },
  });
  const withExpert = (patch: Partial<Facts['experts'][string]>) => ({
    facts: { experts: { [CHIEF]: { ...someFacts().experts[CHIEF]!, ...patch } } },
  });

  it.each([
    ['an attending physician', withExpert({ title: 'attending' }), 'case.expertTitle'],
    ['an expired licence', withExpert({ licenceValidUntil: '2026-11-23' }), 'case.expertLicence'],
    ['an expert who switched service off', withExpert({ serviceOn: false }), 'case.expertOff'],
    [
      'a doctor of the requesting hospital',
      withExpert({ hospitalId: COUNTY }),
      'case.expertConflict',
    ],
    ['an unknown expert', { facts: { experts: {} } }, 'case.noExpert'],
  ] as const)('refuses to invite %s', (_, patch, code) => {
    expect(codeOf(tryRow(PATHS.inviteExperts, { ...invite(CHIEF), ...patch }))).toBe(code);
  });

  it.each([
    ['without a valid agreement', { facts: { agreementValid: false } }, 'case.agreementMissing'],
    [
      'with an image of another patient',
      { facts: { patientConflicts: [['name']] } },
      'case.patientConflict',
    ],
    ['without material', { facts: { records: [] } }, 'case.incomplete'],
    [
      'without consent',
      {
        case: {
          state: 'draft',
          form: { ...aForm(), consent: { ...aForm().consent, status: 'none' } },
        },
      },
      'case.consentMissing',
    ],
    ['of another doctor', { actor: actorAs('requester', OUTSIDER) }, 'case.notYours'],
  ] as const)('refuses a submission %s', (_, patch, code) => {
    expect(codeOf(tryRow(PATHS.submit, patch as Partial<Row>))).toBe(code);
  });

  it('lets an emergency go without paper when oral consent is recorded', () => {
    const form = aForm({ urgency: 'emergency' });
    const current = {
      state: 'draft' as const,
      form: { ...form, consent: { ...form.consent, status: 'oralEmergency' as const } },
    };
    const records = someFacts().records.filter((record) => record.category !== 'consent');
    const result = tryRow(PATHS.submit, { case: current, facts: { records } });
    expect(result).toMatchObject({ ok: true, value: { notify: ['submitted', 'emergencyRing'] } });
  });

  it('keeps others out while somebody has claimed, and lets them in when the claim ran out', () => {
    const claim = { by: OUTSIDER, at: AT, until: '2026-11-24T02:15:00.000Z' };
    const claimed = { case: { state: 'submitted' as const, claim } };
    expect(codeOf(tryRow(PATHS.accept, claimed))).toBe('case.claimedByOther');
    expect(codeOf(tryRow(PATHS.accept, { ...claimed, at: '2026-11-24T02:15:00.001Z' }))).toBe('ok');
  });

  it('does not schedule while a required expert has not accepted', () => {
    const invitations = [anInvitation(CHIEF), anInvitation(MEMBER, { status: 'pending' })];
    expect(
      codeOf(
        tryRow(PATHS.schedule, { case: { state: 'coordinating', invitations, chiefId: CHIEF } }),
      ),
    ).toBe('case.invitationsOpen');
  });

  it('keeps two hours notice unless the centre waives it', () => {
    const soon = {
      case: {
        ...PATHS.reschedule.case,
        appointment: { ...appointment, startsAt: '2026-11-24T03:59:00.000Z' },
      },
    };
    expect(codeOf(tryRow(PATHS.reschedule, soon))).toBe('case.tooLateToMove');
    const waived = { ...PATHS.reschedule.command, waiveNotice: true } as CaseCommand;
    expect(codeOf(tryRow(PATHS.reschedule, { ...soon, command: waived }))).toBe('ok');
  });

  it('opens check-in half an hour before and closes it a quarter after', () => {
    const at = (time: string) => codeOf(tryRow(PATHS.checkIn, { at: time }));
    expect([
      at('2026-11-24T01:29:59.000Z'),
      at('2026-11-24T01:30:00.000Z'),
      at('2026-11-24T02:15:00.000Z'),
      at('2026-11-24T02:15:01.000Z'),
    ]).toEqual(['case.checkInWindow', 'ok', 'ok', 'case.checkInWindow']);
  });

  it('starts only with both sides present and two identifiers', () => {
    const row = PATHS.startConsultation;
    const oneSided = { case: { ...row.case, checkIns: row.case.checkIns!.slice(0, 1) } };
    expect(codeOf(tryRow(row, oneSided))).toBe('case.partyMissing');
    const oneIdentifier = { ...row.command, identifiers: ['name', 'name'] } as CaseCommand;
    expect(codeOf(tryRow(row, { command: oneIdentifier }))).toBe('case.identityCheck');
  });

  it('waits for required opinions and prints dissent before a report is published', () => {
    const row = PATHS.publishReport;
    const withMember = { ...row.case, invitations: both };
    expect(codeOf(tryRow(row, { case: withMember }))).toBe('case.opinionMissing');
    const dissenting = {
      expertId: MEMBER,
      status: 'submitted' as const,
      text: '建议随访',
      agreesWithChief: false,
      at: AT,
      by: MEMBER,
    };
    const withDissent = { ...withMember, opinions: [dissenting] };
    expect(codeOf(tryRow(row, { case: withDissent }))).toBe('case.dissentMissing');
    const printing = (text: string, current: typeof withDissent) =>
      codeOf(
        tryRow(row, {
          case: current,
          command: {
            type: 'publishReport',
            content: { ...content, dissent: [{ expertId: MEMBER, expertName: '成员', text }] },
          },
        }),
      );
    expect(printing('建议随访', withDissent)).toBe('ok');
    expect(printing('同意', withDissent)).toBe('case.dissentMissing');
    const agreed = { ...withDissent, opinions: [{ ...dissenting, text: '同意' }] };
    expect(printing('建议随访', agreed)).toBe('case.dissentMissing');
  });

  it('keeps what an expert had written before he changed it', () => {
    const submit = (current: ConsultationCase, text: string, at: string) => {
      const command = { type: 'submitOpinion', text, agreesWithChief: false } as const;
      const result = transition(current, command, memberActor, someFacts(), at);
      if (!result.ok) throw new Error(result.error.code);
      return result.value.next;
    };
    const later = '2026-11-24T03:00:00.000Z';
    const once = submit(
      aCase({ state: 'reporting', invitations: both, chiefId: CHIEF }),
      '建议手术',
      AT,
    );
    expect(once.opinions[0]?.earlier).toBeUndefined();
    expect(submit(once, '建议随访', later).opinions).toMatchObject([
      { text: '建议随访', earlier: [{ text: '建议手术', agreesWithChief: false, at: AT }] },
    ]);
    const back = transition(
      once,
      { type: 'returnOpinion', expertId: MEMBER },
      chiefActor,
      someFacts(),
      later,
    );
    if (!back.ok) throw new Error(back.error.code);
    expect(back.value.next.opinions).toEqual([]);
    const anew = submit(back.value.next, '建议随访', later);
    expect(anew.returnedOpinions).toEqual([]);
    expect(anew.opinions).toMatchObject([
      { text: '建议随访', earlier: [{ text: '建议手术', agreesWithChief: false, at: AT }] },
    ]);
  });

  it('asks for a new receipt only of the newest version, once', () => {
    const amended = { ...report, version: 2, conclusionChanged: true };
    const twoVersions = { state: 'awaitingFeedback' as const, reports: [report, amended] };
    expect(codeOf(tryRow(PATHS.recordReceipt, { case: twoVersions }))).toBe('case.staleVersion');
    const second = { ...PATHS.recordReceipt.command, reportVersion: 2 } as CaseCommand;
    expect(codeOf(tryRow(PATHS.recordReceipt, { case: twoVersions, command: second }))).toBe('ok');
  });

  it('wants two people for a void', () => {
    const voidRequest = { reason: '错登', by: OUTSIDER, at: AT, confirmedBy: null };
    expect(codeOf(tryRow(PATHS.confirmVoid, { case: { state: 'archived', voidRequest } }))).toBe(
      'case.dualControl',
    );
  });

  it('lets a county doctor cancel alone before scheduling and with the centre after it', () => {
    expect(codeOf(tryRow(PATHS.cancel, { case: { state: 'scheduled', appointment } }))).toBe(
      'case.cancelNeedsCentre',
    );
    expect(
      codeOf(tryRow(PATHS.cancel, { case: { state: 'scheduled', appointment }, actor: triage })),
    ).toBe('ok');
  });
});
