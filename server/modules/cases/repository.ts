import type { CaseDetail } from '../../../shared/api/cases';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import type { WorkflowActor } from '../../../shared/domain/consultation/facts';
import { transition } from '../../../shared/domain/consultation/transition';
import { caseView, type CaseView } from '../../../shared/domain/consultation/visibility';
import { appError, AppFailure, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import { appendAudit, type AuditEntry } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import { publish } from '../../events/bus';
import type { NotifyInTransaction } from '../../notify/dispatch';
import { createHold, lock, notFound } from './caseLock';
import { parseCase } from './caseRow';
import { storeOutcome, writeCase, type Tx } from './caseStore';
import { readFacts } from './factsReader';
import { readDetail, readRecords } from './reading';
import { firstAnswerToday, withoutClinical } from './redaction';
import { findReplay, storeReplay } from './replay';
import { archiveReport } from './reportArchive';
import { takeRequestNumber } from './requestNumber';

export type { Tx };
export type Guard = { readonly expectedVersion: number; readonly idempotencyKey: string };

export type CaseRepositoryDeps = {
  readonly db: Db;
  readonly now: () => string;
  readonly notify: NotifyInTransaction;
};

export type CaseRepository = ReturnType<typeof createCaseRepository>;

/**
 * The only writer of cases. One command = one transaction: case, event, calendar, report version, notifications,
 * audit and the answer for a replay are stored together or not at all.
 */
export function createCaseRepository({ db, now, notify }: CaseRepositoryDeps) {
  /** @returns The case if this person may see it in full; `case.notFound` otherwise, also when it exists. */
  async function find(
    caseId: string,
    actor: Actor,
    at = now(),
  ): Promise<Result<ConsultationCase, AppError>> {
    const row = await db
      .selectFrom('consultation')
      .select('body')
      .where('id', '=', caseId)
      .executeTakeFirst();
    if (!row) return err(notFound());
    const current = parseCase(row.body);
    return caseView(current, actor, at) === 'full' ? ok(current) : err(notFound());
  }

  async function detail(current: ConsultationCase, actor: Actor): Promise<CaseDetail> {
    return readDetail(db, current, actor, now());
  }

  /**
   * @returns The case page after the command; for a replayed key the first answer, without deciding again. Errors:
   *   `case.notFound`, `case.staleVersion`, `case.slotTaken`, `request.replayMismatch`, or what the domain refused.
   */
  async function apply(
    caseId: string,
    command: CaseCommand,
    guard: Guard,
    actor: Actor,
  ): Promise<Result<CaseDetail, AppError>> {
    const at = now();
    const replay = {
      actorId: actor.userId,
      route: 'applyCommand',
      key: guard.idempotencyKey,
      request: { caseId, command },
    };
    return inTransaction(async (tx) => {
      const current = await lock(tx, caseId);
      const first = await findReplay(tx, replay);
      if (first) return firstAnswerToday(first, current, actor);
      requireVisible(current, command, actor, at);
      if (current.version !== guard.expectedVersion) throw stale(current);
      const next = await decideAndStore(tx, current, command, actor, at);
      const detail = await readDetail(tx, next, actor, at);
      const answer = actor.role === 'auditor' ? withoutClinical(detail) : detail;
      await storeReplay(tx, replay, answer);
      return answer;
    });
  }

  /** The clock's commands; a case that moved on meanwhile is no error. */
  async function applyAsSystem(caseId: string, command: CaseCommand): Promise<boolean> {
    const system: WorkflowActor = { role: 'system', userId: null, hospitalId: null };
    const result = await inTransaction(async (tx) => {
      await decideAndStore(tx, await lock(tx, caseId), command, system, now());
    });
    return result.ok;
  }

  async function decideAndStore(
    tx: Tx,
    current: ConsultationCase,
    command: CaseCommand,
    actor: WorkflowActor,
    at: string,
  ): Promise<ConsultationCase> {
    const facts = await readFacts(tx, current, command, actor.userId, at);
    const decided = transition(current, command, actor, facts, at);
    if (!decided.ok) throw new AppFailure(decided.error);
    const next = await withRequestNumber(tx, decided.value.next, command, at);
    await storeOutcome(tx, next, decided.value);
    if (command.type === 'publishReport' || command.type === 'amendReport') {
      await archiveReport(tx, next, command.content);
    }
    if (command.type === 'submitOpinion') await dropDraft(tx, next.id, 'opinion', actor.userId);
    const kind = SNAPSHOTS[command.type];
    if (kind) await takeSnapshot(tx, next, { kind, authorId: actor.userId, at });
    if (kind === 'lateEntry') await dropDraft(tx, next.id, kind, actor.userId);
    await notify(tx, { before: current, after: next, events: decided.value.notify, command, at });
    await appendAudit(tx, at, [commandEntry(actor, command, current, next)]);
    return next;
  }

  /** Changes outside the workflow (form autosave, material): a new version, no event. */
  async function revise(
    caseId: string,
    actor: Actor,
    expectedVersion: number | null,
    change: (current: ConsultationCase, tx: Tx) => Promise<Result<ConsultationCase, AppError>>,
  ): Promise<Result<ConsultationCase, AppError>> {
    const at = now();
    return inTransaction(async (tx) => {
      const current = await lock(tx, caseId);
      if (caseView(current, actor, at) !== 'full') throw new AppFailure(notFound());
      if (expectedVersion !== null && current.version !== expectedVersion) throw stale(current);
      const changed = await change(current, tx);
      if (!changed.ok) throw new AppFailure(changed.error);
      const next = { ...changed.value, version: current.version + 1, updatedAt: at };
      await writeCase(tx, next);
      await publish(tx, {
        event: { type: 'caseChanged', caseId: next.id, version: next.version },
        userIds: null,
      });
      return next;
    });
  }

  async function insert(
    fresh: ConsultationCase,
    actor: Actor,
    idempotencyKey: string,
    request: unknown,
    afterInsert: (tx: Tx) => Promise<void>,
  ): Promise<Result<CaseDetail, AppError>> {
    const replay = { actorId: actor.userId, route: 'createCase', key: idempotencyKey, request };
    return inTransaction(async (tx) => {
      const first = await findReplay(tx, replay);
      if (first) return firstAnswerToday(first, fresh, actor);
      await writeCase(tx, fresh);
      await afterInsert(tx);
      await writeCase(tx, fresh);
      await appendAudit(tx, fresh.createdAt, [
        {
          actorId: actor.userId,
          actorRole: actor.role,
          action: 'case.create',
          entity: 'case',
          entityId: fresh.id,
          caseId: fresh.id,
        },
      ]);
      const answer = await readDetail(tx, fresh, actor, fresh.createdAt);
      await storeReplay(tx, replay, answer);
      return answer;
    });
  }

  async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<Result<T, AppError>> {
    try {
      return ok(await db.transaction().execute(work));
    } catch (error) {
      if (error instanceof AppFailure) return err(error.error);
      throw error;
    }
  }

  return { find, detail, apply, applyAsSystem, revise, hold: createHold({ db, now }), insert };
}

/**
 * Three commands reach a case one cannot read: answering an emergency, taking a read from the pool, and the
 * auditor's half of a void.
 */
function requireVisible(
  current: ConsultationCase,
  command: CaseCommand,
  actor: Actor,
  at: string,
): void {
  const view: CaseView = caseView(current, actor, at);
  const reachesBeyond =
    (actor.role === 'expert' &&
      (command.type === 'answerEmergency' || command.type === 'takeRead')) ||
    (actor.role === 'auditor' && command.type === 'confirmVoid');
  if (view !== 'full' && !reachesBeyond) throw new AppFailure(notFound());
}

async function withRequestNumber(tx: Tx, next: ConsultationCase, command: CaseCommand, at: string) {
  if (next.requestNo || (command.type !== 'submit' && command.type !== 'approveLocally'))
    return next;
  return { ...next, requestNo: await takeRequestNumber(tx, at) };
}

/** Commands after which the form is kept as it is. */
const SNAPSHOTS: { readonly [T in CaseCommand['type']]?: 'submission' | 'lateEntry' } = {
  submit: 'submission',
  resubmit: 'submission',
  recordLateEntry: 'lateEntry',
};

async function takeSnapshot(
  tx: Tx,
  next: ConsultationCase,
  { kind, authorId, at }: { kind: 'submission' | 'lateEntry'; authorId: string | null; at: string },
): Promise<void> {
  const records = await readRecords(tx, next.id);
  const listed = records.map(({ id, title, kind, itemCount }) => ({ id, title, kind, itemCount }));
  await tx
    .insertInto('form_snapshot')
    .values({
      case_id: next.id,
      number: next.submission,
      form: JSON.stringify(next.form),
      records: JSON.stringify(listed),
      at,
      kind,
      author_id: authorId,
    })
    .execute();
}

async function dropDraft(
  tx: Tx,
  caseId: string,
  kind: 'opinion' | 'lateEntry',
  authorId: string | null,
) {
  if (!authorId) return;
  await tx
    .deleteFrom('draft')
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('author_id', '=', authorId)
    .execute();
}

const stale = (current: ConsultationCase) =>
  new AppFailure(
    appError('conflict', 'case.staleVersion', { params: { version: current.version } }),
  );

const commandEntry = (
  actor: WorkflowActor,
  command: CaseCommand,
  current: ConsultationCase,
  next: ConsultationCase,
): AuditEntry => ({
  actorId: actor.userId,
  actorRole: actor.role,
  action: `command.${command.type}`,
  entity: 'case',
  entityId: next.id,
  caseId: next.id,
  details: { from: current.state, to: next.state, version: next.version },
});
