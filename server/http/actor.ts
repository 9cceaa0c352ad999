import type { Actor } from '../../shared/domain/identity/actor';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the session hook for every request; `null` when nobody is signed in. */
    actor: Actor | null;
    /** Whether the request carried a session token at all, good or not. */
    presentedToken: boolean;
  }
}
