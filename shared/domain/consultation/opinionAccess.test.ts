import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aCase,
  actorAs,
  anInvitation,
  AT,
  CENTRE,
  CHIEF,
  COUNTY,
  MEMBER,
  OUTSIDER,
  TRIAGE,
} from '../../testing/aCase';
import type { UserId } from '../identity/actor';
import { CASE_STATES, type ConsultationCase, type Opinion } from './case';
import { SYSTEM_ACTOR, type WorkflowActor } from './facts';
import { opinionAccess, opinionsAsSeen, type OpinionAccess } from './opinionAccess';

const THIRD = '6f0c1a10-0000-4000-8000-000000000024' as UserId;
const opinionOf = (expertId: UserId, patch: Partial<Opinion> = {}): Opinion => ({
  expertId,
  status: 'submitted',
  text: `text of ${expertId}`,
  agreesWithChief: false,
  at: AT,
  by: expertId,
  ...patch,
});
const report = {
  version: 1,
  publishedAt: AT,
  publishedBy: CHIEF,
  contentSha256: 'a'.repeat(64),
  amendmentReason: null,
  conclusionChanged: false,
};
const chief = actorAs('expert', CHIEF, CENTRE);
const member = actorAs('expert', MEMBER, CENTRE);
const outsider = actorAs('expert', OUTSIDER, CENTRE);
const triage = actorAs('triage', TRIAGE, CENTRE);
const coordinator = actorAs('coordinator', TRIAGE, CENTRE);
const county = actorAs('requester');
const office = actorAs('hospitalAdmin');
const otherCounty = actorAs('requester', OUTSIDER, CENTRE);

const during = (patch: Partial<ConsultationCase> = {}) =>
  aCase({
    state: 'inConsultation',
    chiefId: CHIEF,
    invitations: [anInvitation(CHIEF), anInvitation(MEMBER), anInvitation(THIRD)],
    opinions: [opinionOf(THIRD)],
    ...patch,
  });
const after = (patch: Partial<ConsultationCase> = {}) => during({ state: 'reporting', ...patch });
const out = (patch: Partial<ConsultationCase> = {}) =>
  during({ state: 'published', reports: [report], ...patch });
const ownIs = (expertId: UserId, patch: Partial<Opinion> = {}) => ({
  opinions: [opinionOf(THIRD), opinionOf(expertId, patch)],
});
const invitedAs = (status: 'pending' | 'proposed' | 'declined' | 'expired' | 'replaced') => ({
  invitations: [anInvitation(CHIEF), anInvitation(MEMBER, { status }), anInvitation(THIRD)],
});

describe('who reads the opinions of others', () => {
  it.each<[string, ConsultationCase, WorkflowActor, OpinionAccess]>([
    ['a member who owes his, in the session', during(), member, 'given'],
    ['a member who owes his, after it', after(), member, 'given'],
    ['a member who has given his', during(ownIs(MEMBER)), member, 'all'],
    [
      'a member who was excused: he may still give one',
      after(ownIs(MEMBER, { status: 'waived' })),
      member,
      'given',
    ],
    ['a member who never gave his, the report being out', out(), member, 'reported'],
    ['a member who gave his, the report being out', out(ownIs(MEMBER)), member, 'all'],
    ['the chief in the session', during(), chief, 'given'],
    ['the chief while it is interrupted', during({ state: 'interrupted' }), chief, 'given'],
    ['the chief in the session with his own in', during(ownIs(CHIEF)), chief, 'all'],
    ['the chief once he has to consolidate', after(), chief, 'all'],
    ['the chief of an amendable report', out(), chief, 'all'],
    ['the chief of a session that was given up', during({ state: 'coordinating' }), chief, 'given'],
    ['an expert just invited', during(invitedAs('pending')), member, 'given'],
    ['an expert who proposes times', during(invitedAs('proposed')), member, 'given'],
    ['an expert who declined', after(invitedAs('declined')), member, 'none'],
    ['an expert who never answered', after(invitedAs('expired')), member, 'none'],
    ['an expert who was replaced', after(invitedAs('replaced')), member, 'none'],
    [
      'an expert who was replaced after having given his',
      after({ ...invitedAs('replaced'), ...ownIs(MEMBER) }),
      member,
      'none',
    ],
    ['an expert of another case', out(), outsider, 'none'],
    ['triage before the report', after(), triage, 'given'],
    ['triage after it', out(), triage, 'reported'],
    ['the coordinator before the report', after(), coordinator, 'given'],
    ['the coordinator after it', out(), coordinator, 'reported'],
    ['the county in the session', during(), county, 'none'],
    ['the county before the report', after(), county, 'none'],
    ['the county after it', out(), county, 'reported'],
    ['the county office before the report', after(), office, 'none'],
    ['the county office after it', out(), office, 'reported'],
    ['another county', out(), otherCounty, 'none'],
    ['a technician', out(), actorAs('technician'), 'none'],
    ['an administrator', out(), actorAs('sysadmin'), 'none'],
    ['an auditor', out(), actorAs('auditor'), 'none'],
    ['a guest', out(), actorAs('guest'), 'none'],
    ['the clock', during(), SYSTEM_ACTOR, 'all'],
  ])('%s', (_, current, actor, access) => {
    expect(opinionAccess(current, actor)).toBe(access);
  });
});

