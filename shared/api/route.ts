import { z } from 'zod';
import type { Role } from '../domain/identity/actor';

export type RouteShape = {
  /** Becomes the OpenAPI operationId; renaming it is a breaking change for third parties. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly summary: string;
  /**
   * Who may call. There is no default: an open route has to say `'public'`, any signed-in role `'signedIn'`, a gateway
   * with its own credential `'site'`.
   */
  readonly access: readonly Role[] | 'public' | 'signedIn' | 'site';
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType;
  readonly success: { readonly status: 200 | 201; readonly schema: z.ZodType };
};

export const defineRoute = <const R extends RouteShape>(route: R): R => route;

export type RouteInput<R extends RouteShape> = {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  body: z.output<R['body']>;
};
export type RouteOutput<R extends RouteShape> = z.output<R['success']['schema']>;

/** For routes without parameters, query or body. */
export const nothing = z.object({});
export const noBody = z.undefined();

/** Every write carries both: the version it was based on, and a key that makes a replay harmless. */
export const writeGuard = {
  /** Version the caller last saw; a mismatch answers 409 `case.staleVersion` and changes nothing. */
  expectedVersion: z.int().nonnegative(),
  /** Client-generated; replaying the same key with the same body returns the first answer. */
  idempotencyKey: z.uuid(),
};

export const pageQuery = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
