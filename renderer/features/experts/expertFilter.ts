import type { Expert } from '../../../shared/api/scheduling';

export type ExpertFilter = {
  readonly text: string;
  readonly departmentName: string | null;
  readonly onCall: boolean;
  readonly notEligible: boolean;
  readonly licenceEnding: boolean;
};

export const NO_FILTER: ExpertFilter = {
  text: '',
  departmentName: null,
  onCall: false,
  notEligible: false,
  licenceEnding: false,
};

const SOON_MS = 60 * 86_400_000;

/** Ended, or ends within two months: somebody has to see to it. */
export const isLicenceEnding = ({ licenceValidUntil }: Expert, now: number): boolean =>
  Date.parse(licenceValidUntil) - now < SOON_MS;

export function matches(
  filter: ExpertFilter,
  expert: Expert & { readonly mayBeInvited: boolean },
  now: number,
): boolean {
  const { name, departmentName, skills, specialties } = expert;
  const text = [name, departmentName, ...skills, ...specialties].join(' ').toLowerCase();
  return (
    text.includes(filter.text.trim().toLowerCase()) &&
    (filter.departmentName === null || departmentName === filter.departmentName) &&
    (!filter.onCall || expert.onCall) &&
    (!filter.notEligible || !expert.mayBeInvited) &&
    (!filter.licenceEnding || isLicenceEnding(expert, now))
  );
}
