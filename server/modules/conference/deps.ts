import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import type { AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import type { Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import type { EventBus } from '../../events/bus';
import type { MediaNode } from '../../media/mediaNode';
import type { TurnConfig } from './turn';

export type ConferenceDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly bus: EventBus;
  readonly media: MediaNode;
  readonly turn: TurnConfig | null;
  /** ISO 8601 UTC */
  readonly now: () => string;
  readonly log: {
    info(context: object, message: string): void;
    warn(context: object, message: string): void;
    error(context: object, message: string): void;
  };
  /** The workflow's own writer: the conference never moves a case by itself. */
  readonly cases: {
    find(caseId: string, actor: Actor): Promise<Result<ConsultationCase, AppError>>;
    apply(
      caseId: string,
      command: CaseCommand,
      guard: { readonly expectedVersion: number; readonly idempotencyKey: string },
      actor: Actor,
    ): Promise<Result<unknown, AppError>>;
    applyAsSystem(caseId: string, command: CaseCommand): Promise<boolean>;
  };
};
