import type { CaseDetail } from '../../../shared/api/cases';

export const nameOf = (detail: CaseDetail, userId: string): string =>
  detail.people.find((person) => person.userId === userId)?.name ?? '';
