import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchIdentity, type CasePatient, type StatedIdentity } from './identityMatch';

const patient: CasePatient = {
  name: '王小明',
  sex: 'male',
  birthDate: '1958-03-12',
  idNumber: '11010519491231002X',
  inpatientNo: 'ZY2041',
};
const nothing: StatedIdentity = { names: [], birthDate: null, sex: null, patientIds: [] };
const stated = (parts: Partial<StatedIdentity>): StatedIdentity => ({ ...nothing, ...parts });
const verdict = (parts: Partial<StatedIdentity>) => matchIdentity(patient, stated(parts)).verdict;

describe('matchIdentity', () => {
  it('accepts the same characters with the same birth date', () => {
    expect(matchIdentity(patient, stated({ names: ['王^小明'], birthDate: '19580312' }))).toEqual({
      verdict: 'match',
      agreeing: ['name', 'birthDate'],
      differing: [],
    });
  });

  it('finds the characters in whichever group a device writes them', () => {
    expect(verdict({ names: ['WANG^XIAOMING', '王^小明', ''], birthDate: '1958-03-12' })).toBe(
      'match',
    );
    expect(verdict({ names: ['王 小 明'], patientIds: ['ZY2041'] })).toBe('match');
  });

  it.each([
    ['another name', { names: ['王小民'], birthDate: '19580312' }, ['name']],
    ['another birth date', { names: ['王小明'], birthDate: '19580313' }, ['birthDate']],
    ['another sex', { names: ['王小明'], birthDate: '19580312', sex: 'F' }, ['sex']],
    ['another identity number', { patientIds: ['410102195803120012'] }, ['idNumber']],
    [
      'everything else',
      { names: ['李明'], birthDate: '19900101', sex: 'F' },
      ['name', 'birthDate', 'sex'],
    ],
  ])('refuses %s and names the fields', (_, parts, differing) => {
    expect(matchIdentity(patient, stated(parts))).toMatchObject({ verdict: 'mismatch', differing });
  });

  it('cannot decide by pinyin, whoever it names', () => {
    expect(verdict({ names: ['WANG^XIAOMING'] })).toBe('unverifiable');
    expect(verdict({ names: ['LI^MING'], birthDate: '19580312', sex: 'M' })).toBe('unverifiable');
  });

  it('does not take one identifier alone for proof', () => {
    expect(verdict({ names: ['王小明'] })).toBe('unverifiable');
    expect(verdict({ names: ['王小明'], sex: 'M' })).toBe('unverifiable');
  });

  it('takes the identity number alone for proof', () => {
    expect(verdict({ patientIds: ['11010519491231002x'] })).toBe('match');
  });

  it('does not hold another hospital’s number against the patient', () => {
    expect(verdict({ names: ['王小明'], birthDate: '19580312', patientIds: ['0099'] })).toBe(
      'match',
    );
  });

  it('ignores what cannot be a date or a sex', () => {
    expect(verdict({ names: ['王小明'], patientIds: ['ZY2041'], birthDate: '000', sex: 'O' })).toBe(
      'match',
    );
    expect(verdict({ birthDate: '19000101' })).toBe('unverifiable');
  });

  it('compares letters with letters, in any order', () => {
    const foreign = { ...patient, name: 'John Smith' };
    const of = (name: string) =>
      matchIdentity(foreign, stated({ names: [name], birthDate: '19580312' })).verdict;
    expect(of('SMITH^JOHN')).toBe('match');
    expect(of('SMITH^JOHN^A')).toBe('unverifiable');
    expect(of('JONES^MARY')).toBe('mismatch');
  });

  it('says nothing about a case whose patient is not yet filled in', () => {
    const blank = { name: '', sex: null, birthDate: null, idNumber: '', inpatientNo: '' };
    const other = stated({ names: ['李明'], birthDate: '19900101', sex: 'F', patientIds: ['1'] });
    expect(matchIdentity(blank, other).verdict).toBe('unverifiable');
  });
});

describe('matchIdentity, for any input', () => {
  const han = fc.stringMatching(/^[一-龥]{2,4}$/);
  const anyIdentity = fc.record<StatedIdentity>({
    names: fc.array(fc.oneof(han, fc.string()), { maxLength: 3 }),
    birthDate: fc.oneof(fc.constant(null), fc.constant('19580312'), fc.string()),
    sex: fc.constantFrom(null, 'M', 'F', 'O', ''),
    patientIds: fc.array(fc.string(), { maxLength: 2 }),
  });

  it('never calls two different names in characters a match', () => {
    fc.assert(
      fc.property(han, han, fc.constantFrom('19580312', null), (a, b, birthDate) => {
        fc.pre(a !== b);
        const match = matchIdentity({ ...patient, name: a }, stated({ names: [b], birthDate }));
        expect(match.verdict).toBe('mismatch');
      }),
    );
  });

  it('does not depend on separators inside a name', () => {
    fc.assert(
      fc.property(
        han,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('^', ' ', '·', '　'),
        (name, at, separator) => {
          const written = name.slice(0, at) + separator + name.slice(at);
          const match = matchIdentity({ ...patient, name }, stated({ names: [written] }));
          expect(match.agreeing).toContain('name');
        },
      ),
    );
  });

  it('is a mismatch exactly when a field differs, and no field is both', () => {
    fc.assert(
      fc.property(anyIdentity, (identity) => {
        const { verdict: outcome, agreeing, differing } = matchIdentity(patient, identity);
        expect(outcome === 'mismatch').toBe(differing.length > 0);
        expect(agreeing.filter((field) => differing.includes(field))).toEqual([]);
      }),
    );
  });
});
