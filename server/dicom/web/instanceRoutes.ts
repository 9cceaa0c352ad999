import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppFailure } from '../../../shared/domain/errors';
import type { BlobStore } from '../../blobs/blobStore';
import { openObject, withObject } from '../pixel/openObject';
import { readFrame } from '../pixel/frames';
import { reencode } from '../pixel/reencode';
import { EXPLICIT_LE } from '../transferSyntax';
import { instanceUrl, serviceUrl } from './address';
import { acceptOf, IMMUTABLE, instancesOf, REVALIDATE, targetOf, type WebContext } from './context';
import { formFor, instanceWishes, type InstanceForm, type InstanceWish } from './instanceFormat';
import { newBoundary, writeMultipart, type OutgoingPart } from './multipartWriter';
import { actorOf, notAcceptable } from './problem';
import { parseRange } from './range';
import type { StoredInstance } from './repository';

const PATHS = [
  '/studies/:study',
  '/studies/:study/series/:series',
  '/studies/:study/series/:series/instances/:instance',
];
type Chosen = { readonly instance: StoredInstance; readonly form: InstanceForm };

/** Retrieve Study, Series and Instance, WADO-RS (PS3.18 10.4.1.1.1). */
export function instanceRoutes(app: FastifyInstance, context: WebContext): void {
  for (const path of PATHS) app.get(path, (request, reply) => answer(context, request, reply));
}

async function answer(context: WebContext, request: FastifyRequest, reply: FastifyReply) {
  const instances = await instancesOf(context, request);
  const { wish, chosen } = choose(instances, instanceWishes(acceptOf(request)));
  for (const { instance, form } of chosen) {
    if (form === 'explicit') await tryDecoding(context, instance);
  }
  await context.audit({
    actor: actorOf(request),
    action: 'export',
    studyInstanceUid: instances[0]?.studyInstanceUid ?? '',
    count: chosen.length,
  });
  const [first] = chosen;
  if (!wish.isMultipart && first) return sendSingle(context, first, request, reply);
  const boundary = newBoundary();
  // Some of the objects cannot be had in the wished form: the answer must not look complete (PS3.18 Table 10.4.3-1).
  if (chosen.length < instances.length) reply.code(206);
  return reply
    .header('content-type', `multipart/related; type="application/dicom"; boundary=${boundary}`)
    .header('cache-control', isOneInstance(request) ? IMMUTABLE : REVALIDATE)
    .header('vary', 'accept')
    .send(
      Readable.from(writeMultipart(boundary, parts(context, chosen, serviceUrl(request))), {
        objectMode: false,
      }),
    );
}

const isOneInstance = (request: FastifyRequest): boolean =>
  targetOf(request).instance !== undefined;

/** The best wish that at least one of the objects can fulfil. @throws AppFailure `dicom.notAcceptable`. */
function choose(
  instances: readonly StoredInstance[],
  wishes: readonly InstanceWish[],
): { wish: InstanceWish; chosen: Chosen[] } {
  for (const wish of wishes) {
    if (!wish.isMultipart && instances.length > 1) continue;
    const chosen = instances.flatMap((instance) => {
      const form = formFor(instance, wish);
      return form ? [{ instance, form }] : [];
    });
    if (chosen.length > 0) return { wish, chosen };
  }
  throw notAcceptable();
}

/** Decodes one frame before the answer begins: afterwards a failure could only break the connection. */
async function tryDecoding(context: WebContext, instance: StoredInstance): Promise<void> {
  const pixels = await context.pixelsOf(instance);
  if (pixels?.data.kind !== 'encapsulated') return;
  const decoded = await withObject(context.blobs, instance, async ({ dataSet, syntax }) => {
    const encoded = await readFrame(dataSet, pixels, 1, false);
    if (!encoded || syntax.codec === null || syntax.codec === 'native') throw notAcceptable();
    return context.decode(syntax.codec, encoded, pixels.image);
  });
  if (!decoded.ok) throw new AppFailure(decoded.error);
}

async function* parts(
  context: WebContext,
  chosen: readonly Chosen[],
  service: string,
): AsyncGenerator<OutgoingPart> {
  for (const { instance, form } of chosen) {
    const syntax = form === 'asStored' ? instance.transferSyntaxUid : EXPLICIT_LE;
    yield {
      contentType: `application/dicom; transfer-syntax=${syntax}`,
      location: instanceUrl(service, instance),
      body:
        form === 'asStored' ? await storedBytes(context, instance) : converted(context, instance),
    };
  }
}

async function storedBytes({ blobs }: WebContext, instance: StoredInstance) {
  const stream = await blobs.open(instance.sha256);
  if (!stream) throw new Error(`blob ${instance.sha256} of an indexed object is not there`);
  return stream as AsyncIterable<Buffer>;
}

async function* converted(context: WebContext, instance: StoredInstance): AsyncGenerator<Buffer> {
  const pixels = await context.pixelsOf(instance);
  const object = await openObject(context.blobs, instance);
  try {
    yield* reencode(object, pixels, context.decode);
  } finally {
    await object.close();
  }
}

/** One object alone, with ranges when it is sent as stored. */
async function sendSingle(
  context: WebContext,
  { instance, form }: Chosen,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const isStored = form === 'asStored';
  const etag = `"${instance.sha256}${isStored ? '' : '-explicit'}"`;
  reply.header('etag', etag).header('cache-control', IMMUTABLE).header('vary', 'accept');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const syntax = isStored ? instance.transferSyntaxUid : EXPLICIT_LE;
  reply.header('content-type', `application/dicom; transfer-syntax=${syntax}`);
  if (!isStored)
    return reply.send(Readable.from(converted(context, instance), { objectMode: false }));
  return sendStored(context.blobs, instance, request, reply);
}

async function sendStored(
  blobs: BlobStore,
  { sha256, sizeBytes }: StoredInstance,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  reply.header('accept-ranges', 'bytes');
  const range = parseRange(request.headers.range, request.headers['if-range'], sha256, sizeBytes);
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${sizeBytes}`).send();
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  const stream = await blobs.open(sha256, { start, end });
  if (!stream) throw new Error(`blob ${sha256} of an indexed object is not there`);
  reply.header('content-length', end - start + 1);
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${sizeBytes}`);
  return reply.send(stream);
}
