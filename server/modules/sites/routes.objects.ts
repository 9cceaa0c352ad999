import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { appError, AppFailure, type AppError } from '../../../shared/domain/errors';
import type { Result } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import type { DicomIngest } from '../../dicom/ingest/dicomIngest';
import { requireSite } from '../../http/bindRoute';
import { sendProblem } from '../../http/problem';
import { createPartialObjects, type PartialObject } from './objectStore';

export type ObjectDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly ingest: DicomIngest;
  readonly now: () => string;
  readonly dataDir: string;
  readonly onSiteStored: (studyInstanceUids: readonly string[]) => Promise<void>;
};

const PATH = '/v1/site/objects/:sha256';
const SHA256 = /^[0-9a-f]{64}$/;
const TYPE = 'application/offset+octet-stream';
const MAX_BYTES = 64 * 1024 ** 3;

/** What became of an object; error code of the centre when it was refused (its bytes are in quarantine then). */
const outcomeSchema = z.object({ code: z.string().nullable() });
type Outcome = z.infer<typeof outcomeSchema>;

/**
 * One large object over a line that breaks: `HEAD` answers how much is here (`upload-offset`), `PATCH` adds from there,
 * the last `PATCH` answers `{code}`. The name is the checksum, so that nothing has to be created first and nothing can
 * be mixed up; asking again after a lost answer gets the same answer.
 */
export function registerObjectRoutes(app: FastifyInstance, deps: ObjectDeps): void {
  const partial = createPartialObjects(path.join(deps.dataDir, 'site-objects'));
  void app.register(async (scope) => {
    scope.addContentTypeParser(TYPE, (_request, payload, done) => done(null, payload));
    scope.head(PATH, async (request, reply) => {
      const object = objectOf(request);
      const offset = (await readOutcome(deps, object))
        ? object.sizeBytes
        : await partial.offsetOf(object);
      return reply.code(200).header('upload-offset', offset).send();
    });
    scope.patch(PATH, { bodyLimit: MAX_BYTES }, async (request, reply) => {
      const object = objectOf(request);
      const known = await readOutcome(deps, object);
      if (known) return reply.header('upload-offset', object.sizeBytes).send(known);
      const offset = Number(request.headers['upload-offset']);
      const added = await partial.append(object, offset, request.body as Readable);
      if (!added.ok) return refuse(reply, added);
      reply.header('upload-offset', added.value);
      if (added.value < object.sizeBytes) return reply.code(202).send({ code: null });
      const filed = await file(deps, partial, { object, request });
      return filed.ok ? reply.send(filed.value) : refuse(reply, filed);
    });
  });
}

function refuse(reply: FastifyReply, { error }: Extract<Result<never, AppError>, { ok: false }>) {
  const offset = error.params?.['offset'];
  if (offset !== undefined) reply.header('upload-offset', offset);
  return sendProblem(reply, error);
}

/** @throws AppFailure `site.credential`, `request.invalid`. */
function objectOf(request: FastifyRequest): PartialObject {
  const { siteId } = requireSite(request);
  const { sha256 } = request.params as { sha256: string };
  const sizeBytes = Number(request.headers['upload-length']);
  if (!SHA256.test(sha256) || !Number.isSafeInteger(sizeBytes) || sizeBytes < 1)
    throw new AppFailure(appError('validation', 'request.invalid'));
  if (sizeBytes > MAX_BYTES) throw new AppFailure(appError('tooLarge', 'upload.tooLarge'));
  return { siteId, sha256, sizeBytes };
}

async function readOutcome({ db }: ObjectDeps, object: PartialObject): Promise<Outcome | null> {
  const row = await db
    .selectFrom('site_object')
    .select('outcome')
    .where('site_id', '=', object.siteId)
    .where('sha256', '=', object.sha256)
    .executeTakeFirst();
  return row?.outcome ? outcomeSchema.parse(row.outcome) : null;
}

async function file(
  deps: ObjectDeps,
  partial: ReturnType<typeof createPartialObjects>,
  { object, request }: { readonly object: PartialObject; readonly request: FastifyRequest },
): Promise<Result<Outcome, AppError>> {
  const site = requireSite(request);
  const whole = await partial.open(object);
  if (!whole.ok) return whole;
  const filed = await deps.ingest.ingest(whole.value, {
    hospitalId: site.hospitalId,
    uploadedBy: null,
  });
  // no room here is no verdict on the object
  if (!filed.ok && filed.error.kind === 'device') return filed;
  const outcome: Outcome = { code: filed.ok ? null : filed.error.code };
  await noteOutcome(deps, object, outcome);
  await partial.remove(object);
  await deps.audit({
    ...{ actorId: null, actorRole: 'gateway', action: 'dicom.store', entity: 'study' },
    entityId: filed.ok ? filed.value.studyInstanceUid : '',
    outcome: filed.ok ? 'ok' : 'refused',
    details: { count: 1 },
  });
  if (filed.ok) await deps.onSiteStored([filed.value.studyInstanceUid]);
  return { ok: true, value: outcome };
}

async function noteOutcome(
  { db, now }: ObjectDeps,
  { siteId, sha256, sizeBytes }: PartialObject,
  outcome: Outcome,
): Promise<void> {
  const row = { outcome: JSON.stringify(outcome), updated_at: now() };
  await db
    .insertInto('site_object')
    .values({ site_id: siteId, sha256, size_bytes: sizeBytes, ...row })
    .onConflict((conflict) => conflict.columns(['site_id', 'sha256']).doUpdateSet(row))
    .execute();
}
