import type { CaseDetail, Person } from '../../../shared/api/cases';
import type { CaseCommand, CommandType } from '../../../shared/domain/consultation/commands';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';

/** What every panel of the case page is given: the case as shown, who looks at it, and the way to change it. */
export type CaseView = {
  readonly detail: CaseDetail;
  readonly me: Actor;
  readonly running: CommandType | null;
  readonly run: (command: CaseCommand) => Promise<Result<CaseDetail, AppError>>;
};

export const personOf = (detail: CaseDetail, userId: string | null): Person | null =>
  detail.people.find((person) => person.userId === userId) ?? null;

export const nameOf = (detail: CaseDetail, userId: string | null): string =>
  personOf(detail, userId)?.name ?? '';
