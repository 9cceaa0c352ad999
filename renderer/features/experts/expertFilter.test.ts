import { describe, expect, it } from 'vitest';
import { isLicenceEnding, matches, NO_FILTER } from './expertFilter';

type Subject = Parameters<typeof matches>[1];
const NOW = Date.parse('2026-11-24T00:00:00Z');
const gu = {
  name: '顾言舟',
  departmentName: '神经内科',
  specialties: ['脑血管病'],
  skills: ['NIHSS 评分'],
  licenceValidUntil: '2028-01-01',
  onCall: true,
  mayBeInvited: true,
} as unknown as Subject;

describe('the expert library', () => {
  it('finds by name, department, specialty and skill, whatever the case of letters', () => {
    for (const text of ['顾言', '神经', '血管', 'nihss', ''])
      expect(matches({ ...NO_FILTER, text }, gu, NOW)).toBe(true);
    expect(matches({ ...NO_FILTER, text: '骨科' }, gu, NOW)).toBe(false);
  });

  it('narrows by every condition that is set', () => {
    expect(matches({ ...NO_FILTER, onCall: true, departmentName: '神经内科' }, gu, NOW)).toBe(true);
    expect(matches({ ...NO_FILTER, onCall: true, notEligible: true }, gu, NOW)).toBe(false);
  });

  it('speaks of a licence two months before it ends, and after', () => {
    const until = (licenceValidUntil: string) => ({ ...gu, licenceValidUntil });
    expect(isLicenceEnding(until('2027-02-01'), NOW)).toBe(false);
    expect(isLicenceEnding(until('2027-01-15'), NOW)).toBe(true);
    expect(isLicenceEnding(until('2026-01-15'), NOW)).toBe(true);
  });
});
