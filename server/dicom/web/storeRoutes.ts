import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appError, AppFailure, type AppError } from '../../../shared/domain/errors';
import type { IngestContext } from '../ingest/dicomIngest';
import { parseMediaType } from './accept';
import { serviceUrl } from './address';
import type { PathParams, WebContext } from './context';
import { readMultipart } from './multipartReader';
import { actorOf } from './problem';
import { pathUid } from './query';
import { storeResponse, storeStatus, type StoreOutcome } from './storeResponse';

/** Objects of one request whose syncs and transactions may be under way while the next is being read. */
const MAX_UNDER_WAY = 32;
const NO_TYPE = new Set(['', 'application/dicom', 'application/octet-stream']);

/** Store transaction, STOW-RS (PS3.18 10.5), for `multipart/related; type="application/dicom"`. */
export function storeRoutes(app: FastifyInstance, context: WebContext): void {
  // Bodies are read by the route itself, object by object: a whole study never lies in memory.
  app.addContentTypeParser(
    ['multipart/related', 'application/dicom'],
    (_request, payload, done) => {
      done(null, payload);
    },
  );
  for (const path of ['/studies', '/studies/:study']) {
    app.post(path, (request, reply) => answer(context, request, reply));
  }
}

async function answer(context: WebContext, request: FastifyRequest, reply: FastifyReply) {
  const { study } = request.params as PathParams;
  const expected = study === undefined ? undefined : pathUid(study);
  const ingestContext: IngestContext = {
    ...senderOf(context, request),
    ...(expected !== undefined && { expectedStudyUid: expected }),
  };
  const { outcomes, broken } = await storeParts(context, partsOf(request), ingestContext);
  await auditStored(context, request, outcomes);
  // What arrived before the connection broke is stored and stays; the sender repeats the request and loses nothing.
  if (broken) throw new AppFailure(broken);
  if (outcomes.length === 0) throw new AppFailure(appError('validation', 'file.empty'));
  return reply
    .code(storeStatus(outcomes))
    .header('cache-control', 'no-store')
    .type('application/dicom+json')
    .send(JSON.stringify(storeResponse(outcomes, serviceUrl(request), expected)));
}

/** @throws AppFailure for people who may not store. */
function senderOf(context: WebContext, request: FastifyRequest): IngestContext {
  if (request.site) return { hospitalId: request.site.hospitalId, uploadedBy: null };
  const actor = actorOf(request);
  const allowed = context.canStore(actor);
  if (!allowed.ok) throw new AppFailure(allowed.error);
  return {
    hospitalId: allowed.value.hospitalId,
    uploadedBy: actor.userId,
    mayExtendStudy: onceEach((uid) => context.repository.isInScope(uid, context.studyScope(actor))),
  };
}

type Incoming = {
  readonly body: AsyncIterable<Buffer>;
  readonly contentType: string;
  readonly done: Promise<void>;
};

/** @throws AppFailure `request.contentType` (415) for anything but DICOM files. */
function partsOf(request: FastifyRequest): AsyncIterable<Incoming> {
  const type = parseMediaType(request.headers['content-type'] ?? '');
  const payload = request.body as Readable;
  const boundary = type?.params['boundary'];
  if (type?.type === 'application/dicom') return alone(payload);
  const related = (type?.params['type'] ?? 'application/dicom').toLowerCase();
  if (type?.type !== 'multipart/related' || related !== 'application/dicom' || !boundary) {
    throw new AppFailure(appError('unsupported', 'request.contentType'));
  }
  return multipart(payload, boundary);
}

async function* alone(body: Readable): AsyncGenerator<Incoming> {
  yield { body, contentType: 'application/dicom', done: Promise.resolve() };
}

async function* multipart(payload: Readable, boundary: string): AsyncGenerator<Incoming> {
  for await (const { headers, body, done } of readMultipart(payload, boundary)) {
    const type = parseMediaType(headers.get('content-type') ?? '');
    yield { body, contentType: type?.type ?? '', done };
  }
}

async function storeParts(
  { ingest }: WebContext,
  parts: AsyncIterable<Incoming>,
  ingestContext: IngestContext,
): Promise<{ outcomes: StoreOutcome[]; broken: AppError | null }> {
  const pending: Promise<StoreOutcome>[] = [];
  const underWay = new Set<Promise<unknown>>();
  try {
    for await (const { body, contentType, done } of parts) {
      if (!NO_TYPE.has(contentType))
        throw new AppFailure(appError('unsupported', 'request.contentType'));
      const outcome = ingest.ingest(body, ingestContext);
      pending.push(outcome);
      const settled: Promise<unknown> = outcome
        .then(noop, noop)
        .then(() => underWay.delete(settled));
      underWay.add(settled);
      await Promise.race([done, settled]);
      if (underWay.size >= MAX_UNDER_WAY) await Promise.race(underWay);
    }
  } catch (error) {
    const outcomes = await Promise.all(pending);
    if (error instanceof AppFailure)
      return { outcomes: outcomes.filter(isFromObject), broken: error.error };
    throw error;
  }
  const outcomes = await Promise.all(pending);
  const incomplete = outcomes.find((outcome) => !isFromObject(outcome));
  return { outcomes, broken: incomplete && !incomplete.ok ? incomplete.error : null };
}

/** False for the object during which the connection broke. */
const isFromObject = (outcome: StoreOutcome): boolean =>
  outcome.ok || outcome.error.code !== 'upload.incomplete';

async function auditStored(
  context: WebContext,
  request: FastifyRequest,
  outcomes: readonly StoreOutcome[],
) {
  const actor = request.site ?? actorOf(request);
  const studies = new Map<string, number>();
  for (const outcome of outcomes) {
    if (!outcome.ok) continue;
    const { studyInstanceUid } = outcome.value;
    studies.set(studyInstanceUid, (studies.get(studyInstanceUid) ?? 0) + 1);
  }
  for (const [studyInstanceUid, count] of studies) {
    await context.audit({ actor, action: 'store', studyInstanceUid, count });
  }
  if (request.site) await context.onSiteStored([...studies.keys()]);
}

function onceEach(ask: (uid: string) => Promise<boolean>): (uid: string) => Promise<boolean> {
  const answers = new Map<string, Promise<boolean>>();
  return (uid) => {
    const known = answers.get(uid) ?? ask(uid);
    answers.set(uid, known);
    return known;
  };
}

const noop = (): void => undefined;
