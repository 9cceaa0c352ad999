import { describe, expect, it } from 'vitest';
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
  TRIAGE,
} from '../../testing/aCase';
import { CASE_STATES, type ConsultationCase } from './case';
import { owedBy } from './owed';

const county = actorAs('requester', REQUESTER, COUNTY);
const chief = actorAs('expert', CHIEF, CENTRE);
const member = actorAs('expert', MEMBER, CENTRE);
const triage = actorAs('triage', TRIAGE, CENTRE);
const SUBMITTED = '2026-11-23T02:00:00.000Z';
const report = (version: number, conclusionChanged = false) => ({
  version,
  publishedAt: AT,
  publishedBy: CHIEF,
  contentSha256: 'a'.repeat(64),
  amendmentReason: null,
  conclusionChanged,
});
const receipt = (reportVersion: number) => ({
  reportVersion,
  decision: 'adopted' as const,
  reason: '',
  plan: '',
  orderedAt: null,
  by: REQUESTER,
  at: AT,
});
const session = (endedAt: string | null) => ({
  startedAt: SUBMITTED,
  endedAt,
  endReason: null,
  patientPresent: true,
  identifiers: [],
  recording: 'refused' as const,
  rollCall: [],
  interruptions: [],
});
const emergency = aForm({ urgency: 'emergency' });
const OWED = { completedAt: null, waiver: null };
const finding = { text: '气胸', by: CHIEF, at: AT, acknowledgedBy: null, acknowledgedAt: null };
const staffed = { invitations: [anInvitation(CHIEF), anInvitation(MEMBER)], chiefId: CHIEF };
const followUp = (dueOn: string, status: 'planned' | 'answered' = 'planned') => ({
  id: 1,
  label: 'T+7d',
  dueOn,
  questions: ['?'],
  createdBy: CHIEF,
  status,
  answer: null,
  review: null,
});
const steps = (
  patch: Partial<ConsultationCase>,
  actor: Parameters<typeof owedBy>[1],
  readVersion = 0,
) => {
  const owed = owedBy(aCase(patch), actor, AT, readVersion);
  return owed && [owed.owed, owed.dueAt];
};

