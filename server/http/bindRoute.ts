import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { RouteInput, RouteOutput, RouteShape } from '../../shared/api/route';
import { appError, AppFailure, type AppError } from '../../shared/domain/errors';
import type { Actor } from '../../shared/domain/identity/actor';
import type { Result } from '../../shared/lib/result';
import type { SiteIdentity } from './actor';
import { problemSchema, sendProblem } from './problem';

export type RouteContext = { readonly actor: Actor; readonly request: FastifyRequest };

export type RouteHandler<R extends RouteShape> = (
  input: RouteInput<R>,
  context: RouteContext,
) => Promise<Result<RouteOutput<R>, AppError>>;

/** Only routes with `access: 'public'` ever see this actor; it owns nothing. */
const NOBODY = {
  userId: '00000000-0000-4000-8000-000000000000',
  role: 'guest',
  hospitalId: null,
} as unknown as Actor;

/** Mounts one contract route. Parsing, authorisation, serialisation and OpenAPI all come from the contract. */
export function bindRoute<R extends RouteShape>(
  app: FastifyInstance,
  route: R,
  handle: RouteHandler<R>,
  options: {
    readonly bodyLimit?: number;
    /** Calls one address may make per minute; for routes that answer strangers. */
    readonly perMinute?: number;
  } = {},
): void {
  const takesBody = !(route.body instanceof z.ZodUndefined);
  app.withTypeProvider<ZodTypeProvider>().route({
    method: route.method,
    url: route.path,
    ...(options.bodyLimit ? { bodyLimit: options.bodyLimit } : {}),
    ...(options.perMinute
      ? { config: { rateLimit: { max: options.perMinute, timeWindow: 60_000 } } }
      : {}),
    schema: {
      operationId: route.id,
      summary: route.summary,
      params: route.params,
      querystring: route.query,
      ...(takesBody ? { body: route.body } : {}),
      ...(route.access === 'public' ? {} : { security: [{ bearer: [] }, { cookie: [] }] }),
      response: {
        [route.success.status]: route.success.schema,
        '4xx': problemSchema,
        '5xx': problemSchema,
      },
    },
    // before the body is read: a stranger can neither make us parse megabytes nor learn what we expect
    onRequest: async (request) =>
      route.access === 'site'
        ? requireSite(request)
        : requireAccess(route.access, request.actor, request.presentedToken),
    handler: async (request, reply) => {
      const { params, query, body } = request;
      const input = { params, query, body: takesBody ? body : undefined } as RouteInput<R>;
      const result = await handle(input, { actor: request.actor ?? NOBODY, request });
      if (!result.ok) return sendProblem(reply, result.error);
      return reply.code(route.success.status).send(result.value);
    },
  });
}

/** The gateway behind the request. @throws AppFailure `site.credential` for everybody else, people included. */
export function requireSite(request: FastifyRequest): SiteIdentity {
  if (!request.site) throw new AppFailure(appError('unauthenticated', 'site.credential'));
  return request.site;
}

/** @throws AppFailure `auth.required`, `auth.expired` (a token that is no longer good) or `auth.roleNotAllowed`. */
export function requireAccess(
  access: Exclude<RouteShape['access'], 'site'>,
  actor: Actor | null,
  presentedToken = false,
): void {
  if (access === 'public') return;
  if (!actor) {
    throw new AppFailure(
      appError('unauthenticated', presentedToken ? 'auth.expired' : 'auth.required'),
    );
  }
  if (access !== 'signedIn' && !access.includes(actor.role)) {
    throw new AppFailure(appError('forbidden', 'auth.roleNotAllowed'));
  }
}
