import type { CaseDetail } from '../../shared/api/cases';
import type { CaseCommand, CommandType } from '../../shared/domain/consultation/commands';
import type { AppError } from '../../shared/domain/errors';
import type { Actor } from '../../shared/domain/identity/actor';
import type { Result } from '../../shared/lib/result';

/**
 * What every panel of the case page is given: the case as shown, who looks at it, and the way to change it. `run` never rejects;
 * after `case.staleVersion` the case has been renewed and the same command may be sent again once compared.
 */
export type CaseView = {
  readonly detail: CaseDetail;
  readonly me: Actor;
  /** The command on its way; only one at a time. */
  readonly running: CommandType | null;
  /** Fetches the case again, for what changed without a command, such as having read a report. */
  readonly refresh: () => Promise<void>;
  readonly run: (command: CaseCommand) => Promise<Result<CaseDetail, AppError>>;
};
