import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { appErrorSchema, type AppError, type ErrorKind } from '../../shared/domain/errors';

/** RFC 9457 problem document; `error` is the machine-readable part. */
export const problemSchema = z
  .object({ type: z.string(), title: z.string(), status: z.int(), error: appErrorSchema })
  .meta({ id: 'Problem' });

export const STATUS_BY_KIND: Readonly<Record<ErrorKind, number>> = {
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

export function sendProblem(reply: FastifyReply, error: AppError): FastifyReply {
  const status = STATUS_BY_KIND[error.kind];
  const body = { ...error, correlationId: reply.request.id };
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send({ type: `urn:huizhen:problem:${error.code}`, title: error.message, status, error: body });
}
