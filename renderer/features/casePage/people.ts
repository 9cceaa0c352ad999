import type { CaseDetail, Person } from '../../../shared/api/cases';

export const personOf = (detail: CaseDetail, userId: string | null): Person | null =>
  detail.people.find((person) => person.userId === userId) ?? null;

export const nameOf = (detail: CaseDetail, userId: string | null): string =>
  personOf(detail, userId)?.name ?? '';
