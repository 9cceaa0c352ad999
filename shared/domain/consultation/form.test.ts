import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aForm, AT } from '../../testing/aCase';
import { emptyForm, requestFormSchema, validateForm, type RequestForm } from './form';

type Patch = { [S in keyof RequestForm]?: Partial<RequestForm[S]> };
const form = (patch: Patch = {}): RequestForm => {
  const base = aForm();
  return {
    patient: { ...base.patient, ...patch.patient },
    clinical: { ...base.clinical, ...patch.clinical },
    wishes: { ...base.wishes, ...patch.wishes },
    consent: { ...base.consent, ...patch.consent },
  };
};
const errors = (patch: Patch) =>
  validateForm(form(patch), AT).map(({ path, code }) => `${path} ${code}`);

/** 17 digits and the check character of GB 11643, for a woman born on 2 March 1964 in an area that does not exist. */
const ID = '999999196403020025';
const checked = (digits: string): string => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return digits + '10X98765432'.charAt(sum % 11);
};

describe('a request form', () => {
  it('may be submitted when nothing is missing', () => {
    expect(validateForm(form(), AT)).toEqual([]);
  });

  it('names everything an empty one lacks, in reading order', () => {
    expect(validateForm(emptyForm(), AT).map(({ path }) => path)).toEqual([
      'patient.name',
      'patient.sex',
      'patient.birthDate',
      'patient.identityVerified',
      'clinical.chiefComplaint',
      'clinical.presentIllness',
      'clinical.physicalExam',
      'clinical.provisionalDiagnoses',
      'wishes.purpose',
      'wishes.contactPhone',
      'wishes.departmentNames',
      'wishes.windows',
      'wishes.feeNoticed',
    ]);
  });

  it.each<[string, Patch, string[]]>([
    ['white space for a name', { patient: { name: '  ' } }, ['patient.name field.required']],
    [
      'a birth tomorrow',
      { patient: { birthDate: '2026-11-25' } },
      ['patient.birthDate field.future'],
    ],
    [
      'an onset in the future',
      { clinical: { onsetAt: '2026-11-24T02:00:00.001Z' } },
      ['clinical.onsetAt field.future'],
    ],
    [
      'an identity nobody checked',
      { patient: { identityVerified: false } },
      ['patient.identityVerified field.required'],
    ],
    [
      'one character of complaint',
      { clinical: { chiefComplaint: '痛' } },
      ['clinical.chiefComplaint field.tooShort'],
    ],
    ['a two-character complaint', { clinical: { chiefComplaint: '胸痛' } }, []],
    ['four characters outside the basic plane', { wishes: { purpose: '𠮷𠮷𠮷𠮷' } }, []],
    ['three of them', { wishes: { purpose: '𠮷𠮷𠮷' } }, ['wishes.purpose field.tooShort']],
    [
      'a window that ends before it begins',
      {
        wishes: {
          windows: [{ startsAt: '2026-11-25T03:00:00.000Z', endsAt: '2026-11-25T01:00:00.000Z' }],
        },
      },
      ['wishes.windows.0 field.windowOrder'],
    ],
    [
      'a window that is over',
      {
        wishes: {
          windows: [{ startsAt: '2026-11-23T01:00:00.000Z', endsAt: '2026-11-24T02:00:00.000Z' }],
        },
      },
      ['wishes.windows.0 field.past'],
    ],
    ['no window for reading without a meeting', { wishes: { mode: 'async', windows: [] } }, []],
    [
      'a named expert instead of a department',
      {
        wishes: {
          departmentNames: [],
          expertIds: ['6f0c1a10-0000-4000-8000-000000000021' as never],
        },
      },
      [],
    ],
    [
      'no notice of the fee',
      { wishes: { feeNoticed: false } },
      ['wishes.feeNoticed field.required'],
    ],
  ])('with %s: %j says %j', (_, patch, expected) => {
    expect(errors(patch)).toEqual(expected);
  });

  it('of an emergency asks only for who, what, since when, why and whom to call', () => {
    const bare = form({
      clinical: { presentIllness: '', physicalExam: '', provisionalDiagnoses: [], onsetAt: null },
      wishes: { urgency: 'emergency', departmentNames: [], windows: [], feeNoticed: false },
    });
    expect(validateForm(bare, AT).map(({ path }) => path)).toEqual(['clinical.onsetAt']);
  });
});

describe('the identity number on the form', () => {
  const withId = (idNumber: string, patch: Partial<RequestForm['patient']> = {}) =>
    errors({ patient: { idNumber, ...patch } });

  it('may be left out, and is believed when it fits birth and sex', () => {
    expect(withId('')).toEqual([]);
    expect(withId(checked(ID.slice(0, 17)))).toEqual([]);
  });

  it('with a wrong check character is refused', () => {
    const right = checked(ID.slice(0, 17));
    const wrong = right.slice(0, 17) + (right.endsWith('1') ? '2' : '1');
    expect(withId(wrong)).toEqual(['patient.idNumber field.idNumber']);
  });

  it.each([
    ['another birth date', { birthDate: '1964-03-03' }],
    ['the other sex', { sex: 'male' as const }],
  ])('contradicts %s', (_, patch) => {
    expect(withId(checked(ID.slice(0, 17)), patch)).toEqual([
      'patient.idNumber field.idNumberContradicts',
    ]);
  });

  it('does not contradict a sex that was not stated', () => {
    expect(withId(checked(ID.slice(0, 17)), { sex: 'notStated' })).toEqual([]);
  });
});

describe('the form on the wire', () => {
  it('comes back from JSON as it went', () => {
    const parsed = requestFormSchema.parse(JSON.parse(JSON.stringify(form())));
    expect(parsed).toEqual(form());
  });

  it('refuses values no patient can have', () => {
    const weight = (weightKg: number) =>
      requestFormSchema.safeParse({ patient: { weightKg } }).success;
    fc.assert(fc.property(fc.double({ min: 0.3, max: 400, noNaN: true }), (kg) => weight(kg)));
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ max: 0.29, noNaN: true }), fc.double({ min: 400.1, noNaN: true })),
        (kg) => !weight(kg),
      ),
    );
  });
});
