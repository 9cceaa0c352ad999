import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addPaperDocument, listPaperPages, makePaperPage } from '../../../shared/api/paper';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { caseIdSchema, type Actor } from '../../../shared/domain/identity/actor';
import { err, ok } from '../../../shared/lib/result';
import '../../http/actor';
import { bindRoute, requireAccess } from '../../http/bindRoute';
import { sendProblem } from '../../http/problem';
import { forPaper } from './access';
import type { PaperDeps } from './deps';
import { fileDocument } from './document';
import { createPageMaker } from './make';
import { findOriginal, openPage, pagesOf } from './original';

const pictureParams = z.object({
  caseId: caseIdSchema,
  recordId: z.uuid(),
  page: z.coerce.number().int().min(0).max(999),
});
const pictureQuery = z.object({ size: z.coerce.number().int().min(64).max(3000).default(1600) });
const JPEG_QUALITY = 85;

/** Mounts the bench for scanned paper: pages of originals, single pages made ahead, and the document of them. */
export function registerPaperRoutes(app: FastifyInstance, deps: PaperDeps): void {
  const maker = createPageMaker(deps);

  bindRoute(app, listPaperPages, async ({ params }, { actor }) => {
    const allowed = await forPaper(deps, actor, params.caseId);
    if (!allowed.ok) return allowed;
    const original = await findOriginal(deps, params);
    if (!original) return err(appError('notFound', 'request.notFound'));
    const pages = await pagesOf(deps, original);
    return pages ? ok({ pages }) : err(unreadable(original.title, 0));
  });
  bindRoute(app, makePaperPage, async ({ params, body }, { actor }) => {
    const allowed = await forPaper(deps, actor, params.caseId);
    if (!allowed.ok) return allowed;
    const { recordId } = body.page;
    const original = await findOriginal(deps, { caseId: params.caseId, recordId });
    if (!original) return err(appError('notFound', 'request.notFound'));
    const made = await maker.make(original, body.page);
    return made.ok ? ok({ width: made.value.width, height: made.value.height }) : made;
  });
  bindRoute(app, addPaperDocument, ({ params, body }, { actor }) =>
    fileDocument(deps, maker, actor, { ...params, ...body }),
  );
  registerPicture(app, deps);
}

const unreadable = (title: string, page: number) =>
  appError('integrity', 'paper.pageUnreadable', { params: { title, page: page + 1 } });

/** `GET …/pages/:page/picture?size=`: one page of an original as JPEG, upright, without words of the camera. */
function registerPicture(app: FastifyInstance, deps: PaperDeps): void {
  app.get('/v1/cases/:caseId/records/:recordId/pages/:page/picture', async (request, reply) => {
    requireAccess(listPaperPages.access, request.actor);
    const params = pictureParams.safeParse(request.params);
    const query = pictureQuery.safeParse(request.query);
    if (!params.success || !query.success)
      throw new AppFailure(appError('validation', 'request.invalid'));
    const actor = request.actor as Actor;
    const { caseId, recordId, page } = params.data;
    const allowed = await forPaper(deps, actor, caseId);
    if (!allowed.ok) return sendProblem(reply, allowed.error);
    const original = await findOriginal(deps, params.data);
    if (!original) return sendProblem(reply, appError('notFound', 'request.notFound'));
    await deps.audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'record.view',
      entity: 'caseRecord',
      entityId: recordId,
      caseId,
    });
    const { size } = query.data;
    const jpeg = await draw(deps, original, { page, size });
    if (!jpeg) return sendProblem(reply, unreadable(original.title, page));
    return reply
      .header('content-type', 'image/jpeg')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-store')
      .send(jpeg);
  });
}

async function draw(
  deps: PaperDeps,
  original: Parameters<typeof openPage>[1],
  { page, size }: { readonly page: number; readonly size: number },
): Promise<Buffer | null> {
  try {
    const picture = await openPage(deps, original, page);
    return await picture
      .resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer();
  } catch {
    return null; // damaged or missing: the caller names it
  }
}
