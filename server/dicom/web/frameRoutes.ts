import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { decodedFrame } from '../pixel/frameSource';
import { readFrame } from '../pixel/frames';
import { openObject, type OpenObject } from '../pixel/openObject';
import type { PixelLayout } from '../pixel/layout';
import { instanceUrl, serviceUrl } from './address';
import { acceptOf, IMMUTABLE, oneInstance, type WebContext } from './context';
import { frameFormFor, type FrameForm } from './frameFormat';
import { newBoundary, writeMultipart, type OutgoingPart } from './multipartWriter';
import { actorOf, badQuery, notAcceptable, notFound } from './problem';
import type { StoredInstance } from './repository';

const MAX_FRAMES_PER_REQUEST = 1000;
type Job = {
  readonly context: WebContext;
  readonly instance: StoredInstance;
  readonly pixels: PixelLayout;
  readonly form: FrameForm;
};

/** Retrieve Frames, WADO-RS (PS3.18 10.4.1.1.6). */
export function frameRoutes(app: FastifyInstance, context: WebContext): void {
  app.get('/studies/:study/series/:series/instances/:instance/frames/:frames', (request, reply) =>
    answer(context, request, reply),
  );
}

async function answer(context: WebContext, request: FastifyRequest, reply: FastifyReply) {
  const frames = frameList((request.params as { frames: string }).frames);
  const instance = await oneInstance(context, request);
  const pixels = await context.pixelsOf(instance);
  if (!pixels) throw new AppFailure(appError('unsupported', 'dicom.notImage'));
  if (frames.some((frame) => frame > pixels.image.frames)) throw notFound();
  const form = frameFormFor(instance, acceptOf(request));
  if (!form || (!form.isMultipart && frames.length > 1)) throw notAcceptable();
  await context.auditView(actorOf(request), instance.studyInstanceUid, instance.seriesInstanceUid);
  const etag = `"${instance.sha256}-${frames.join('.')}-${form.isDecoded ? 'decoded' : 'stored'}"`;
  reply.header('cache-control', IMMUTABLE).header('vary', 'accept').header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return send({ context, instance, pixels, form }, frames, serviceUrl(request), reply);
}

async function send(job: Job, frames: readonly number[], service: string, reply: FastifyReply) {
  const object = await openObject(job.context.blobs, job.instance);
  let isHandedOver = false;
  try {
    // The first frame is made before the answer begins, so that a failure still has a status of its own.
    const first = await frameBytes(job, object, frames[0] ?? 1);
    if (!job.form.isMultipart)
      return await reply.header('content-type', job.form.contentType).send(first);
    const boundary = newBoundary();
    const parts = frameParts(job, object, {
      frames,
      first,
      address: instanceUrl(service, job.instance),
    });
    isHandedOver = true;
    return await reply
      .header(
        'content-type',
        `multipart/related; type="${job.form.mediaType}"; boundary=${boundary}`,
      )
      .send(Readable.from(writeMultipart(boundary, parts), { objectMode: false }));
  } finally {
    if (!isHandedOver) await object.close();
  }
}

async function* frameParts(
  job: Job,
  object: OpenObject,
  list: { readonly frames: readonly number[]; readonly first: Buffer; readonly address: string },
): AsyncGenerator<OutgoingPart> {
  try {
    for (const [at, frame] of list.frames.entries()) {
      const body = at === 0 ? list.first : await frameBytes(job, object, frame);
      yield {
        contentType: job.form.contentType,
        location: `${list.address}/frames/${frame}`,
        body,
      };
    }
  } finally {
    await object.close();
  }
}

async function frameBytes(
  { context, pixels, form }: Job,
  object: OpenObject,
  frame: number,
): Promise<Buffer> {
  if (form.isDecoded) {
    const decoded = await decodedFrame(object, pixels, frame, context.decode);
    if (!decoded.ok) throw new AppFailure(decoded.error);
    return decoded.value.bytes;
  }
  const stored = await readFrame(object.dataSet, pixels, frame, object.syntax.isBigEndian);
  if (!stored) throw notAcceptable();
  return stored;
}

function frameList(text: string): number[] {
  const frames = text.split(',').map((part) => (/^[1-9]\d{0,8}$/.test(part) ? Number(part) : NaN));
  if (frames.some(Number.isNaN) || frames.length > MAX_FRAMES_PER_REQUEST) throw badQuery('frames');
  return frames;
}
