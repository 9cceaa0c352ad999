import type { FastifyError, FastifyInstance } from 'fastify';
import '../../http/actor';
import { appError, AppFailure } from '../../../shared/domain/errors';
import { PREFIX } from './address';
import { bulkdataRoutes } from './bulkdataRoutes';
import { createWebContext } from './context';
import type { DicomWebDeps } from './deps';
import { frameRoutes } from './frameRoutes';
import { instanceRoutes } from './instanceRoutes';
import { metadataRoutes } from './metadataRoutes';
import { actorOf, sendProblem } from './problem';
import { queryRoutes } from './queryRoutes';
import { renderedRoutes } from './renderedRoutes';
import { stackRoutes } from './stackRoutes';
import { storeRoutes } from './storeRoutes';

/**
 * DICOMweb under `/dicom-web` (PS3.18). Every request needs `request.actor`; every failure is answered with
 * `application/problem+json`.
 */
export async function registerDicomWeb(app: FastifyInstance, deps: DicomWebDeps): Promise<void> {
  const context = createWebContext(deps);
  await app.register(
    async (scope) => {
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        if (error instanceof AppFailure) return sendProblem(reply, error.error);
        if (error.statusCode === 415)
          return sendProblem(reply, appError('unsupported', 'request.contentType'));
        if (error.validation ?? (error.statusCode && error.statusCode < 500)) {
          return sendProblem(reply, appError('validation', 'request.invalid'));
        }
        request.log.error({ err: error }, 'DICOMweb request failed');
        return sendProblem(reply, appError('internal', 'server.internal'));
      });
      scope.addHook('onRequest', async (request) => {
        // a gateway may store, and do nothing else
        if (!(request.site && request.method === 'POST')) actorOf(request);
      });
      queryRoutes(scope, context);
      metadataRoutes(scope, context);
      instanceRoutes(scope, context);
      frameRoutes(scope, context);
      bulkdataRoutes(scope, context);
      renderedRoutes(scope, context);
      stackRoutes(scope, context);
      storeRoutes(scope, context);
    },
    { prefix: PREFIX },
  );
}
