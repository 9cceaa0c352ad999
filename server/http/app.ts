import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { randomUUID } from 'node:crypto';
import { appError, AppFailure, type AppError } from '../../shared/domain/errors';
import './actor';
import { sendProblem } from './problem';

export type AppOptions = { readonly logger: FastifyBaseLogger | null; readonly version: string };

/** Viewer codecs are WebAssembly; nothing else may be evaluated, embedded or loaded from elsewhere. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  workerSrc: ["'self'", 'blob:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  manifestSrc: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  formAction: ["'none'"],
};

export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    // URLs may carry query text and UIDs; our own hook logs method, route pattern, status and time instead.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 4 * 1024 * 1024,
    trustProxy: 'loopback',
    // Fastify's ajv never runs: every schema is zod.
    return503OnClosing: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => {
    const known = toAppError(error);
    if (known.kind === 'internal')
      request.log.error({ err: error, reqId: request.id }, 'unhandled');
    return sendProblem(reply, known);
  });
  app.setNotFoundHandler((_, reply) =>
    sendProblem(reply, appError('notFound', 'request.notFound')),
  );
  app.decorateRequest('actor', null);
  app.decorateRequest('site', null);
  app.decorateRequest('presentedToken', false);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Huizhen 会诊 API', version: options.version },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'huizhen_session' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        reqId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  return app;
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppFailure) return error.error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const path = error.validation[0]?.instancePath.replaceAll('/', '.').replace(/^\./, '') ?? '';
    return appError('validation', 'request.invalid', { params: { path } });
  }
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return appError('tooLarge', 'request.tooLarge');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return appError('unsupported', 'request.contentType');
  if (statusCode === 429) return appError('rateLimited', 'net.rateLimited');
  if (statusCode !== undefined && statusCode < 500)
    return appError('validation', 'request.invalid');
  return appError('internal', 'server.internal');
}
