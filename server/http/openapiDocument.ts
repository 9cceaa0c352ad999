import { ROUTES } from '../../shared/api';
import { appError } from '../../shared/domain/errors';
import { err } from '../../shared/lib/result';
import { buildApp } from './app';
import { bindRoute } from './bindRoute';

/** The OpenAPI document of the contract alone: every route mounted, none implemented. */
export async function openapiDocument(): Promise<unknown> {
  const app = await buildApp({ logger: null, version: '1' });
  for (const route of ROUTES) {
    bindRoute(app, route, async () => err(appError('unavailable', 'server.notReady')));
  }
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
