import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageInYears, ageParts } from './age';

describe('age', () => {
  it.each([
    ['1964-03-02', '2026-03-01T23:59:59.999Z', 61],
    ['1964-03-02', '2026-03-02T00:00:00.000Z', 62],
    ['2024-02-29', '2026-02-28T00:00:00.000Z', 1],
    ['2024-02-29', '2026-03-01T00:00:00.000Z', 2],
    ['2026-11-24', '2026-11-24T00:00:00.000Z', 0],
  ])('of somebody born on %s is at %s %i years', (born, at, years) => {
    expect(ageInYears(born, at)).toBe(years);
  });

  it.each([
    ['2026-11-24', { unit: 'day', years: 0, months: 0, days: 0 }],
    ['2026-10-25', { unit: 'day', years: 0, months: 0, days: 30 }],
    ['2026-10-24', { unit: 'month', years: 0, months: 1, days: 31 }],
    ['2025-11-25', { unit: 'month', years: 0, months: 11 }],
    ['2025-11-24', { unit: 'year', years: 1, months: 0 }],
    ['2023-03-20', { unit: 'yearMonth', years: 3, months: 8 }],
    ['2020-11-25', { unit: 'yearMonth', years: 5, months: 11 }],
    ['2020-10-24', { unit: 'year', years: 6, months: 1 }],
  ])('of a child born on %s is written as paediatricians do', (born, expected) => {
    expect(ageParts(born, '2026-11-24T02:00:00.000Z')).toMatchObject(expected);
  });

  it('in years is the same both ways, and never goes backwards', () => {
    const day = fc
      .date({
        min: new Date('1920-01-01T00:00:00Z'),
        max: new Date('2026-11-24T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString());
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [born, at] = a < b ? [a, b] : [b, a];
        const next = new Date(Date.parse(at) + 86_400_000).toISOString();
        expect(ageParts(born.slice(0, 10), at).years).toBe(ageInYears(born, at));
        expect(ageInYears(born, next)).toBeGreaterThanOrEqual(ageInYears(born, at));
      }),
    );
  });
});
