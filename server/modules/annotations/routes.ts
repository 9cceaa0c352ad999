import type { FastifyInstance } from 'fastify';
import {
  fileAnnotations,
  getAnnotations,
  saveAnnotations,
  savePlaylist,
} from '../../../shared/api/annotations';
import { mayAnnotate } from '../../../shared/domain/consultation/annotationAccess';
import { refuse, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import { bindRoute } from '../../http/bindRoute';
import type { AnnotationDeps } from './deps';
import type { Filed } from './filing/fileSet';
import { readAnnotations } from './reading';
import { createReadAudit } from './readAudit';
import { savePlaylistOf, saveSet } from './writing';

type Deps = AnnotationDeps & {
  /** See `fileSet`. */
  readonly file: (caseId: string, authorId: string) => Promise<Result | null>;
};
type Result =
  { readonly ok: true; readonly value: Filed } | { readonly ok: false; readonly error: AppError };

/** A thousand outlines of a thousand points. */
const BODY_LIMIT = 32 * 1024 * 1024;

export function registerAnnotationRoutes(app: FastifyInstance, deps: Deps): void {
  const { db, cases, audit, file } = deps;
  const read = createReadAudit(deps);
  const refused = (actor: Actor, caseId: string, action: string, { kind }: AppError) =>
    kind === 'notFound' || kind === 'forbidden' || kind === 'illegalTransition'
      ? audit({
          actorId: actor.userId,
          actorRole: actor.role,
          action,
          entity: 'annotations',
          entityId: caseId,
          caseId,
          outcome: 'refused',
        })
      : undefined;

  bindRoute(app, getAnnotations, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) {
      await refused(actor, params.caseId, 'annotations.view', found.error);
      return found;
    }
    await read(actor, params.caseId);
    return ok(await readAnnotations(db, found.value, actor));
  });

  bindRoute(
    app,
    saveAnnotations,
    async ({ params, body }, { actor }) => {
      const saved = await saveSet(deps, params.caseId, actor, body.content, body);
      if (!saved.ok) await refused(actor, params.caseId, 'annotations.save', saved.error);
      return saved;
    },
    { bodyLimit: BODY_LIMIT },
  );

  bindRoute(app, fileAnnotations, async ({ params }, { actor }) => {
    const found = await cases.find(params.caseId, actor);
    if (!found.ok) return found;
    if (!mayAnnotate(found.value, actor))
      return refuse('forbidden', 'case.notYours', { params: { state: found.value.state } });
    const filed = await file(params.caseId, actor.userId);
    if (filed === null) return ok({ filedVersion: 0, objects: [] });
    return filed.ok ? ok({ ...filed.value, objects: [...filed.value.objects] }) : filed;
  });

  bindRoute(app, savePlaylist, async ({ params, body }, { actor }) => {
    const saved = await savePlaylistOf(deps, params.caseId, actor, body.entries, body);
    if (!saved.ok) await refused(actor, params.caseId, 'annotations.order', saved.error);
    return saved;
  });
}
