import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  ECG_BEATS_PATH,
  ECG_DATA_PATH,
  ecgBeatsMediaType,
  ecgBeatsQuery,
  ecgDataMediaType,
  ecgDataParams,
  ecgDataQuery,
  ecgParams,
  getRecordEcg,
  getRecordEcgAnalysis,
} from '../../../shared/api/ecg';
import { writeSampleBlock } from '../../../shared/domain/ecg/sampleBlock';
import { appError, AppFailure } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import '../../http/actor';
import { bindRoute, requireAccess } from '../../http/bindRoute';
import { sendProblem } from '../../http/problem';
import { readBeats } from '../../ecg/beats';
import { readBlock } from '../../ecg/block';
import { manifestOf } from '../../ecg/manifest';
import { createEcgAccess, type EcgDeps } from './access';

/** Mounts everything by which an ECG recording is looked at, in one form for every format. */
export function registerEcgRoutes(app: FastifyInstance, deps: EcgDeps): void {
  const open = createEcgAccess(deps);

  bindRoute(app, getRecordEcg, async ({ params, query }, { actor }) => {
    const seen = await open(actor, { ...params, object: query.object });
    if (!seen.ok) return seen;
    const { stored, derived, found } = seen.value;
    const { objects, sopInstanceUid } = found;
    return ok(manifestOf(stored, derived, { objects, sopInstanceUid }));
  });

  bindRoute(app, getRecordEcgAnalysis, async ({ params, query }, { actor }) => {
    const seen = await open(actor, { ...params, object: query.object });
    if (!seen.ok) return seen;
    const { derived } = seen.value;
    const analysis = derived.state === 'ready' ? derived.analysis : null;
    return ok({ state: derived.state, analysis });
  });

  app.get(ECG_DATA_PATH, async (request, reply) => {
    const { params, query, actor } = parse(request, ecgDataParams, ecgDataQuery);
    const seen = await open(actor, { ...params, object: query.object });
    if (!seen.ok) return sendProblem(reply, seen.error);
    const { stored, derived } = seen.value;
    const block = await readBlock(deps, stored, derived, {
      group: params.group,
      from: query.from,
      count: query.count,
      bucket: query.bucket,
      channels: query.channels?.split(',').map(Number),
    });
    return block.ok
      ? sendBytes(reply, ecgDataMediaType, writeSampleBlock(block.value))
      : sendProblem(reply, block.error);
  });

  app.get(ECG_BEATS_PATH, async (request, reply) => {
    const { params, query, actor } = parse(request, ecgParams, ecgBeatsQuery);
    const seen = await open(actor, { ...params, object: query.object });
    if (!seen.ok) return sendProblem(reply, seen.error);
    const beats = await readBeats(deps.blobs, seen.value.derived, query);
    return beats.ok
      ? sendBytes(reply, ecgBeatsMediaType, beats.value)
      : sendProblem(reply, beats.error);
  });
}

function parse<P extends z.ZodType, Q extends z.ZodType>(
  request: FastifyRequest,
  paramsSchema: P,
  querySchema: Q,
): { params: z.output<P>; query: z.output<Q>; actor: Actor } {
  requireAccess(getRecordEcg.access, request.actor, request.presentedToken);
  const params = paramsSchema.safeParse(request.params);
  const query = querySchema.safeParse(request.query);
  if (!params.success || !query.success) {
    throw new AppFailure(appError('validation', 'request.invalid'));
  }
  return { params: params.data, query: query.data, actor: request.actor as Actor };
}

/** The answer to a question under a revision never changes, but it is a patient's: nothing on the way may keep it. */
const sendBytes = (reply: FastifyReply, type: string, bytes: Uint8Array): FastifyReply =>
  reply
    .header('content-type', type)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
