import type { FastifyInstance } from 'fastify';

const ALLOWED_HEADERS =
  'authorization, content-type, accept, range, tus-resumable, upload-length, upload-offset, upload-metadata, upload-checksum, upload-defer-length';
const EXPOSED_HEADERS =
  'location, upload-offset, upload-length, tus-resumable, etag, content-range, content-disposition, warning';

/**
 * Other origins (the desktop app) may call with a bearer token only: no credentials are allowed, so a cookie of the
 * portal can never be ridden on.
 */
export function registerCors(app: FastifyInstance, origins: readonly string[]): void {
  // An answer kept by the browser for one origin must not serve another, whoever asked first: also when nobody named one.
  app.addHook('onSend', async (_, reply) => {
    const vary = [reply.getHeader('vary') ?? []].flat().join(', ');
    if (!/\borigin\b/i.test(vary)) reply.header('vary', vary === '' ? 'origin' : `${vary}, origin`);
  });
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (!origin || !origins.includes(origin)) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', EXPOSED_HEADERS);
    reply.header('cross-origin-resource-policy', 'cross-origin');
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
      reply.header('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
      reply
        .header('access-control-allow-headers', ALLOWED_HEADERS)
        .header('access-control-max-age', '600');
      await reply.code(204).send();
    }
  });
}
