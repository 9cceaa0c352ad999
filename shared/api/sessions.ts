import { z } from 'zod';
import {
  hospitalIdSchema,
  instantSchema,
  roleSchema,
  userIdSchema,
} from '../domain/identity/actor';
import { defineRoute, noBody, nothing } from './route';

export const meSchema = z
  .object({
    userId: userIdSchema,
    account: z.string(),
    name: z.string(),
    role: roleSchema,
    title: z.string().nullable(),
    hospitalId: hospitalIdSchema.nullable(),
    hospitalName: z.string(),
    departmentName: z.string(),
    totpEnabled: z.boolean(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof meSchema>;

export const createSession = defineRoute({
  id: 'createSession',
  method: 'POST',
  path: '/v1/sessions',
  summary: 'Sign in; also sets an HttpOnly cookie for the portal',
  access: 'public',
  params: nothing,
  query: nothing,
  body: z.object({
    account: z.string().trim().min(1).max(80),
    password: z.string().min(1).max(200),
    /** Six digits, when the account has a second factor. */
    totp: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
  success: {
    status: 201,
    schema: z.object({ token: z.string(), expiresAt: instantSchema, me: meSchema }),
  },
});

export const getMe = defineRoute({
  id: 'getMe',
  method: 'GET',
  path: '/v1/sessions/current',
  summary: 'Who am I',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: meSchema },
});

export const endSession = defineRoute({
  id: 'endSession',
  method: 'DELETE',
  path: '/v1/sessions/current',
  summary: 'Sign out; the token is worthless afterwards',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: noBody,
  success: { status: 200, schema: z.object({ ended: z.literal(true) }) },
});

export const beginTotp = defineRoute({
  id: 'beginTotp',
  method: 'POST',
  path: '/v1/sessions/totp',
  summary: 'Start enrolling a second factor; answers the secret once',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({ secret: z.string(), uri: z.string(), qrPngDataUrl: z.string() }),
  },
});

export const confirmTotp = defineRoute({
  id: 'confirmTotp',
  method: 'PUT',
  path: '/v1/sessions/totp',
  summary: 'Confirm the second factor with its first code',
  access: 'signedIn',
  params: nothing,
  query: nothing,
  body: z.object({ totp: z.string().regex(/^\d{6}$/) }),
  success: { status: 200, schema: meSchema },
});

/** What the sign-in page needs before anybody is signed in. */
export const getServerInfo = defineRoute({
  id: 'getServerInfo',
  method: 'GET',
  path: '/v1/server',
  summary: 'Product version, demo mode, server clock',
  access: 'public',
  params: nothing,
  query: nothing,
  body: noBody,
  success: {
    status: 200,
    schema: z.object({
      version: z.string(),
      centreName: z.string(),
      now: instantSchema,
      /** For web push, RFC 8292. */
      pushPublicKey: z.string(),
      demoAccounts: z
        .array(z.object({ account: z.string(), name: z.string(), role: roleSchema }))
        .nullable(),
    }),
  },
});
