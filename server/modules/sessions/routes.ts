import type { FastifyInstance, FastifyReply } from 'fastify';
import QRCode from 'qrcode';
import {
  beginTotp,
  confirmTotp,
  createSession,
  endSession,
  getMe,
  getServerInfo,
} from '../../../shared/api/sessions';
import { appError, refuse } from '../../../shared/domain/errors';
import type { Actor, Role } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import type { Audit } from '../../audit/auditLog';
import type { Db } from '../../db/database';
import { bindRoute } from '../../http/bindRoute';
import { createSessionStore } from './sessionStore';
import { checkTotp, newTotp } from './totp';

export const SESSION_COOKIE = 'huizhen_session';

export type SessionDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly now: () => string;
  readonly version: string;
  readonly pushPublicKey: string;
  readonly demoAccounts: readonly { account: string; name: string; role: Role }[] | null;
};

export function registerSessionRoutes(app: FastifyInstance, deps: SessionDeps): void {
  const { db, audit, now } = deps;
  const sessions = createSessionStore(db, now);
  /** Secrets of people who began to enrol and have not confirmed yet; lost on restart, which only means again. */
  const enrolling = new Map<string, string>();
  /** Handlers answer data; the cookie that goes with it is set on the way out. */
  const pendingCookies = new WeakMap<object, string | null>();

  app.addHook('onRequest', async (request) => {
    const token = bearerOf(request.headers.authorization) ?? request.cookies[SESSION_COOKIE];
    request.actor = token ? await sessions.actorOf(token) : null;
    request.presentedToken = token !== undefined;
  });

  bindRoute(app, createSession, async ({ body }, { request }) => {
    const result = await sessions.signIn(body);
    const who: Pick<Actor, 'role'> & { userId: string | null } = result.ok
      ? { userId: result.value.me.userId, role: result.value.me.role }
      : { userId: null, role: 'guest' };
    await audit({
      actorId: who.userId,
      actorRole: who.role,
      action: 'signIn',
      entity: 'account',
      entityId: body.account.toLowerCase().slice(0, 40),
      outcome: result.ok ? 'ok' : 'refused',
      details: result.ok ? {} : { code: result.error.code },
    });
    if (result.ok) pendingCookies.set(request, result.value.token);
    return result;
  });

  bindRoute(app, getMe, async (_, { actor }) => {
    const me = await sessions.describe(actor.userId);
    return me ? ok(me) : refuse('unauthenticated', 'auth.expired');
  });

  bindRoute(app, endSession, async (_, { actor, request }) => {
    const token = bearerOf(request.headers.authorization) ?? request.cookies[SESSION_COOKIE];
    if (token) await sessions.end(token);
    pendingCookies.set(request, null);
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'signOut',
      entity: 'account',
      entityId: actor.userId,
    });
    return ok({ ended: true as const });
  });

  bindRoute(app, beginTotp, async (_, { actor }) => {
    const me = await sessions.describe(actor.userId);
    const { secret, uri } = newTotp(me?.account ?? '');
    enrolling.set(actor.userId, secret);
    return ok({ secret, uri, qrPngDataUrl: await QRCode.toDataURL(uri) });
  });

  bindRoute(app, confirmTotp, async ({ body }, { actor }) => {
    const secret = enrolling.get(actor.userId);
    if (!secret || !checkTotp(secret, body.totp, now()))
      return refuse('unauthenticated', 'auth.totpWrong');
    await db
      .updateTable('app_user')
      .set({ totp_secret: secret })
      .where('id', '=', actor.userId)
      .execute();
    enrolling.delete(actor.userId);
    await audit({
      actorId: actor.userId,
      actorRole: actor.role,
      action: 'totp.enrol',
      entity: 'account',
      entityId: actor.userId,
    });
    const me = await sessions.describe(actor.userId);
    return me ? ok(me) : { ok: false as const, error: appError('unauthenticated', 'auth.expired') };
  });

  bindRoute(app, getServerInfo, async () => {
    const centre = await db
      .selectFrom('hospital')
      .select('name')
      .where('kind', '=', 'centre')
      .executeTakeFirst();
    return ok({
      version: deps.version,
      centreName: centre?.name ?? '',
      now: now(),
      demoAccounts: deps.demoAccounts ? [...deps.demoAccounts] : null,
      pushPublicKey: deps.pushPublicKey,
    });
  });

  app.addHook('onSend', async (request, reply) => {
    const token = pendingCookies.get(request);
    if (token !== undefined) setCookie(reply, token);
  });
}

function setCookie(reply: FastifyReply, token: string | null): void {
  const secure = reply.request.protocol === 'https';
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  if (token === null) void reply.clearCookie(SESSION_COOKIE, options);
  else void reply.setCookie(SESSION_COOKIE, token, options);
}

function bearerOf(header: string | undefined): string | null {
  return /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(header ?? '')?.[1] ?? null;
}
