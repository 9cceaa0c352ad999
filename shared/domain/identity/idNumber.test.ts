import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthDateOfIdNumber, checkIdNumber, sexOfIdNumber } from './idNumber';

/** MOD 11-2 of ISO 7064 by its definition: the weighted sum with the check digit is 1 modulo 11. */
const withCheck = (digits: string): string => {
  const found = [...'0123456789X'].find((check) => {
    const values = [...digits, check].map((character) =>
      character === 'X' ? 10 : Number(character),
    );
    return values.reduce((sum, value, index) => (sum + value * 2 ** (17 - index)) % 11, 0) === 1;
  });
  return digits + (found ?? '');
};
const day = fc
  .date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2026-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));
const valid = fc.tuple(day, fc.integer({ min: 0, max: 999 })).map(([date, order]) => ({
  date,
  order,
  idNumber: withCheck(`999999${date.replaceAll('-', '')}${String(order).padStart(3, '0')}`),
}));

describe('an identity number', () => {
  it('with the right check character is accepted, and says birth and sex', () => {
    fc.assert(
      fc.property(valid, ({ idNumber, date, order }) => {
        expect(checkIdNumber(idNumber)).toBe(true);
        expect(checkIdNumber(idNumber.toLowerCase())).toBe(true);
        expect(birthDateOfIdNumber(idNumber)).toBe(date);
        expect(sexOfIdNumber(idNumber)).toBe(order % 2 === 1 ? 'male' : 'female');
      }),
    );
  });

  it('with any one digit changed is refused', () => {
    fc.assert(
      fc.property(
        valid,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        ({ idNumber }, at, by) => {
          const digit = (Number(idNumber[at]) + by) % 10;
          return !checkIdNumber(idNumber.slice(0, at) + String(digit) + idNumber.slice(at + 1));
        },
      ),
    );
  });

  it('with two neighbours exchanged is refused', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 0, max: 15 }), ({ idNumber }, at) => {
        const [a = '', b = ''] = [idNumber[at], idNumber[at + 1]];
        fc.pre(a !== b);
        return !checkIdNumber(idNumber.slice(0, at) + b + a + idNumber.slice(at + 2));
      }),
    );
  });

  it.each([
    ['the thirtieth of February', withCheck('99999920240230001')],
    ['a thirteenth month', withCheck('99999920241301001')],
    ['fifteen digits of the old kind', '999999640302002'],
    ['letters', '99999919640302ABCD'],
    ['nothing', ''],
  ])('with %s is refused', (_, idNumber) => {
    expect(checkIdNumber(idNumber)).toBe(false);
  });
});
