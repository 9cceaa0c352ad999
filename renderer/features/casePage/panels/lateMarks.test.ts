import { describe, expect, it } from 'vitest';
import { aCase, REQUESTER, START } from '../../../platform/testing/aCaseDetail';
import { cameLate, lateSince } from './lateMarks';

const entry = (number: number, at: string, ...paths: string[]) => ({
  number,
  by: REQUESTER.userId,
  at,
  paths,
});
const [FIRST, SECOND] = ['2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z'];
const current = aCase({
  submittedAt: START,
  lateEntries: [
    entry(2, FIRST, 'clinical.physicalExam', 'clinical.vitals.spo2Percent'),
    entry(3, SECOND, 'consent.status', 'clinical.physicalExam'),
  ],
});

describe('what was written late', () => {
  it('bears the time of the last entry that wrote it', () => {
    expect(lateSince(current, ['clinical.physicalExam'])).toBe(SECOND);
    expect(lateSince(current, ['clinical.vitals'])).toBe(FIRST);
    expect(lateSince(current, ['clinical.presentIllness'])).toBeNull();
    expect(lateSince(current, ['clinical.physical'])).toBeNull();
  });

  it('includes the material that came between submission and entry, and no other', () => {
    const at = (addedAt: string) => cameLate(current, { addedAt });
    expect([START, '2026-11-24T08:00:00.000Z', SECOND, '2026-11-25T00:00:00.000Z'].map(at)).toEqual(
      [false, true, true, false],
    );
    expect(cameLate(aCase({ submittedAt: START }), { addedAt: SECOND })).toBe(false);
  });
});
