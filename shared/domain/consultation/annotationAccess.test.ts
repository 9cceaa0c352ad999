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
  REQUESTER,
} from '../../testing/aCase';
import type { UserId } from '../identity/actor';
import { mayAnnotate, mayOrderPlaylist, openness, seesAnnotationsOf } from './annotationAccess';
import { CASE_STATES, type ConsultationCase } from './case';

const chief = actorAs('expert', CHIEF, CENTRE);
const member = actorAs('expert', MEMBER, CENTRE);
const outsider = actorAs('expert', OUTSIDER, CENTRE);
const county = actorAs('requester', REQUESTER, COUNTY);
const colleague = actorAs('requester', OUTSIDER, COUNTY);
const coordinator = actorAs('coordinator', OUTSIDER, CENTRE);

const staffed = (patch: Partial<ConsultationCase> = {}): ConsultationCase =>
  aCase({
    state: 'inConsultation',
    invitations: [anInvitation(CHIEF), anInvitation(MEMBER)],
    chiefId: CHIEF,
    ...patch,
  });
const opinion = (expertId: UserId, patch: Partial<ConsultationCase['opinions'][number]> = {}) => ({
  expertId,
  status: 'submitted' as const,
  text: '意见',
  agreesWithChief: true,
  at: AT,
  by: expertId,
  ...patch,
});
const published = (opinions: ConsultationCase['opinions'] = []) =>
  staffed({
    state: 'published',
    opinions,
    reports: [
      {
        version: 1,
        publishedAt: AT,
        publishedBy: CHIEF,
        contentSha256: 'a'.repeat(64),
        amendmentReason: null,
        conclusionChanged: false,
      },
    ],
  });
const of = (userId: string, isCounty = false) => ({ userId, isCounty });

describe('who draws on the images of a case', () => {
  it('are the requesting doctor and the experts asked, until it is closed', () => {
    expect([county, chief, member].map((actor) => mayAnnotate(staffed(), actor))).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      [colleague, outsider, coordinator].map((actor) => mayAnnotate(staffed(), actor)),
    ).toEqual([false, false, false]);
  });

  it('is nobody any more in a state nothing comes after', () => {
    const closed = CASE_STATES.filter((state) => !mayAnnotate(staffed({ state }), member));
    expect(closed.toSorted()).toEqual(
      ['archived', 'cancelled', 'enteredInError', 'expired', 'referred', 'rejected'].toSorted(),
    );
    expect(closed.filter((state) => mayAnnotate(staffed({ state }), county))).toEqual([]);
  });

  it('is no expert who declined', () => {
    const declined = staffed({
      invitations: [anInvitation(CHIEF), anInvitation(MEMBER, { status: 'declined' })],
    });
    expect(mayAnnotate(declined, member)).toBe(false);
  });

  it('only the lead expert orders the key images of all', () => {
    expect([chief, member, county].map((actor) => mayOrderPlaylist(staffed(), actor))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('whose drawings somebody sees', () => {
  it('are always his own and the county’s', () => {
    expect(seesAnnotationsOf(staffed(), member, of(MEMBER))).toBe(true);
    for (const actor of [member, chief, coordinator, colleague])
      expect(seesAnnotationsOf(staffed(), actor, of(REQUESTER, true))).toBe(true);
  });

  it('are another expert’s only when both have given their opinion', () => {
    const sees = (opinions: ConsultationCase['opinions']) =>
      seesAnnotationsOf(staffed({ opinions }), member, of(CHIEF));
    expect(sees([])).toBe(false);
    expect(sees([opinion(CHIEF)])).toBe(false);
    expect(sees([opinion(MEMBER)])).toBe(false);
    expect(sees([opinion(MEMBER), opinion(CHIEF)])).toBe(true);
  });

  it('are for the chief those of whoever has given or was excused, once he consolidates', () => {
    const sees = (state: ConsultationCase['state'], opinions: ConsultationCase['opinions']) =>
      seesAnnotationsOf(staffed({ state, opinions }), chief, of(MEMBER));
    expect(sees('inConsultation', [opinion(MEMBER)])).toBe(false);
    expect(sees('reporting', [opinion(MEMBER)])).toBe(true);
    expect(sees('reporting', [opinion(MEMBER, { status: 'waived' })])).toBe(true);
    expect(sees('reporting', [])).toBe(false);
  });

  it('are for county and centre none before the report, then the chief’s and a dissenter’s', () => {
    for (const actor of [county, coordinator]) {
      expect(seesAnnotationsOf(staffed({ opinions: [opinion(MEMBER)] }), actor, of(MEMBER))).toBe(
        false,
      );
      expect(seesAnnotationsOf(published(), actor, of(CHIEF))).toBe(true);
      expect(seesAnnotationsOf(published([opinion(MEMBER)]), actor, of(MEMBER))).toBe(false);
      const dissent = [opinion(MEMBER, { agreesWithChief: false })];
      expect(seesAnnotationsOf(published(dissent), actor, of(MEMBER))).toBe(true);
    }
  });

  it('go with an expert who left the case', () => {
    const left = staffed({
      state: 'reporting',
      invitations: [anInvitation(CHIEF), anInvitation(MEMBER, { status: 'replaced' })],
      opinions: [opinion(MEMBER)],
    });
    expect(openness(left, MEMBER)).toBe('closed');
    expect(seesAnnotationsOf(left, chief, of(MEMBER))).toBe(false);
  });
});
