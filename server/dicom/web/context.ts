import type { FastifyRequest } from 'fastify';
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../../shared/domain/identity/actor';
import { parseAccept, type MediaRange } from './accept';
import type { DicomWebDeps } from './deps';
import { createPixelCache } from './pixelCache';
import { actorOf, notFound } from './problem';
import { pathUid } from './query';
import { createRepository, type Repository, type StoredInstance, type Target } from './repository';
import { createViewAudit } from './viewAudit';

export type PathParams = { study?: string; series?: string; instance?: string };

/** What the route files share. */
export type WebContext = DicomWebDeps & {
  readonly repository: Repository;
  readonly pixelsOf: ReturnType<typeof createPixelCache>;
  readonly auditView: ReturnType<typeof createViewAudit>;
};

export function createWebContext(deps: DicomWebDeps): WebContext {
  const repository = createRepository(deps.db);
  return {
    ...deps,
    repository,
    pixelsOf: createPixelCache(repository),
    auditView: createViewAudit(deps),
  };
}

/** UIDs of the path. @throws AppFailure `dicom.badQuery`. */
export function targetOf(request: FastifyRequest): Target {
  const { study, series, instance } = request.params as PathParams;
  return {
    study: pathUid(study ?? ''),
    series: series === undefined ? undefined : pathUid(series),
    instance: instance === undefined ? undefined : pathUid(instance),
  };
}

/** The instances of the path. @throws AppFailure `dicom.notFound`, also when they exist out of the actor's scope. */
export async function instancesOf(
  context: WebContext,
  request: FastifyRequest,
): Promise<StoredInstance[]> {
  const scope = objectScope(context, actorOf(request));
  const instances = await context.repository.instances(targetOf(request), scope);
  if (instances.length === 0) throw notFound();
  return instances;
}

/** SQL condition over `s` and `se`: the objects this actor may see. */
export const objectScope = (context: WebContext, actor: Actor): RawBuilder<boolean> =>
  sql<boolean>`((${context.studyScope(actor)}) and (${context.seriesScope(actor)}))`;

export async function oneInstance(
  context: WebContext,
  request: FastifyRequest,
): Promise<StoredInstance> {
  const [instance] = await instancesOf(context, request);
  if (!instance) throw notFound();
  return instance;
}

/** Media ranges; the query parameter `accept` goes before the header (PS3.18 8.3.3.1). */
export function acceptOf(request: FastifyRequest): MediaRange[] {
  const { accept } = request.query as { accept?: string };
  return parseAccept(typeof accept === 'string' && accept !== '' ? accept : request.headers.accept);
}

/** Immutable objects: cached by the client for good, by nobody between. */
export const IMMUTABLE = 'private, max-age=31536000, immutable';
/** Lists that grow: kept, but asked about each time. */
export const REVALIDATE = 'private, no-cache';
