import type { FastifyInstance } from 'fastify';
import { getLateEntryDraft, saveLateEntryDraft } from '../../../shared/api/cases';
import { owesLateEntry } from '../../../shared/domain/consultation/lateEntry';
import { refuse } from '../../../shared/domain/errors';
import { ok } from '../../../shared/lib/result';
import { bindRoute } from '../../http/bindRoute';
import { readDraft, writeDraft } from './drafts';
import type { CaseRouteDeps } from './routeDeps';

/** What a county doctor types of a late entry is kept as he types; it becomes part of the case by command only. */
export function registerLateEntryRoutes(app: FastifyInstance, deps: CaseRouteDeps): void {
  const { db, cases, now } = deps;
  const keyOf = (caseId: string, authorId: string) => ({
    caseId,
    kind: 'lateEntry' as const,
    authorId,
  });

  bindRoute(app, getLateEntryDraft, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    const stored = await readDraft(db, keyOf(params.caseId, actor.userId));
    return ok(getLateEntryDraft.success.schema.parse(stored));
  });

  bindRoute(app, saveLateEntryDraft, async ({ params, body }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    if (!owesLateEntry(found.value)) return refuse('illegalTransition', 'case.lateEntryNotOwed');
    const key = keyOf(params.caseId, actor.userId);
    return writeDraft(db, key, body.draft, body.expectedVersion, now());
  });
}
