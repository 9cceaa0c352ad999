import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { CaseDetail } from '../../shared/api/cases';
import type { CaseCommand } from '../../shared/domain/consultation/commands';
import type { AppError } from '../../shared/domain/errors';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Reply<T = unknown> = {
  readonly status: number;
  readonly body: T;
  /** The refusal, or null when it went through. */
  readonly error: AppError | null;
  readonly headers: Readonly<Record<string, unknown>>;
};
export type CommandOptions = { readonly version?: number; readonly key?: string };

/** Talks to the server as one person, over HTTP and nothing else. */
export type Client = ReturnType<typeof createClient>;

export function createClient(app: FastifyInstance, token: string | null) {
  async function call<T = unknown>(
    method: Method,
    url: string,
    payload?: object,
  ): Promise<Reply<T>> {
    const response = await app.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    });
    const isJson = String(response.headers['content-type']).includes('json');
    const body: unknown = isJson ? response.json() : response.body;
    const error =
      response.statusCode >= 400 ? ((body as { error?: AppError }).error ?? null) : null;
    return { status: response.statusCode, body: body as T, error, headers: response.headers };
  }

  const get = <T = unknown>(url: string) => call<T>('GET', url);
  const caseOf = (caseId: string) => get<CaseDetail>(`/v1/cases/${caseId}`);

  /** Without a version, the one the caller sees now. */
  async function command(caseId: string, wanted: CaseCommand, options: CommandOptions = {}) {
    const expectedVersion = options.version ?? (await caseOf(caseId)).body.case?.version ?? 0;
    return call<CaseDetail>('POST', `/v1/cases/${caseId}/commands`, {
      command: wanted,
      expectedVersion,
      idempotencyKey: options.key ?? randomUUID(),
    });
  }

  /** A command that a test only needs as a step; a refusal fails the test where it happens. */
  async function must(
    caseId: string,
    wanted: CaseCommand,
    options: CommandOptions = {},
  ): Promise<CaseDetail> {
    const reply = await command(caseId, wanted, options);
    if (reply.status !== 200)
      throw new Error(`${wanted.type}: ${reply.status} ${JSON.stringify(reply.error)}`);
    return reply.body;
  }

  return { call, get, caseOf, command, must };
}
