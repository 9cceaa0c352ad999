import { describe, expect, it } from 'vitest';
import { aCase, actorAs, anInvitation, AT, CENTRE, CHIEF, MEMBER } from '../../testing/aCase';
import { CASE_STATES, type Invitation } from './case';
import { caseView, EXPERT_ACCESS_DAYS_AFTER_ARCHIVE } from './visibility';

const member = actorAs('expert', MEMBER, CENTRE);
const invitedAs = (status: Invitation['status']) =>
  aCase({
    state: 'coordinating',
    invitations: [anInvitation(CHIEF), anInvitation(MEMBER, { status })],
  });

describe('an expert', () => {
  it.each([
    ['pending', 'full'],
    ['proposed', 'full'],
    ['accepted', 'full'],
    ['declined', 'none'],
    ['expired', 'none'],
    ['replaced', 'none'],
  ] as const)('whose invitation is %s sees %s', (status, view) => {
    expect(caseView(invitedAs(status), member, AT)).toBe(view);
  });

  it('keeps a closed case for thirty days to the millisecond', () => {
    const archived = aCase({
      state: 'archived',
      invitations: [anInvitation(MEMBER)],
      archive: { outcome: 'planDone', by: null, at: AT },
    });
    const end = Date.parse(AT) + EXPERT_ACCESS_DAYS_AFTER_ARCHIVE * 86_400_000;
    expect(EXPERT_ACCESS_DAYS_AFTER_ARCHIVE).toBe(30);
    expect(
      [end, end + 1].map((time) => caseView(archived, member, new Date(time).toISOString())),
    ).toEqual(['full', 'none']);
  });

  it('does not see what was entered in error', () => {
    expect(
      caseView(aCase({ state: 'enteredInError', invitations: [anInvitation(MEMBER)] }), member, AT),
    ).toBe('none');
  });
});

describe('the technician, the administrator, the auditor and the guest', () => {
  it('never see anything clinical, in any state', () => {
    for (const role of ['technician', 'sysadmin', 'auditor', 'guest'] as const) {
      const views = CASE_STATES.map((state) => caseView(aCase({ state }), actorAs(role), AT));
      expect([role, views.includes('full')]).toEqual([role, false]);
    }
  });
});
