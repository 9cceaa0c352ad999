import type { RouteOutput, RouteShape } from '../../../shared/api/route';
import type { ServerEvent } from '../../../shared/api/events';
import type { Me } from '../../../shared/api/sessions';
import { appError, refuse, type AppError } from '../../../shared/domain/errors';
import type { HospitalId, UserId } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { ApiClient, RouteCall } from '../api';
import type { Platform } from '../ApiContext';
import type { Connection } from '../connection';
import { createObservable } from '../observable';
import { createServerAccess } from '../serverAccess';
import { createPush } from '../push';
import { createSession } from '../session';
import { createFakePushDevice } from './fakePushDevice';

export type Sent = {
  readonly id: string;
  readonly call: { params?: unknown; query?: unknown; body?: unknown };
};

export type FakePlatform = Platform & {
  /** Every call so far, oldest first. */
  readonly sent: Sent[];
  /** Answers a route from now on; a function sees the call. Input and answer are held to the contract. */
  answer<R extends RouteShape>(
    route: R,
    reply:
      | RouteOutput<R>
      | AppError
      | ((call: RouteCall<R>) => Promise<RouteOutput<R> | AppError> | RouteOutput<R> | AppError),
  ): void;
  /** What the server would push. */
  push(event: ServerEvent): void;
  setConnection(connection: Connection): void;
};

const isError = (value: unknown): value is AppError =>
  typeof value === 'object' && value !== null && 'retry' in value && 'kind' in value;

/** A platform without a server: an unanswered route is offline, and says so. */
export function createFakePlatform(): FakePlatform {
  const replies = new Map<string, (call: never) => unknown>();
  const sent: Sent[] = [];
  const listeners = new Set<(event: ServerEvent) => void>();
  const connection = createObservable<Connection>({
    status: 'online',
    latencyMs: 12,
    syncedAt: null,
  });
  const api: ApiClient = async (route, call) => {
    sent.push({ id: route.id, call });
    const reply = replies.get(route.id);
    if (!reply) return refuse('unavailable', 'net.offline');
    route.body.parse((call as { body?: unknown }).body);
    const value = await reply(call as never);
    if (isError(value)) return { ok: false, error: value };
    return ok(route.success.schema.parse(value)) as Result<never, AppError>;
  };
  const session = createSession({
    api,
    tokens: { read: async () => null, write: async () => undefined },
    holder: { token: null },
    usesToken: false,
  });
  return {
    api,
    session,
    server: createServerAccess({
      baseUrl: '',
      token: () => null,
      fetch: async () => new Response(null, { status: 503 }),
    }),
    desktop: {
      isDesktop: false,
      call: async () => refuse('unsupported', 'desktop.only'),
      on: () => () => undefined,
      readImport: async () => refuse('unsupported', 'desktop.only'),
    },
    webPush: createPush({
      api,
      device: createFakePushDevice({ support: 'unsupported' }).device,
      owner: { read: () => null, write: () => undefined },
      isDesktop: false,
    }),
    connection,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    sent,
    answer(route, reply) {
      const answer =
        typeof reply === 'function' ? (reply as (call: never) => unknown) : () => reply;
      replies.set(route.id, answer);
    },
    push: (event) => listeners.forEach((listener) => listener(event)),
    setConnection: (next) => connection.set(next),
  };
}

export const offline: AppError = appError('unavailable', 'net.offline');

/** Somebody signed in; a county requester unless said otherwise. */
export const aMe = (over: Partial<Me> = {}): Me => ({
  userId: '00000000-0000-4000-8000-000000000001' as UserId,
  account: 'wang',
  name: '王医生',
  role: 'requester',
  title: 'attending',
  hospitalId: '00000000-0000-4000-8000-0000000000a1' as HospitalId,
  hospitalName: '青禾县中医院',
  departmentName: '内科',
  totpEnabled: false,
  ...over,
});
