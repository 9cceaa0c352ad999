import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serviceUrl } from './address';
import type { PathParams, WebContext } from './context';
import type { Level } from './matching';
import { actorOf } from './problem';
import { parseQuery, pathUid } from './query';
import { search } from './search';

const PATHS: readonly (readonly [path: string, level: Level])[] = [
  ['/studies', 'study'],
  ['/series', 'series'],
  ['/instances', 'instance'],
  ['/studies/:study/series', 'series'],
  ['/studies/:study/instances', 'instance'],
  ['/studies/:study/series/:series/instances', 'instance'],
];

/** Search transaction, QIDO-RS (PS3.18 10.6). No match is 200 with `[]`, which all clients understand. */
export function queryRoutes(app: FastifyInstance, context: WebContext): void {
  for (const [path, level] of PATHS) {
    app.get(path, (request, reply) => answer(context, level, request, reply));
  }
}

async function answer(
  context: WebContext,
  level: Level,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const actor = actorOf(request);
  const { study, series } = request.params as PathParams;
  const within = {
    ...(study !== undefined && { study: pathUid(study) }),
    ...(series !== undefined && { series: pathUid(series) }),
  };
  const query = parseQuery(request.query as Record<string, unknown>);
  const scope = { study: context.studyScope(actor), series: context.seriesScope(actor) };
  const service = serviceUrl(request);
  const { results, remaining } = await search(context.db, { level, within, query, scope, service });
  await context.audit({
    actor,
    action: 'query',
    count: results.length,
    ...(within.study && { studyInstanceUid: within.study }),
  });
  if (remaining > 0) {
    const text = `There are ${remaining} additional results that can be requested`;
    reply.header('warning', `299 ${service}: "${text}"`);
  }
  return reply
    .header('cache-control', 'private, no-store')
    .type('application/dicom+json')
    .send(JSON.stringify(results));
}
