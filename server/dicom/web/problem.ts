import type { FastifyReply, FastifyRequest } from 'fastify';
import { appError, AppFailure, type AppError, type ErrorKind } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  validation: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  illegalTransition: 409,
  integrity: 422,
  unsupported: 415,
  tooLarge: 413,
  rateLimited: 429,
  unavailable: 503,
  timeout: 504,
  device: 507,
  internal: 500,
};
/** Nothing the client would accept can be made (PS3.18 8.7.5), whether by its wish or by the pixels' fault. */
const NOT_ACCEPTABLE = new Set<string>([
  'dicom.notAcceptable',
  'dicom.decodeFailed',
  'dicom.notImage',
]);

const statusOf = (error: AppError): number =>
  NOT_ACCEPTABLE.has(error.code) ? 406 : STATUS[error.kind];

/** Answers with RFC 9457 problem details. */
export function sendProblem(reply: FastifyReply, error: AppError): FastifyReply {
  const status = statusOf(error);
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:huizhen:error:${error.code}`,
        title: error.message,
        status,
        error,
      }),
    );
}

export const notFound = (): AppFailure => new AppFailure(appError('notFound', 'dicom.notFound'));
export const notAcceptable = (): AppFailure =>
  new AppFailure(appError('unsupported', 'dicom.notAcceptable'));
export const badQuery = (parameter: string): AppFailure =>
  new AppFailure(appError('validation', 'dicom.badQuery', { params: { parameter } }));

/** The signed-in actor; the plugin's hook has already refused requests without one. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new AppFailure(appError('unauthenticated', 'auth.required'));
  return request.actor;
}