describe('the opinions that leave the server', () => {
  const mixed = (patch: Partial<ConsultationCase>) => ({
    ...patch,
    opinions: [
      opinionOf(CHIEF),
      opinionOf(THIRD),
      opinionOf(MEMBER, { agreesWithChief: true }),
      opinionOf(OUTSIDER, { status: 'waived', text: '临时手术', by: CHIEF }),
    ],
  });
  const read = (current: ConsultationCase, actor: WorkflowActor) => {
    const { opinions, opinionsGiven } = opinionsAsSeen(current, actor);
    return [opinions.map((opinion) => opinion.expertId), opinionsGiven.length];
  };

  it('are none for the county until the report is out', () => {
    expect(opinionsAsSeen(after(), county)).toEqual({
      opinions: [],
      opinionsGiven: [],
      returnedOpinions: [],
    });
  });

  it('are excuses only where it may only be known that they were given', () => {
    expect(read(after(mixed({})), triage)).toEqual([[OUTSIDER], 4]);
    expect(read(after(mixed({})), coordinator)).toEqual([[OUTSIDER], 4]);
  });

  it('are what the report prints, once it is out: dissent, not the agreeing ones, not the chief’s own', () => {
    for (const actor of [county, office, triage, coordinator])
      expect(read(out(mixed({})), actor)).toEqual([[THIRD, OUTSIDER], 4]);
  });

  it('carry no word of a hidden one, not even whether it agrees', () => {
    const given = opinionsAsSeen(after(), member);
    expect(given).toEqual({
      opinions: [],
      opinionsGiven: [{ expertId: THIRD, status: 'submitted', at: AT }],
      returnedOpinions: [],
    });
  });

  it('come back to their author alone', () => {
    const returned = {
      expertId: MEMBER,
      words: [{ text: '建议手术', agreesWithChief: false, at: AT }],
    };
    const current = after({ returnedOpinions: [returned] });
    expect(opinionsAsSeen(current, member).returnedOpinions).toEqual([returned]);
    for (const actor of [county, office, triage, coordinator, chief])
      expect(opinionsAsSeen(current, actor).returnedOpinions).toEqual([]);
  });

  it('always hold one’s own as long as one takes part', () => {
    const waived = after({ opinions: [opinionOf(THIRD), opinionOf(MEMBER)] });
    expect(read(waived, member)).toEqual([[THIRD, MEMBER], 2]);
  });

  const anyOpinions = fc.uniqueArray(
    fc.record({
      expertId: fc.constantFrom(CHIEF, MEMBER, THIRD),
      status: fc.constantFrom('submitted' as const, 'waived' as const),
      agreesWithChief: fc.boolean(),
    }),
    { selector: ({ expertId }) => expertId },
  );
  it('never hold another’s words for an expert whose own is not in, in any state before the report', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CASE_STATES), anyOpinions, (state, entries) => {
        const opinions = entries.map(({ expertId, ...patch }) => opinionOf(expertId, patch));
        const current = during({ state, opinions });
        const mine = opinions.find(({ expertId }) => expertId === MEMBER);
        const others = opinionsAsSeen(current, member).opinions.filter(
          ({ expertId, status }) => expertId !== MEMBER && status === 'submitted',
        );
        expect(mine?.status === 'submitted' || others.length === 0).toBe(true);
        const atCounty = opinionsAsSeen(current, actorAs('requester', MEMBER, COUNTY));
        expect(atCounty).toEqual({
          opinions: [],
          opinionsGiven: [],
          returnedOpinions: [],
        });
      }),
    );
  });
});
