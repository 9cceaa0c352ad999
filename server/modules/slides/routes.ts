import type { FastifyInstance } from 'fastify';
import {
  addSlideAnnotation,
  changeSlideAnnotation,
  listSlideAnnotations,
  listSlides,
  removeSlideAnnotation,
} from '../../../shared/api/slides';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import { bindRoute } from '../../http/bindRoute';
import { createAnnotationStore } from './annotations';
import { createCatalogue } from './catalogue';
import type { SlideDeps } from './deps';
import { createPyramids, type Pyramids } from './pyramids';
import { recordIn } from './recordAccess';
import { registerTileRoutes } from './routes.tiles';
import { createViewLog } from './viewLog';

export type Slides = Pick<Pyramids, 'takeUp' | 'idle' | 'stop'>;

/** Mounts slides, their tiles and what is drawn on them. */
export function registerSlideRoutes(app: FastifyInstance, deps: SlideDeps): Slides {
  const pyramids = createPyramids(deps);
  const catalogue = createCatalogue(deps, pyramids);
  const annotations = createAnnotationStore(deps.db, deps.now);
  const noteView = createViewLog(deps);
  registerTileRoutes(app, { ...deps, catalogue, noteView });

  type Params = { readonly caseId: string; readonly recordId: string };
  const visible = async (actor: Actor, params: Params) => recordIn(deps, 'forView', actor, params);
  const open = async (actor: Actor, params: Params) => recordIn(deps, 'forRemarks', actor, params);

  bindRoute(app, listSlides, async ({ params }, { actor }) => {
    const record = await visible(actor, params);
    if (!record.ok) return record;
    await noteView(actor, params);
    const { items, failures } = await catalogue.slidesOf(record.value);
    return ok({ items: items.map(({ manifest }) => manifest), failures: [...failures] });
  });
  bindRoute(app, listSlideAnnotations, async ({ params }, { actor }) => {
    const record = await visible(actor, params);
    return record.ok ? ok({ items: await annotations.list(record.value.id) }) : record;
  });
  bindRoute(app, addSlideAnnotation, async ({ params, body }, { actor }) => {
    const record = await open(actor, params);
    if (!record.ok) return record;
    const { idempotencyKey: id, slideId, shape } = body;
    return ok(await annotations.add({ ...params, id, slideId, shape, author: actor }));
  });
  bindRoute(app, changeSlideAnnotation, async ({ params, body }, { actor }) => {
    const record = await open(actor, params);
    if (!record.ok) return record;
    const target = { id: params.annotationId, recordId: params.recordId, actor };
    return annotations.change(target, body.shape, body.expectedVersion);
  });
  bindRoute(app, removeSlideAnnotation, async ({ params }, { actor }) => {
    const record = await open(actor, params);
    if (!record.ok) return record;
    const target = { id: params.annotationId, recordId: params.recordId, actor };
    const removed = await annotations.remove(target);
    return removed.ok ? ok({ removed: true }) : removed;
  });
  return pyramids;
}
