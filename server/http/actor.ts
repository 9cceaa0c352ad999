import type { Actor } from '../../shared/domain/identity/actor';

/** A gateway of a hospital; never a person, and of no role. */
export type SiteIdentity = { readonly siteId: string; readonly hospitalId: string };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the session hook for every request; `null` when nobody is signed in. */
    actor: Actor | null;
    /** Set by the sites' hook; a request has an actor or a site, never both. */
    site: SiteIdentity | null;
    /** Whether the request carried a session token at all, good or not. */
    presentedToken: boolean;
  }
}
