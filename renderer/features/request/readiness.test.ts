import { describe, expect, it } from 'vitest';
import { emptyForm } from '../../../shared/domain/consultation/form';
import { aMe } from '../../platform/testing/fakePlatform';
import { readinessOf, sectionOf } from './readiness';
import { aDetail, aForm, aRecord, AT } from './testing/builders';

const complete = aDetail({}, [aRecord(), aRecord({ category: 'laboratory' })]);

describe('what a request still lacks', () => {
  it('is nothing for a complete one', () => {
    expect(readinessOf(aForm(), complete, {}, 0, AT).count).toBe(0);
  });

  it('is sorted under the section where it is put right', () => {
    const { bySection } = readinessOf(emptyForm(), aDetail(), {}, 0, AT);
    const found = Object.entries(bySection).map(([section, problems]) => [
      section,
      problems.length > 0,
    ]);
    expect(Object.fromEntries(found)).toEqual({
      patient: true,
      clinical: true,
      purpose: true,
      records: true,
      experts: true,
      consent: true,
      review: false,
    });
    expect(
      ['wishes.urgency', 'wishes.windows.0', 'patient.name', 'clinical.nihss'].map(sectionOf),
    ).toEqual(['purpose', 'experts', 'patient', 'clinical']);
  });

  it('asks an emergency for no paper, only for some form of consent', () => {
    const form = aForm();
    const clinical = { ...form.clinical, onsetAt: AT };
    const wishes = { ...form.wishes, urgency: 'emergency' as const };
    const consent = { ...form.consent, status: 'none' as const };
    const without = readinessOf({ ...form, clinical, wishes, consent }, complete, {}, 0, AT);
    expect(without.bySection.consent).toEqual([{ kind: 'consent' }]);
    const oral = { ...consent, status: 'oralEmergency' as const };
    expect(
      readinessOf({ ...form, clinical, wishes, consent: oral }, complete, {}, 0, AT).count,
    ).toBe(0);
  });

  it("blocks on another patient's files, except in an emergency", () => {
    const form = aForm();
    expect(readinessOf(form, complete, {}, 3, AT).bySection.records).toEqual([
      { kind: 'mismatch', count: 3 },
    ]);
    const emergency = { ...form, wishes: { ...form.wishes, urgency: 'emergency' as const } };
    expect(readinessOf(emergency, complete, {}, 3, AT).bySection.records).toEqual([]);
  });

  it('counts the returned items that have no answer yet', () => {
    const items = [1, 2].map((id) => ({ id, code: 'R01' as const, text: '补充', answer: null }));
    const returned = aDetail(
      { state: 'returned', fixList: { items, by: aMe().userId, at: AT } },
      complete.records,
    );
    expect(readinessOf(aForm(), returned, { 1: ' ', 2: '已补' }, 0, AT).bySection.review).toEqual([
      { kind: 'fix', id: 1 },
    ]);
  });
});
