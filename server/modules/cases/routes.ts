import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import {
  applyCommand,
  confirmRecordIdentity,
  createCase,
  getCase,
  getDraft,
  getQueueFacets,
  getReport,
  getSubmission,
  listCaseEvents,
  listCases,
  listEmergencies,
  listSubmissions,
  removeRecord,
  saveDraft,
  saveForm,
  updateRecord,
} from '../../../shared/api/cases';
import { newCase, type ConsultationCase } from '../../../shared/domain/consultation/case';
import { missingItems } from '../../../shared/domain/consultation/completeness';
import {
  emptyForm,
  validateForm,
  type RequestForm,
} from '../../../shared/domain/consultation/form';
import { owesLateEntry } from '../../../shared/domain/consultation/lateEntry';
import { OPINION_EVENTS, opinionAccess } from '../../../shared/domain/consultation/opinionAccess';
import { stands } from '../../../shared/domain/consultation/transition';
import { appError, refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor, CaseId } from '../../../shared/domain/identity/actor';
import { err, ok } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import { bindRoute } from '../../http/bindRoute';
import { readDraft, writeDraft } from './drafts';
import { readRinging } from './emergencies';
import { readEvents, readSubmission, readSubmissions } from './history';
import { listVisibleCases } from './listing';
import { readQueueFacets } from './queueFacets';
import { readRecords, toSummaries } from './reading';
import { copyRecords, dropRecord, isNewRecord, renameRecord, vouchForRecord } from './records';
import { readReport } from './reports';
import type { Tx } from './repository';
import type { CaseRouteDeps } from './routeDeps';
import { registerLateEntryRoutes } from './routes.lateEntry';

const EDITABLE: readonly ConsultationCase['state'][] = ['draft', 'returned'];

/** Doctors write their own requests; the hospital's medical office may write any of the hospital's (product §5.4). */
function editRefusal(current: ConsultationCase, actor: Actor): AppError | null {
  const { state } = current;
  if (!stands('own', current, actor))
    return appError('forbidden', 'case.notYours', { params: { state } });
  return EDITABLE.includes(state)
    ? null
    : appError('illegalTransition', 'case.illegalTransition', { params: { state } });
}

/**
 * Material may be corrected while the request is being written, and what came in for a late entry until that entry is
 * made: nobody has relied on its title before.
 */
async function recordRefusal(
  tx: Tx,
  current: ConsultationCase,
  actor: Actor,
  key: { readonly caseId: string; readonly recordId: string },
): Promise<AppError | null> {
  const refusal = editRefusal(current, actor);
  const isLate = refusal && owesLateEntry(current) && stands('hospital', current, actor);
  return isLate && (await isNewRecord(tx, key)) ? null : refusal;
}