describe('what a case waits for', () => {
  it.each<
    [
      string,
      Partial<ConsultationCase>,
      Parameters<typeof owedBy>[1],
      [string, string | null] | null,
    ]
  >([
    ['a returned request: the fix, from the county', { state: 'returned' }, county, ['fix', null]],
    ['a rejected one: to be taken up again', { state: 'rejected' }, county, ['rejected', null]],
    [
      'a first report: the decision within a day',
      { state: 'published', reports: [report(1)] },
      county,
      ['receipt', '2026-11-25T02:00:00.000Z'],
    ],
    [
      'an emergency’s report: the decision within forty minutes',
      { state: 'published', form: emergency, reports: [report(1)] },
      county,
      ['receipt', '2026-11-24T02:40:00.000Z'],
    ],
    [
      'an amended conclusion: a new decision',
      { state: 'awaitingFeedback', reports: [report(1), report(2, true)], receipts: [receipt(1)] },
      county,
      ['receipt', '2026-11-25T02:00:00.000Z'],
    ],
    [
      'an amended wording: no new decision',
      {
        state: 'awaitingFeedback',
        reports: [report(1), report(2)],
        receipts: [receipt(1)],
        ratings: [{ party: 'requester', by: REQUESTER, at: AT, score: 5, comment: '' }],
      },
      county,
      null,
    ],
    [
      'a critical finding: acknowledgement before anything else',
      { state: 'published', reports: [report(1)], criticalFinding: finding },
      county,
      ['criticalFinding', AT],
    ],
    [
      'an emergency’s record: the late entry six hours after it went out',
      { state: 'reporting', submittedAt: SUBMITTED, form: emergency, lateRecord: OWED },
      county,
      ['lateEntry', '2026-11-23T08:00:00.000Z'],
    ],
    [
      'a late entry and a report: the decision first',
      { state: 'published', form: emergency, reports: [report(1)], lateRecord: OWED },
      county,
      ['receipt', '2026-11-24T02:40:00.000Z'],
    ],
    [
      'a late entry and a patient who waits: the check-in first',
      { state: 'scheduled', form: emergency, lateRecord: OWED },
      county,
      ['checkIn', null],
    ],
    [
      'a late entry and a rating: the late entry first',
      { state: 'awaitingFeedback', submittedAt: SUBMITTED, form: emergency, lateRecord: OWED },
      county,
      ['lateEntry', '2026-11-23T08:00:00.000Z'],
    ],
    [
      'a completed record: nothing',
      { state: 'reporting', form: emergency, lateRecord: { ...OWED, completedAt: AT } },
      county,
      null,
    ],
    [
      'a waived one: nothing',
      {
        state: 'reporting',
        form: emergency,
        lateRecord: { ...OWED, waiver: { reason: '患者已转院', by: TRIAGE, at: AT } },
      },
      county,
      null,
    ],
    [
      'a follow-up on its day: the answer, by midnight in China',
      { state: 'followUp', followUps: [followUp('2026-11-24')] },
      county,
      ['followUpAnswer', '2026-11-24T16:00:00.000Z'],
    ],
    [
      'a follow-up tomorrow: nothing yet',
      { state: 'followUp', followUps: [followUp('2026-11-25')] },
      county,
      null,
    ],
    [
      'an answered follow-up: the expert’s review',
      { ...staffed, state: 'followUp', followUps: [followUp('2026-11-24', 'answered')] },
      member,
      ['followUpReview', null],
    ],
    [
      'a new request: triage within a day',
      { state: 'submitted', submittedAt: SUBMITTED },
      triage,
      ['triage', AT],
    ],
    [
      'a new emergency: triage at once',
      { state: 'submitted', submittedAt: SUBMITTED, form: emergency },
      triage,
      ['triage', SUBMITTED],
    ],
    [
      'an accepted request: experts within four hours',
      { state: 'accepted', acceptedAt: SUBMITTED },
      triage,
      ['assign', '2026-11-23T06:00:00.000Z'],
    ],
    [
      'an open invitation: the answer by its deadline',
      { state: 'coordinating', invitations: [anInvitation(MEMBER, { status: 'pending' })] },
      member,
      ['invitation', '2026-11-24T06:00:00.000Z'],
    ],
    [
      'an invitation that ran out: nothing',
      {
        state: 'coordinating',
        invitations: [anInvitation(MEMBER, { status: 'pending', deadline: AT })],
      },
      member,
      null,
    ],
    [
      'the end of a session: the report of the chief within a day',
      { ...staffed, state: 'reporting', session: session(AT) },
      chief,
      ['report', '2026-11-25T02:00:00.000Z'],
    ],
    [
      'the end of an emergency: the report within half an hour',
      { ...staffed, state: 'reporting', form: emergency, session: session(AT) },
      chief,
      ['report', '2026-11-24T02:30:00.000Z'],
    ],
    [
      'the end of a session: an opinion of every member',
      { ...staffed, state: 'reporting', session: session(AT) },
      member,
      ['opinion', '2026-11-25T02:00:00.000Z'],
    ],
    [
      'the end of a session: nothing of somebody who was not there',
      { ...staffed, state: 'reporting', session: session(AT) },
      actorAs('expert', OUTSIDER, CENTRE),
      null,
    ],
  ])('%s', (_, patch, actor, expected) => {
    expect(steps(patch, actor)).toEqual(expected);
  });

  it('nothing, from another hospital', () => {
    for (const state of CASE_STATES)
      expect(
        steps({ state, reports: [report(1)] }, actorAs('requester', OUTSIDER, CENTRE)),
      ).toBeNull();
  });

  it.each(['archived', 'cancelled', 'referred', 'expired', 'enteredInError'] as const)(
    'nothing from the county once it is %s',
    (state) => {
      expect(steps({ state, reports: [report(1)], criticalFinding: finding }, county)).toBeNull();
    },
  );

  it('reading again, from whoever read what was amended, after everything else', () => {
    const amended = {
      state: 'awaitingFeedback' as const,
      reports: [report(1), report(2)],
      receipts: [receipt(1), receipt(2)],
    };
    const colleague = actorAs('hospitalAdmin', OUTSIDER, COUNTY);
    expect([0, 1, 2].map((version) => steps(amended, colleague, version))).toEqual([
      null,
      ['reread', null],
      null,
    ]);
    expect(steps(amended, county, 1)).toEqual(['rating', null]);
    expect(steps({ ...amended, state: 'enteredInError' }, colleague, 1)).toBeNull();
  });
});
