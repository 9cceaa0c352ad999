/** Completed years at `at` for a birth date `YYYY-MM-DD`; both read as calendar dates in UTC. */
export function ageInYears(birthDate: string, at: string): number {
  const years = Number(at.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return at.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
}

export type AgeParts = {
  readonly unit: 'year' | 'yearMonth' | 'month' | 'day';
  readonly years: number;
  readonly months: number;
  readonly days: number;
};

/**
 * Age by the paediatric rule of Chinese records: days below one month, months below one year,
 * years and months below six years, completed years after that.
 */
export function ageParts(birthDate: string, at: string): AgeParts {
  const [by = 0, bm = 1, bd = 1] = birthDate.split('-').map(Number);
  const [ay = 0, am = 1, ad = 1] = at.slice(0, 10).split('-').map(Number);
  const totalMonths = (ay - by) * 12 + (am - bm) - (ad < bd ? 1 : 0);
  const days = Math.floor(
    (Date.parse(`${at.slice(0, 10)}T00:00:00Z`) - Date.parse(`${birthDate}T00:00:00Z`)) /
      86_400_000,
  );
  const years = Math.floor(totalMonths / 12);
  const months = totalMonths % 12;
  if (totalMonths < 1) return { unit: 'day', years: 0, months: 0, days };
  if (years < 1) return { unit: 'month', years: 0, months: totalMonths, days };
  return { unit: years < 6 && months > 0 ? 'yearMonth' : 'year', years, months, days };
}
