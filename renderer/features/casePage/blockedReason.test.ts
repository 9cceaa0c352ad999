import { describe, expect, it } from 'vitest';
import {
  aCase,
  aDetail,
  CHIEF,
  MEMBER,
  REQUESTER,
  START,
} from '../../platform/testing/aCaseDetail';
import { blockedReason } from './blockedReason';

const appointment = {
  startsAt: START,
  endsAt: '2026-11-24T07:30:00.000Z',
  dueAt: null,
  centreRoomId: null,
  countyRoomId: null,
  previous: [],
};

describe('blocked reason', () => {
  it('says that an opinion is missing before the chief can publish', () => {
    const detail = aDetail(aCase({ state: 'reporting' }), CHIEF);
    expect(blockedReason(detail, 'publishReport', CHIEF, START)?.code).toBe('case.opinionMissing');
  });

  it('lets the chief publish once the required opinions are in', () => {
    const opinion = {
      expertId: MEMBER.userId,
      status: 'submitted' as const,
      text: '不同意手术',
      agreesWithChief: false,
      at: START,
      by: MEMBER.userId,
    };
    const detail = aDetail(aCase({ state: 'reporting', opinions: [opinion] }), CHIEF);
    expect(blockedReason(detail, 'publishReport', CHIEF, START)).toBeNull();
  });

  it('opens check-in half an hour before the start, by the clock', () => {
    const detail = aDetail(aCase({ state: 'scheduled', appointment }), REQUESTER);
    const at = (time: string) =>
      blockedReason(detail, 'checkIn', REQUESTER, `2026-11-24T${time}:00.000Z`)?.code ?? null;
    expect([at('06:29'), at('06:31'), at('07:16')]).toEqual([
      'case.checkInWindow',
      null,
      'case.checkInWindow',
    ]);
  });

  it('does not judge what only the server knows', () => {
    const form = aCase().form;
    const read = { ...form, wishes: { ...form.wishes, mode: 'ecgRead' as const } };
    const detail = aDetail(aCase({ state: 'accepted', form: read }), CHIEF);
    expect(blockedReason(detail, 'takeRead', CHIEF, START)).toBeNull();
  });
});
