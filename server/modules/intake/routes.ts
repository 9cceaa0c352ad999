import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { attachStudy, listInbox, listIntake, resolveQuarantine } from '../../../shared/api/intake';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { appError } from '../../../shared/domain/errors';
import { err, ok } from '../../../shared/lib/result';
import { bindRoute } from '../../http/bindRoute';
import { createBatches } from './batches';
import type { IntakeDeps } from './deps';
import { attachInboxStudy, listInboxStudies } from './inbox';
import { listBatches } from './listing';
import { createWorkshop } from './process/content';
import { createProcessor } from './process/processor';
import { createPulse } from './process/pulse';
import { resolveItem } from './quarantine';
import { registerContentRoute } from './routes.content';
import { registerUploadRoutes } from './routes.uploads';
import { createUploadFiles } from './uploads/uploadFiles';

export type Intake = {
  /** Answers when no upload is being processed. */
  idle(): Promise<void>;
  /** Ends processing between two files; the next start takes it up again. */
  close(): Promise<void>;
};

/** Mounts everything by which material reaches a case, and takes up what a former run left unfinished. */
export async function registerIntake(app: FastifyInstance, deps: IntakeDeps): Promise<Intake> {
  const { db, caseAccess, quotaBytes, now } = deps;
  const files = await createUploadFiles(path.join(deps.dataDir, 'uploads'));
  const workshop = await createWorkshop(deps.blobs, path.join(deps.dataDir, 'intake-work'));
  const batches = createBatches(db, now);
  const pulse = createPulse(
    (caseId) => deps.publishIntakeChanged(caseId as CaseId),
    (error) => app.log.warn({ err: error }, 'intake progress could not be published'),
  );
  const processor = createProcessor({
    ...deps,
    batches,
    files,
    workshop,
    pulse: pulse.touch,
    log: app.log,
  });

  await registerUploadRoutes(app, {
    batches,
    files,
    caseAccess,
    quotaBytes,
    onComplete: processor.onComplete,
  });
  registerContentRoute(app, deps);

  bindRoute(app, listIntake, async ({ params }, { actor }) => {
    const found = await caseAccess.forView(actor, params.caseId);
    return found.ok ? ok({ items: await listBatches(db, files, params.caseId) }) : found;
  });
  bindRoute(app, resolveQuarantine, async ({ params, body }, { actor }) => {
    const resolved = await resolveItem({ ...deps, workshop }, actor, params, body);
    if (resolved.ok) pulse.touch(params.caseId);
    return resolved;
  });
  bindRoute(app, listInbox, async ({ query }, { actor }) =>
    actor.hospitalId
      ? ok({ items: await listInboxStudies(db, actor.hospitalId, query.q) })
      : err(appError('forbidden', 'auth.roleNotAllowed')),
  );
  bindRoute(app, attachStudy, async ({ params, body }, { actor }) => {
    const attached = await attachInboxStudy(deps, actor, { ...params, ...body });
    if (attached.ok) pulse.touch(params.caseId);
    return attached;
  });

  await processor.resume();
  return {
    idle: () => processor.idle(),
    async close() {
      await processor.close();
      pulse.close();
    },
  };
}
