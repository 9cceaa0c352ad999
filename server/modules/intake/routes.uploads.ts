import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Server as TusServer } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UPLOADS_PATH } from '../../../shared/api/intake';
import { appError, AppFailure, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import '../../http/actor';
import { requireAccess } from '../../http/bindRoute';
import { sendProblem } from '../../http/problem';
import type { Batches } from './batches';
import type { CaseAccess } from './deps';
import { judgeCreation, MAX_UPLOAD_BYTES } from './uploads/creation';
import { createTusStore } from './uploads/tusStore';
import type { UploadFiles } from './uploads/uploadFiles';

export type UploadRouteDeps = {
  readonly batches: Batches;
  readonly files: UploadFiles;
  readonly caseAccess: CaseAccess;
  readonly quotaBytes: number;
  /** Called once when all bytes of an upload are durably on disk. */
  readonly onComplete: (id: string) => Promise<void>;
  readonly maxBytes?: number;
};

const MAY_UPLOAD = ['requester', 'hospitalAdmin'] as const;
const OFFSET_STREAM = 'application/offset+octet-stream';

/**
 * Mounts tus 1.0.0 (creation, creation-with-upload, termination). Who may do what is decided here for every
 * method, before the protocol sees the request; refusals are problem documents with `upload.*` codes.
 */
export async function registerUploadRoutes(
  app: FastifyInstance,
  deps: UploadRouteDeps,
): Promise<void> {
  const tus = createTus(deps);
  await app.register(async (scope) => {
    // the body stays a stream: it goes to disk as it arrives
    scope.addContentTypeParser(OFFSET_STREAM, (_request, payload, done) => done(null, payload));
    scope.addHook('preHandler', async (request) => {
      if (request.method !== 'OPTIONS') requireAccess(MAY_UPLOAD, request.actor);
    });
    scope.options(UPLOADS_PATH, (request, reply) => relay(tus, request, reply, randomUUID()));
    scope.post(UPLOADS_PATH, (request, reply) => create(tus, deps, request, reply));
    scope.route({
      method: ['HEAD', 'PATCH', 'DELETE'],
      url: `${UPLOADS_PATH}/:uploadId`,
      handler: async (request, reply) => {
        const { uploadId } = request.params as { uploadId: string };
        const batch = isUuid(uploadId) ? await deps.batches.find(uploadId) : null;
        // somebody else's upload is as absent as one that never was
        if (!batch || batch.started_by !== request.actor?.userId) {
          return sendProblem(reply, appError('notFound', 'upload.notFound'));
        }
        return relay(tus, request, reply, uploadId);
      },
    });
  });
}

const isUuid = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

/** Which id the request is about; the protocol library never takes one from a URL. */
const ID_HEADER = 'x-huizhen-upload';

function createTus(deps: UploadRouteDeps): TusServer {
  return new TusServer({
    path: UPLOADS_PATH,
    relativeLocation: true,
    maxSize: deps.maxBytes ?? MAX_UPLOAD_BYTES,
    datastore: createTusStore(deps.files, deps.batches, deps.onComplete),
    disableTerminationForFinishedUploads: true,
    namingFunction: (request) => request.headers.get(ID_HEADER) ?? randomUUID(),
    getFileIdFromRequest: (request) => request.headers.get(ID_HEADER) ?? undefined,
    onUploadFinish: async (_request, upload) => {
      await deps.onComplete(upload.id);
      return {};
    },
    onResponseError: (_request, error) => {
      if (error instanceof AppFailure)
        return { status_code: 507, body: JSON.stringify(error.error) };
      return undefined;
    },
  });
}

async function create(
  tus: TusServer,
  deps: UploadRouteDeps,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const id = randomUUID();
  const { caseAccess, files, maxBytes = MAX_UPLOAD_BYTES } = deps;
  const judged = await judgeCreation({ caseAccess, files, maxBytes }, request.actor as Actor, id, {
    length: single(request.headers['upload-length']),
    metadata: single(request.headers['upload-metadata']),
  });
  if (!judged.ok) return sendProblem(reply, judged.error);
  const isWithin = await deps.batches.insertWithin(judged.value, deps.quotaBytes);
  if (!isWithin) {
    const params = { quotaBytes: deps.quotaBytes };
    return sendProblem(reply, appError('tooLarge', 'upload.quotaExceeded', { params }));
  }
  const answered = await relay(tus, request, reply, id);
  // whoever was not told the address can never continue
  if (reply.statusCode !== 201 && (await deps.batches.forget(id))) await files.remove(id);
  return answered;
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** Hands the request to the protocol and its answer back through Fastify, so that every hook applies to it. */
async function relay(tus: TusServer, request: FastifyRequest, reply: FastifyReply, id: string) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && name !== 'expect') headers.set(name, String(value));
  }
  headers.set(ID_HEADER, id);
  const { body } = request;
  const response = await tus.handleWeb(
    new Request(`http://upload.invalid${request.url}`, {
      method: request.method,
      headers,
      ...(body instanceof Readable ? { body: Readable.toWeb(body), duplex: 'half' } : {}),
    } as RequestInit),
  );
  if (response.status >= 400) return sendProblem(reply, await toAppError(response));
  response.headers.forEach((value, name) => {
    if (!name.startsWith('access-control-')) reply.header(name, value);
  });
  return reply
    .code(response.status)
    .send(response.status === 204 ? undefined : await response.text());
}

async function toAppError(response: Response): Promise<AppError> {
  const text = await response.text();
  if (response.status === 507) return JSON.parse(text) as AppError;
  const message = text.trim();
  if (response.status === 404 || response.status === 410)
    return appError('notFound', 'upload.notFound', { message });
  if (response.status === 409)
    return appError('conflict', 'upload.incomplete', { message, retry: 'safe' });
  if (response.status === 413) return appError('tooLarge', 'upload.tooLarge', { message });
  if (response.status >= 500) return appError('internal', 'server.internal', { message });
  return appError('validation', 'request.invalid', { message });
}
