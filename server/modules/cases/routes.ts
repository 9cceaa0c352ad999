import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import {
  applyCommand,
  createCase,
  getCase,
  getDraft,
  getReport,
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
import { emptyForm, validateForm, type RequestForm } from '../../../shared/domain/consultation/form';
import { refuse } from '../../../shared/domain/errors';
import type { Actor, CaseId } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import { bindRoute } from '../../http/bindRoute';
import { readDraft, writeDraft } from './drafts';
import { readRinging } from './emergencies';
import { readEvents, readSubmissions } from './history';
import { listVisibleCases } from './listing';
import { readRecords, toSummaries } from './reading';
import { copyRecords, dropRecord, renameRecord } from './records';
import { readReport } from './reports';
import type { CaseRepository } from './repository';

export type CaseRouteDeps = {
  readonly db: Db;
  readonly cases: CaseRepository;
  readonly audit: Audit;
  readonly now: () => string;
};

const EDITABLE: readonly ConsultationCase['state'][] = ['draft', 'returned'];

export function registerCaseRoutes(app: FastifyInstance, deps: CaseRouteDeps): void {
  const { db, cases, audit, now } = deps;
  const viewed = (actor: Actor, caseId: string, what = 'case') =>
    audit({ actorId: actor.userId, actorRole: actor.role, action: 'view', entity: what, entityId: caseId, caseId });

  bindRoute(app, createCase, async ({ body }, { actor }) => {
    if (!actor.hospitalId) return refuse('forbidden', 'auth.roleNotAllowed');
    let form: RequestForm = body.form ?? emptyForm();
    if (body.copyOf) {
      const parent = await cases.find(body.copyOf, actor);
      if (!parent.ok) return parent;
      form = { ...parent.value.form, wishes: { ...parent.value.form.wishes, windows: [] } };
    }
    const id = randomUUID() as CaseId;
    const start = { id, requesterId: actor.userId, hospitalId: actor.hospitalId, parentId: body.copyOf ?? null, form };
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

  bindRoute(app, getCase, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    await viewed(actor, params.caseId);
    return ok(await cases.detail(found.value, actor));
  });

  bindRoute(app, saveForm, async ({ params, body }, { actor }) => {
    const at = now();
    const saved = await cases.revise(params.caseId, actor, body.expectedVersion, async (current) =>
      EDITABLE.includes(current.state)
        ? ok({ ...current, form: body.form })
        : refuse('illegalTransition', 'case.illegalTransition', {
            params: { state: current.state, command: 'saveForm' },
          }),
    );
    if (!saved.ok) return saved;
    const records = toSummaries(await readRecords(db, params.caseId));
    const { form, version, updatedAt } = saved.value;
    return ok({ version, savedAt: updatedAt, fields: validateForm(form, at), missing: missingItems(form, records, at) });
  });

  bindRoute(app, applyCommand, async ({ params, body }, { actor }) =>
    cases.apply(params.caseId, body.command, body, actor),
  );

  bindRoute(app, listCaseEvents, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    return found.ok ? ok({ items: await readEvents(db, params.caseId) }) : found;
  });

  bindRoute(app, listSubmissions, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    return found.ok ? ok({ items: await readSubmissions(db, params.caseId) }) : found;
  });

  bindRoute(app, getDraft, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    return ok(await readDraft(db, { ...params, authorId: actor.userId }));
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

  bindRoute(app, updateRecord, async ({ params, body }, { actor }) => {
    const changed = await cases.revise(params.caseId, actor, null, async (current, tx) => {
      if (!EDITABLE.includes(current.state)) return refuse('illegalTransition', 'case.illegalTransition');
      const renamed = await renameRecord(tx, params, body);
      return renamed ? ok(current) : refuse('notFound', 'request.notFound');
    });
    if (!changed.ok) return changed;
    const record = (await readRecords(db, params.caseId)).find((entry) => entry.id === params.recordId);
    return record ? ok(record) : refuse('notFound', 'request.notFound');
  });

  bindRoute(app, removeRecord, async ({ params }, { actor }) => {
    const changed = await cases.revise(params.caseId, actor, null, async (current, tx) => {
      if (!EDITABLE.includes(current.state)) return refuse('illegalTransition', 'case.illegalTransition');
      const dropped = await dropRecord(tx, params, actor.userId, now());
      return dropped ? ok(current) : refuse('notFound', 'request.notFound');
    });
    return changed.ok ? ok({ removed: true as const }) : changed;
  });

  bindRoute(app, listEmergencies, async (_, { actor }) => ok({ items: await readRinging(db, actor, now()) }));
}
