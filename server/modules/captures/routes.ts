import type { FastifyInstance } from 'fastify';
import { addCapture, convertFilm, MAX_CAPTURE_BYTES } from '../../../shared/api/captures';
import { bindRoute } from '../../http/bindRoute';
import type { CaptureDeps } from './deps';
import { fileFilm } from './film';
import { fileCapture } from './picture';

/** Mounts what makes pictures of the case out of other material of it. */
export function registerCaptureRoutes(app: FastifyInstance, deps: CaptureDeps): void {
  bindRoute(
    app,
    addCapture,
    ({ params, body }, { actor }) => fileCapture(deps, actor, { ...params, ...body }),
    { bodyLimit: MAX_CAPTURE_BYTES + 16 * 1024 },
  );
  bindRoute(app, convertFilm, ({ params, body }, { actor }) =>
    fileFilm(deps, actor, { ...params, ...body }),
  );
}
