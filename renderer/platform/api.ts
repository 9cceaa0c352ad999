import { z } from 'zod';
import type { RouteOutput, RouteShape } from '../../shared/api/route';
import { appError, appErrorSchema, type AppError } from '../../shared/domain/errors';
import { err, ok, type Result } from '../../shared/lib/result';

type Part<K extends string, T> = undefined extends T
  ? { readonly [P in K]?: T }
  : Record<never, never> extends T
    ? { readonly [P in K]?: T }
    : { readonly [P in K]: T };

/** What a caller passes: defaults may be left out, and so may parts the route does not have. */
export type RouteCall<R extends RouteShape> = Part<'params', z.input<R['params']>> &
  Part<'query', z.input<R['query']>> &
  Part<'body', z.input<R['body']>>;

/**
 * Calls one route of the contract. Input is parsed before anything is sent, output before anybody sees it.
 *
 * Fails with what the server refused, or `request.invalid` (input does not fit the contract, nothing was sent),
 * `net.offline`, `net.timeout`, `net.badResponse`, `server.notReady`. Never rejects.
 */
export type ApiClient = <R extends RouteShape>(
  route: R,
  call: RouteCall<R>,
) => Promise<Result<RouteOutput<R>, AppError>>;

/** How one exchange with the server went, for the connection indicator. */
export type Exchange = {
  readonly reached: boolean;
  readonly durationMs: number;
};

export type ApiOptions = {
  /** Origin of the server, `''` for our own. */
  readonly baseUrl: string;
  /** Bearer token, where no cookie can be had (desktop); `null` relies on the cookie. */
  readonly token: () => string | null;
  readonly fetch: typeof fetch;
  readonly timeoutMs?: number;
  readonly onExchange?: (exchange: Exchange) => void;
  /** The session is over: the server answered 401 to something else than signing in. */
  readonly onSessionEnded?: () => void;
};

const DEFAULT_TIMEOUT_MS = 20_000;

const problemSchema = z.object({ error: appErrorSchema });

export function createApiClient(options: ApiOptions): ApiClient {
  return async (route, call) => {
    const request = buildRequest(route, call, options);
    if (!request.ok) return request;
    const started = performance.now();
    const answer = await exchange(route, request.value, options);
    options.onExchange?.({
      reached: answer.ok,
      durationMs: performance.now() - started,
    });
    if (!answer.ok) return answer;
    const result = await readAnswer(route, answer.value);
    const isOver = !result.ok && result.error.kind === 'unauthenticated';
    if (isOver && route.access !== 'public' && result.error.code !== 'auth.totpWrong') {
      options.onSessionEnded?.();
    }
    return result;
  };
}

/** Credentials as every request of ours carries them; the cookie travels by itself to our own origin only. */
export function credentialsOf(token: string | null): Pick<RequestInit, 'credentials' | 'headers'> {
  return token === null
    ? { credentials: 'same-origin' }
    : { credentials: 'omit', headers: { authorization: `Bearer ${token}` } };
}

type BuiltRequest = { readonly url: string; readonly init: RequestInit };

function buildRequest<R extends RouteShape>(
  route: R,
  call: RouteCall<R>,
  options: ApiOptions,
): Result<BuiltRequest, AppError> {
  const given = call as { params?: unknown; query?: unknown; body?: unknown };
  const params = route.params.safeParse(given.params ?? {});
  const query = route.query.safeParse(given.query ?? {});
  const body = route.body.safeParse(given.body);
  for (const part of [params, query, body]) {
    if (!part.success) return err(invalidInput(part.error));
  }
  const { credentials, headers } = credentialsOf(options.token());
  const hasBody = body.data !== undefined;
  return ok({
    url: `${options.baseUrl}${fillPath(route.path, params.data ?? {})}${queryText(query.data ?? {})}`,
    init: {
      method: route.method,
      ...(credentials ? { credentials } : {}),
      headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
      ...(hasBody ? { body: JSON.stringify(body.data) } : {}),
    },
  });
}

function invalidInput(error: z.ZodError): AppError {
  const fields = error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: 'field.invalid' as const,
  }));
  return appError('validation', 'request.invalid', { fields });
}

const fillPath = (path: string, params: Record<string, unknown>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));

function queryText(query: Record<string, unknown>): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return '';
  return `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString()}`;
}

async function exchange(
  route: RouteShape,
  { url, init }: BuiltRequest,
  options: ApiOptions,
): Promise<Result<Response, AppError>> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  try {
    return ok(await options.fetch(url, { ...init, signal: timeout }));
  } catch {
    // fetch tells a broken line and a refused connection apart from nothing; only our own timeout is certain
    const retry = route.method === 'GET' ? 'safe' : 'unknown';
    return timeout.aborted
      ? err(appError('timeout', 'net.timeout', { retry }))
      : err(appError('unavailable', 'net.offline', { retry }));
  }
}

async function readAnswer<R extends RouteShape>(
  route: R,
  response: Response,
): Promise<Result<RouteOutput<R>, AppError>> {
  const json = await readJson(response);
  if (response.ok) {
    const parsed = route.success.schema.safeParse(json);
    return parsed.success
      ? ok(parsed.data as RouteOutput<R>)
      : err(badResponse(route, `${route.id}: ${firstIssue(parsed.error)}`));
  }
  const problem = problemSchema.safeParse(json);
  if (problem.success) return err(problem.data.error);
  if ([502, 503, 504].includes(response.status)) {
    return err(appError('unavailable', 'server.notReady'));
  }
  return err(badResponse(route, `${route.id}: status ${response.status}`));
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch {
    return undefined; // judged by the schema of whoever asked
  }
}

const badResponse = (route: RouteShape, message: string): AppError =>
  appError('internal', 'net.badResponse', {
    message,
    retry: route.method === 'GET' ? 'safe' : 'unknown',
  });

/** Where the answer differs from the contract: a path, never a value. */
const firstIssue = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')} ${issue.code}` : 'unreadable';
};
