import type { FastifyInstance } from 'fastify';
import { appError } from '../../shared/domain/errors';
import { sendProblem } from './problem';

/** `healthz`: the process runs. `readyz`: it can do its work; sound and picture are
 * named, but are not what it waits for. `openapi.json`: the contract, OpenAPI 3.1. */
export function registerProbes(
  app: FastifyInstance,
  databaseAnswers: () => Promise<boolean>,
  media: () => string,
): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_, reply) =>
    (await databaseAnswers())
      ? { status: 'ready', media: media() }
      : sendProblem(reply, appError('unavailable', 'server.notReady')),
  );
  app.get('/openapi.json', async () => app.swagger());
}
