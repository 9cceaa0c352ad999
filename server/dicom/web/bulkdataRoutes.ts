import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openObject, type OpenObject } from '../pixel/openObject';
import { readFrame } from '../pixel/frames';
import type { PixelLayout } from '../pixel/layout';
import { EXPLICIT_LE } from '../transferSyntax';
import { acceptOf, IMMUTABLE, oneInstance, type WebContext } from './context';
import { closing, findElement, valueOf } from './elementValue';
import { newBoundary, writeMultipart, type OutgoingPart } from './multipartWriter';
import { actorOf, notAcceptable, notFound } from './problem';

const OCTETS = 'application/octet-stream';
const PIXEL_DATA = '7FE00010';
const PATH = /^[0-9A-Fa-f]{8}(\/\d{1,6}\/[0-9A-Fa-f]{8})*$/;

/**
 * Retrieve Bulkdata (PS3.18 10.4.1.1.5). Below `/bulkdata/` stands the attribute, with the number of the item (from 0)
 * for every sequence on the way: `54000100/0/54001010`.
 */
export function bulkdataRoutes(app: FastifyInstance, context: WebContext): void {
  app.get('/studies/:study/series/:series/instances/:instance/bulkdata/*', (request, reply) =>
    answer(context, request, reply),
  );
}

async function answer(context: WebContext, request: FastifyRequest, reply: FastifyReply) {
  const path = (request.params as { '*': string })['*'];
  if (!PATH.test(path)) throw notFound();
  const instance = await oneInstance(context, request);
  const isMultipart = wantsMultipart(request);
  const pixels = path.toUpperCase() === PIXEL_DATA ? await context.pixelsOf(instance) : null;
  await context.auditView(actorOf(request), instance.studyInstanceUid, instance.seriesInstanceUid);
  reply.header('cache-control', IMMUTABLE).header('vary', 'accept');
  const object = await openObject(context.blobs, instance);
  const parts = await bulkParts(object, path.toUpperCase(), pixels).catch(
    async (error: unknown) => {
      await object.close();
      throw error;
    },
  );
  if (!isMultipart && parts.length === 1 && parts[0]) {
    const body = closing(object, asStream(parts[0].body));
    return reply.type(parts[0].contentType).send(Readable.from(body, { objectMode: false }));
  }
  const boundary = newBoundary();
  const type = parts[0]?.contentType.split(';')[0] ?? OCTETS;
  return reply
    .header('content-type', `multipart/related; type="${type}"; boundary=${boundary}`)
    .send(
      Readable.from(closing(object, writeMultipart(boundary, each(parts))), { objectMode: false }),
    );
}

function wantsMultipart(request: FastifyRequest): boolean {
  for (const { type, params } of acceptOf(request)) {
    if (type === 'multipart/related') return true;
    if (type === '*/*' || type === OCTETS || params['type'] === OCTETS) return false;
  }
  throw notAcceptable();
}

/** Compressed pixels have one part per frame; everything else is one part of little-endian bytes. */
async function bulkParts(
  object: OpenObject,
  path: string,
  pixels: PixelLayout | null,
): Promise<OutgoingPart[]> {
  const plain = `${OCTETS}; transfer-syntax=${EXPLICIT_LE}`;
  if (pixels?.data.kind === 'encapsulated') {
    const { frames } = pixels.data;
    if (!frames) throw notAcceptable();
    const contentType = `${object.syntax.frameMediaType}; transfer-syntax=${object.syntax.uid}`;
    return frames.map((_, at) => ({ contentType, body: oneFrame(object, pixels, at + 1) }));
  }
  const element = await findElement(object, path);
  if (!element) throw notFound();
  return [{ contentType: plain, body: valueOf(object, element) }];
}

async function* oneFrame(
  object: OpenObject,
  pixels: PixelLayout,
  frame: number,
): AsyncGenerator<Buffer> {
  const bytes = await readFrame(object.dataSet, pixels, frame, false);
  if (!bytes) throw new Error('a listed frame is not there');
  yield bytes;
}

async function* asStream(body: OutgoingPart['body']): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(body)) yield body;
  else yield* body;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