export function registerCaseRoutes(app: FastifyInstance, deps: CaseRouteDeps): void {
  const { db, cases, audit, now } = deps;
  const noted = noteIn(audit);
  const viewed = (actor: Actor, caseId: string, entity?: string) =>
    noted(actor, caseId, 'view', entity);
  /** An attempt on a case that is not the caller's to see or change. */
  const refused = async (
    actor: Actor,
    caseId: string,
    action: string,
    { kind, code }: AppError,
  ) => {
    if (kind !== 'notFound' && kind !== 'forbidden') return;
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action,
      entity: 'case',
      entityId: caseId,
      outcome: 'refused',
      details: { code },
    });
  };

  registerRecordRoutes(app, deps);
  registerLateEntryRoutes(app, deps);

  bindRoute(app, createCase, async ({ body }, { actor }) => {
    if (!actor.hospitalId) return refuse('forbidden', 'auth.roleNotAllowed');
    let form: RequestForm = body.form ?? emptyForm();
    if (body.copyOf) {
      const parent = await cases.find(body.copyOf, actor);
      if (!parent.ok) return parent;
      form = { ...parent.value.form, wishes: { ...parent.value.form.wishes, windows: [] } };
    }
    const id = randomUUID() as CaseId;
    const start = {
      id,
      requesterId: actor.userId,
      hospitalId: actor.hospitalId,
      parentId: body.copyOf ?? null,
      form,
    };
    const request = { form: body.form ?? null, copyOf: body.copyOf ?? null };
    return cases.insert(newCase(start, now()), actor, body.idempotencyKey, request, async (tx) => {
      if (body.copyOf) await copyRecords(tx, body.copyOf, id, actor.userId, now());
    });
  });

  bindRoute(app, listCases, async ({ query }, { actor }) => {
    const page = await listVisibleCases(db, actor, query, now());
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'list',
      entity: 'cases',
      entityId: query.bucket,
      details: { count: page.items.length },
    });
    return ok(page);
  });

  bindRoute(app, getQueueFacets, async ({ query }, { actor }) =>
    ok(await readQueueFacets(db, actor, query.stage, now())),
  );

  bindRoute(app, getCase, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) {
      await refused(actor, params.caseId, 'view', found.error);
      return found;
    }
    await viewed(actor, params.caseId);
    return ok(await cases.detail(found.value, actor));
  });

  bindRoute(app, saveForm, async ({ params, body }, { actor }) => {
    const at = now();
    const saved = await cases.revise(
      params.caseId,
      actor,
      body.expectedVersion,
      async (current) => {
        const refusal = editRefusal(current, actor);
        return refusal ? err(refusal) : ok({ ...current, form: body.form });
      },
    );
    if (!saved.ok) return saved;
    const records = toSummaries(await readRecords(db, params.caseId));
    const { form, version, updatedAt } = saved.value;
    return ok({
      version,
      savedAt: updatedAt,
      fields: validateForm(form, at),
      missing: missingItems(form, records, at),
    });
  });

  bindRoute(app, applyCommand, async ({ params, body }, { actor }) => {
    const applied = await cases.apply(params.caseId, body.command, body, actor);
    if (!applied.ok)
      await refused(actor, params.caseId, `command.${body.command.type}`, applied.error);
    return applied;
  });

  bindRoute(app, listCaseEvents, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    const events = await readEvents(db, params.caseId);
    const hearsOfOpinions = opinionAccess(found.value, actor) !== 'none';
    return ok({ items: events.filter(({ type }) => hearsOfOpinions || !OPINION_EVENTS.has(type)) });
  });

  bindRoute(app, listSubmissions, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    await viewed(actor, params.caseId, 'submissions');
    return ok({ items: await readSubmissions(db, params.caseId) });
  });

  bindRoute(app, getSubmission, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    await viewed(actor, params.caseId, 'submissions');
    return readSubmission(db, params.caseId, params.number);
  });

  bindRoute(app, getDraft, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    const stored = await readDraft(db, { ...params, authorId: actor.userId });
    return ok(getDraft.success.schema.parse(stored));
  });

  bindRoute(app, saveDraft, async ({ params, body }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    if (body.draft.kind !== params.kind) return refuse('validation', 'request.invalid');
    const key = { ...params, authorId: actor.userId };
    return writeDraft(db, key, body.draft, body.expectedVersion, now());
  });

  bindRoute(app, getReport, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    await viewed(actor, params.caseId, 'report');
    return readReport(db, found.value, params.version, actor.userId, now());
  });

  bindRoute(app, listEmergencies, async (_, { actor }) =>
    ok({ items: await readRinging(db, actor, now()) }),
  );
}

/** Corrections of the material. */
function registerRecordRoutes(
  app: FastifyInstance,
  { db, cases, audit, now }: CaseRouteDeps,
): void {
  const noted = noteIn(audit);
  bindRoute(app, updateRecord, async ({ params, body }, { actor }) => {
    const changed = await cases.revise(params.caseId, actor, null, async (current, tx) => {
      const refusal = await recordRefusal(tx, current, actor, params);
      if (refusal) return err(refusal);
      const renamed = await renameRecord(tx, params, body);
      return renamed ? ok(current) : refuse('notFound', 'request.notFound');
    });
    if (!changed.ok) return changed;
    await noted(actor, params.caseId, 'record.update', 'record');
    const record = (await readRecords(db, params.caseId)).find(
      (entry) => entry.id === params.recordId,
    );
    return record ? ok(record) : refuse('notFound', 'request.notFound');
  });

  bindRoute(app, confirmRecordIdentity, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    // also after submission, and without a new version: whom a picture shows changes nothing anybody is working on
    if (!stands('own', found.value, actor)) {
      return refuse('forbidden', 'case.notYours', { params: { state: found.value.state } });
    }
    const outcome = await vouchForRecord(db, params, actor.userId, now());
    if (outcome === 'notFound') return refuse('notFound', 'request.notFound');
    // sent again after a lost answer: it stays as it was first confirmed, and is noted once
    if (outcome === 'vouched') await noted(actor, params.caseId, 'record.vouch', 'record');
    const record = (await readRecords(db, params.caseId)).find(
      (entry) => entry.id === params.recordId,
    );
    return record ? ok(record) : refuse('notFound', 'request.notFound');
  });

  bindRoute(app, removeRecord, async ({ params }, { actor }) => {
    const changed = await cases.revise(params.caseId, actor, null, async (current, tx) => {
      const refusal = await recordRefusal(tx, current, actor, params);
      if (refusal) return err(refusal);
      const dropped = await dropRecord(tx, params, actor.userId, now());
      return dropped ? ok(current) : refuse('notFound', 'request.notFound');
    });
    if (!changed.ok) return changed;
    await noted(actor, params.caseId, 'record.remove', 'record');
    return ok({ removed: true as const });
  });
}

const noteIn =
  (audit: Audit) =>
  (actor: Actor, caseId: string, action: string, entity = 'case') =>
    audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action,
      entity,
      entityId: caseId,
      caseId,
    });
