import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openObject } from '../pixel/openObject';
import { acceptOf, IMMUTABLE, type WebContext } from './context';
import { closing, findElement, valueOf } from './elementValue';
import { actorOf, notAcceptable, notFound } from './problem';
import type { StoredInstance } from './repository';

const ENCAPSULATED_PDF = '1.2.840.10008.5.1.4.1.1.104.1';
const ENCAPSULATED_DOCUMENT = '00420011';
const PDF = 'application/pdf';
const ACCEPTED = new Set([PDF, 'application/*', '*/*']);

export const isPdf = ({ sopClassUid }: StoredInstance): boolean => sopClassUid === ENCAPSULATED_PDF;

/** An encapsulated PDF is its own rendering (PS3.18 8.7.4): reports of ECG machines come this way. */
export async function sendPdf(
  context: WebContext,
  instance: StoredInstance,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!acceptOf(request).some(({ type }) => ACCEPTED.has(type))) throw notAcceptable();
  await context.auditView(actorOf(request), instance.studyInstanceUid, instance.seriesInstanceUid);
  const object = await openObject(context.blobs, instance);
  const element = await findElement(object, ENCAPSULATED_DOCUMENT).catch(() => null);
  if (!element) {
    await object.close();
    throw notFound();
  }
  const bytes = closing(object, valueOf(object, element));
  return reply
    .header('cache-control', IMMUTABLE)
    .header('vary', 'accept')
    .header('content-length', element.length)
    .type(PDF)
    .send(Readable.from(bytes, { objectMode: false }));
}
