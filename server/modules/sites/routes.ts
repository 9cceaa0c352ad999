import type { FastifyInstance } from 'fastify';
import * as contract from '../../../shared/api/sites';
import { appError, AppFailure } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import { sqlState, type Db } from '../../db/database';
import { bindRoute, requireSite } from '../../http/bindRoute';
import { isCredential } from './credentials';
import { listStudies, noteStudies, wantedStudies } from './reconciliation';
import { createSiteStore } from './siteStore';

export type SiteDeps = { readonly db: Db; readonly audit: Audit; readonly now: () => string };

const JOINS_PER_MINUTE = 30;
const FOREIGN_KEY_VIOLATION = '23503';

export function registerSiteRoutes(app: FastifyInstance, deps: SiteDeps): void {
  const { db, audit, now } = deps;
  const sites = createSiteStore(db, now);

  app.addHook('onRequest', async (request) => {
    const token = /^Bearer (\S{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    request.site = isCredential(token) ? await sites.identify(token) : null;
  });

  const noted = (actor: Actor, action: string, siteId: string) =>
    audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action,
      entity: 'site',
      entityId: siteId,
    });

  bindRoute(app, contract.listSites, async () => ok({ items: await sites.list(), now: now() }));
  bindRoute(app, contract.createSite, async ({ body }, { actor }) => {
    const created = await sites
      .create(body.hospitalId, body.name, actor.userId)
      .catch((error: unknown) => {
        if (sqlState(error) !== FOREIGN_KEY_VIOLATION) throw error;
        throw new AppFailure(appError('notFound', 'admin.notFound'), { cause: error });
      });
    if (created.ok) await noted(actor, 'site.invite', created.value.site.id);
    return created;
  });
  bindRoute(app, contract.renewSiteCode, async ({ params }, { actor }) => {
    const renewed = await sites.renewCode(params.id);
    if (renewed.ok) await noted(actor, 'site.invite', params.id);
    return renewed;
  });
  bindRoute(app, contract.revokeSite, async ({ params }, { actor }) => {
    const revoked = await sites.revoke(params.id, actor.userId);
    if (revoked.ok) await noted(actor, 'site.revoke', params.id);
    return revoked;
  });
  bindRoute(app, contract.listSiteStudies, async ({ params, query }) => {
    const since = new Date(Date.parse(now()) - 30 * 86_400_000).toISOString();
    const onlyIncomplete = query.incomplete ?? false;
    return ok({ items: await listStudies(db, params.id, { since, onlyIncomplete }) });
  });

  bindRoute(
    app,
    contract.joinSite,
    async ({ body }) => {
      const joined = await sites.join(body.code);
      await audit({
        ...{ actorId: null, actorRole: 'gateway', action: 'site.join', entity: 'site' },
        entityId: joined.ok ? joined.value.siteId : '',
        outcome: joined.ok ? 'ok' : 'refused',
      });
      return joined;
    },
    { perMinute: JOINS_PER_MINUTE },
  );
  bindRoute(app, contract.reportSiteHealth, async ({ body }, { request }) => {
    const site = requireSite(request);
    await sites.noteHealth(site, body);
    const found = await sites.find(site.siteId);
    if (!found.ok) return found;
    const { hospitalName, name: siteName } = found.value;
    const wanted = await wantedStudies(db, site.hospitalId);
    return ok({ now: now(), hospitalName, siteName, wantedStudies: wanted });
  });
  bindRoute(app, contract.reportSiteStudies, async ({ body }, { request }) => {
    const { siteId } = requireSite(request);
    return ok({ items: await noteStudies(db, siteId, body.items, now()) });
  });
}
