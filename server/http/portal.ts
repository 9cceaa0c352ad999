import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { VERIFY_PATH } from '../../shared/domain/report/verificationCode';

/** The built renderer at `/`, the verification of printed reports at `/verify`. File names with a hash in them never change; the page itself always may. */
export async function registerPortal(app: FastifyInstance, dir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: dir,
    cacheControl: false,
    // the build leaves .br and .gz beside what is worth it
    preCompressed: true,
    setHeaders(reply, path) {
      const immutable = /[\\/]assets[\\/]/.test(path);
      void reply.header(
        'cache-control',
        immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.get(VERIFY_PATH, (_, reply) => reply.sendFile('verify.html'));
  // the page's files are addressed from beside it; a browser keeps the code behind the hash
  app.get(`${VERIFY_PATH}/`, (_, reply) => reply.redirect(`..${VERIFY_PATH}`));
}
