import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aForm } from '../../testing/aCase';
import { differences } from './difference';

describe('the difference of two submissions', () => {
  it('is empty between equals', () => {
    expect(differences(aForm(), aForm())).toEqual([]);
  });

  it('names every changed leaf by its path, in reading order, old and new', () => {
    const before = aForm();
    const after = {
      ...before,
      patient: { ...before.patient, name: '王某', weightKg: 58.5 },
      wishes: { ...before.wishes, mdt: true },
    };
    expect(differences(before, after)).toEqual([
      { path: 'patient.name', before: '王某芳', after: '王某' },
      { path: 'patient.weightKg', before: '', after: '58.5' },
      { path: 'wishes.mdt', before: 'false', after: 'true' },
    ]);
  });

  it('shows lists whole, as a person reads them', () => {
    const before = aForm();
    const provisionalDiagnoses = [
      ...before.clinical.provisionalDiagnoses,
      { code: 'C34.900', name: '肺癌' },
    ];
    expect(
      differences(before, { ...before, clinical: { ...before.clinical, provisionalDiagnoses } }),
    ).toEqual([
      {
        path: 'clinical.provisionalDiagnoses',
        before: 'R91.x00 肺结节',
        after: 'R91.x00 肺结节; C34.900 肺癌',
      },
    ]);
  });

  it('sees what was added and what was taken away', () => {
    expect(differences({ a: 1 }, { b: 2 })).toEqual([
      { path: 'b', before: '', after: '2' },
      { path: 'a', before: '1', after: '' },
    ]);
  });

  it('is the same forwards and backwards, with the sides exchanged', () => {
    const tree = fc.dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.oneof(fc.integer(), fc.string(), fc.dictionary(fc.constantFrom('x', 'y'), fc.integer())),
    );
    const key = (change: { path: string; before: string; after: string }) => JSON.stringify(change);
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const forwards = differences(a, b).map(key).toSorted();
        const backwards = differences(b, a)
          .map(({ path, before, after }) => key({ path, before: after, after: before }))
          .toSorted();
        expect(forwards).toEqual(backwards);
      }),
    );
  });
});
