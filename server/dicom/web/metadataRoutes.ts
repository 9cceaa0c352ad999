import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { instanceUrl, serviceUrl } from './address';
import { acceptOf, objectScope, REVALIDATE, targetOf, type WebContext } from './context';
import { actorOf, notAcceptable, notFound } from './problem';
import type { MetadataRow } from './repository';

const PATHS = [
  '/studies/:study/metadata',
  '/studies/:study/series/:series/metadata',
  '/studies/:study/series/:series/instances/:instance/metadata',
];
const JSON_TYPES = new Set(['application/dicom+json', 'application/json', '*/*', 'application/*']);
const COMPRESS_FROM_BYTES = 2048;

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** Retrieve Metadata (PS3.18 10.4.1.1.2): the JSON was made when the object arrived and is only put together here. */
export function metadataRoutes(app: FastifyInstance, context: WebContext): void {
  for (const path of PATHS) app.get(path, (request, reply) => answer(context, request, reply));
}

async function answer(context: WebContext, request: FastifyRequest, reply: FastifyReply) {
  if (!acceptOf(request).some(({ type }) => JSON_TYPES.has(type))) throw notAcceptable();
  const actor = actorOf(request);
  const target = targetOf(request);
  const rows = await context.repository.metadata(target, objectScope(context, actor));
  if (rows.length === 0) throw notFound();
  await context.audit({
    actor,
    action: 'view',
    studyInstanceUid: target.study,
    count: rows.length,
  });
  const service = serviceUrl(request);
  const etag = etagOf(rows, service);
  reply
    .header('etag', etag)
    .header('cache-control', REVALIDATE)
    .header('vary', 'accept, accept-encoding');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const json = `[${rows.map((row) => withAddresses(row, service)).join(',')}]`;
  reply.type('application/dicom+json');
  return sendCompressed(reply, Buffer.from(json), request.headers['accept-encoding']);
}

/**
 * Puts this service's address before the stored relative ones. The key cannot occur inside a JSON string, where its
 * quotes would be escaped.
 */
function withAddresses(row: MetadataRow, service: string): string {
  const prefix = `"BulkDataURI":"${instanceUrl(service, row)}/bulkdata/`;
  return row.metadata.replaceAll('"BulkDataURI":"', () => prefix);
}

function etagOf(rows: readonly MetadataRow[], service: string): string {
  const hash = createHash('sha256').update(service);
  for (const { sha256 } of rows) hash.update(sha256);
  return `"${hash.digest('hex').slice(0, 32)}"`;
}

async function sendCompressed(
  reply: FastifyReply,
  body: Buffer,
  accepted: string | string[] | undefined,
) {
  const encodings = String(accepted ?? '');
  if (body.length < COMPRESS_FROM_BYTES) return reply.send(body);
  if (/\bbr\b/.test(encodings)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    return reply.header('content-encoding', 'br').send(await brotli(body, { params }));
  }
  if (/\bgzip\b/.test(encodings)) {
    return reply.header('content-encoding', 'gzip').send(await gz(body, { level: 4 }));
  }
  return reply.send(body);
}
