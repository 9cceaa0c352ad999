import { describe, expect, it } from 'vitest';
import { CASE_STATES } from '../../../shared/domain/consultation/case';
import {
  aCase,
  aDetail,
  aReportEntry,
  CHIEF,
  COORDINATOR,
  MEMBER,
  REQUESTER,
  START,
} from '../../platform/testing/aCaseDetail';
import { placeOf, stepsFor } from './nextStep';
import { hasDialog } from './dialogs/CommandDialog';

const OWED = { completedAt: null, waiver: null };
const opinionOf = (actor: typeof MEMBER) => ({
  expertId: actor.userId,
  status: 'submitted' as const,
  text: '3 个月后复查',
  agreesWithChief: false,
  at: START,
  by: actor.userId,
});
const primary = (...[current, reader]: [ReturnType<typeof aCase>, typeof CHIEF]) =>
  stepsFor(aDetail(current, reader), reader).primary;

describe('next step', () => {
  it.each([
    ['the chief of a reporting case', aCase({ state: 'reporting' }), CHIEF, 'publishReport'],
    ['a member who has not spoken', aCase({ state: 'reporting' }), MEMBER, 'submitOpinion'],
    [
      'a member who has spoken',
      aCase({ state: 'reporting', opinions: [opinionOf(MEMBER)] }),
      MEMBER,
      null,
    ],
    [
      'the county after publication',
      aCase({ state: 'published', reports: [aReportEntry(1)] }),
      REQUESTER,
      'recordReceipt',
    ],
    ['the county of a rejected case', aCase({ state: 'rejected' }), REQUESTER, 'resubmitCopy'],
    [
      'the county of an emergency whose record is owed',
      aCase({ state: 'reporting', lateRecord: OWED }),
      REQUESTER,
      'recordLateEntry',
    ],
    [
      'the county of one that has been completed',
      aCase({ state: 'reporting', lateRecord: { ...OWED, completedAt: START } }),
      REQUESTER,
      null,
    ],
    [
      'the centre with a session running',
      aCase({ state: 'inConsultation' }),
      COORDINATOR,
      'endConsultation',
    ],
    ['anybody on an archived case', aCase({ state: 'archived' }), REQUESTER, null],
  ] as const)('%s', (_, current, reader, step) => {
    expect(primary(current, reader)).toBe(step);
  });

  it('puts an open critical finding before everything else', () => {
    const criticalFinding = {
      text: '主动脉夹层',
      by: CHIEF.userId,
      at: START,
      acknowledgedBy: null,
      acknowledgedAt: null,
    };
    const current = aCase({ state: 'published', reports: [aReportEntry(1)], criticalFinding });
    expect(primary(current, REQUESTER)).toBe('acknowledgeCriticalFinding');
  });

  it('leads every command that is offered anywhere to a place where it can be done', () => {
    for (const state of CASE_STATES) {
      for (const reader of [REQUESTER, CHIEF, MEMBER, COORDINATOR]) {
        const { primary: first, others } = stepsFor(aDetail(aCase({ state }), reader), reader);
        const lost = [first, ...others].filter(
          (step) =>
            step && step !== 'resubmitCopy' && placeOf(step) === 'dialog' && !hasDialog(step),
        );
        expect(lost).toEqual([]);
      }
    }
  });

  it('offers the waiver of a late entry only while one is owed', () => {
    const offered = (lateRecord: typeof OWED | null) =>
      stepsFor(aDetail(aCase({ state: 'reporting', lateRecord }), COORDINATOR), COORDINATOR).others;
    expect(offered(OWED)).toContain('waiveLateEntry');
    expect(offered(null)).not.toContain('waiveLateEntry');
  });
});
