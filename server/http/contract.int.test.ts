import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../shared/api';
import { createTestServer, type TestServer } from '../testing/testServer';

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
});
afterAll(() => stage.close());

/** Streams, sockets and uploads, which a JSON contract cannot describe; each is documented where it is registered. */
const PLAIN = [
  'GET /v1/events',
  'GET /v1/conference',
  'GET /v1/cases/:caseId/reports/:version/pdf',
  'PATCH /v1/site/objects/:sha256',
  'GET /v1/cases/:caseId/records/:recordId/content',
  'GET /v1/cases/:caseId/records/:recordId/ecg/groups/:group/data',
  'GET /v1/cases/:caseId/records/:recordId/ecg/beats',
  'GET /v1/cases/:caseId/records/:recordId/slides/:slideId/images/:kind',
  'GET /v1/cases/:caseId/records/:recordId/slides/:slideId/:revision/tiles',
  'GET /v1/cases/:caseId/records/:recordId/slides/:slideId/:revision/tiles/:level/:x/:y',
];
const isUpload = (entry: string) => /^[A-Z]+ \/v1\/uploads(\/|$)/.test(entry);

describe('the API', () => {
  it('mounts every route of the contract', () => {
    const missing = ROUTES.filter(
      ({ method, path }) => !stage.server.app.hasRoute({ method, url: path }),
    );
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it('mounts nothing else under /v1 except what is documented as plain', () => {
    const contract = new Set(ROUTES.map(({ method, path }) => `${method} ${path}`));
    const mounted = mountedRoutes(stage).filter((entry) => entry.includes(' /v1/'));
    const extra = mounted.filter(
      (entry) => !contract.has(entry) && !PLAIN.includes(entry) && !isUpload(entry),
    );
    expect(extra.filter((entry) => !/^(HEAD|OPTIONS) /.test(entry))).toEqual([]);
    expect(PLAIN.filter((entry) => !mounted.includes(entry))).toEqual([]);
  });

  it('has one id and one path for every route', () => {
    expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length);
    expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ROUTES.length);
  });

  it('publishes every route in its OpenAPI document, under its id and with its security', async () => {
    const document = (await stage.anonymous().get<OpenApi>('/openapi.json')).body;
    for (const { id, method, path, access } of ROUTES) {
      const operation =
        document.paths[path.replace(/:([a-zA-Z]+)/g, '{$1}')]?.[method.toLowerCase()];
      expect([id, operation?.operationId, operation?.security !== undefined]).toEqual([
        id,
        id,
        access !== 'public',
      ]);
    }
  });
});
type OpenApi = {
  paths: Record<string, Record<string, { operationId?: string; security?: unknown }>>;
};

/** Fastify prints its routes as a tree; a path is what stands on the way to a leaf. */
function mountedRoutes({ server }: TestServer): string[] {
  const found: string[] = [];
  const prefix: string[] = [];
  for (const line of server.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', segment = '', methods] =
      /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (!line.includes('── ')) continue;
    const depth = indent.length / 4;
    prefix.length = depth;
    prefix[depth] = segment;
    for (const method of methods?.split(', ') ?? []) found.push(`${method} ${prefix.join('')}`);
  }
  return found;
}

describe('a refusal', () => {
  it.each([
    ['an unknown address', 'GET', '/v1/nothing', undefined, 404, 'request.notFound'],
    ['an address that is no id', 'GET', '/v1/cases/not-an-id', undefined, 400, 'request.invalid'],
    [
      'a body of the wrong shape',
      'POST',
      '/v1/cases',
      { idempotencyKey: 'x' },
      400,
      'request.invalid',
    ],
    [
      'a cursor we never gave out',
      'GET',
      '/v1/cases?cursor=abc',
      undefined,
      400,
      'request.invalid',
    ],
    [
      'a number that is none',
      'GET',
      '/v1/notifications?cursor=abc',
      undefined,
      400,
      'request.invalid',
    ],
    ['too many at once', 'GET', '/v1/cases?limit=100000', undefined, 400, 'request.invalid'],
  ] as const)(
    'of %s is a problem document with a code',
    async (_, method, url, payload, status, code) => {
      const reply = await (await stage.clientAs('requester')).call(method, url, payload);
      expect([reply.status, reply.error?.code]).toEqual([status, code]);
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect(reply.body).toMatchObject({
        type: `urn:huizhen:problem:${code}`,
        status,
        error: { correlationId: expect.any(String) },
      });
    },
  );

  it('of a stranger comes before his body is read', async () => {
    const response = await stage.server.app.inject({
      method: 'POST',
      url: '/v1/icd10/import',
      headers: { 'content-type': 'application/json' },
      payload: `{"csv": "${'x'.repeat(5_000_000)}`,
    });
    expect([response.statusCode, response.json<{ error: { code: string } }>().error.code]).toEqual([
      401,
      'auth.required',
    ]);
  });

  it('of a body that is too large says so', async () => {
    const reply = await (
      await stage.clientAs('requester')
    ).call('POST', '/v1/cases', { padding: 'x'.repeat(5_000_000) });
    expect([reply.status, reply.error?.code]).toEqual([413, 'request.tooLarge']);
  });

  it('of a body that is no JSON says so', async () => {
    const token = await stage.anonymous().call('POST', '/v1/sessions');
    expect(token.status).toBe(400);
    const response = await stage.server.app.inject({
      method: 'POST',
      url: '/v1/sessions',
      headers: { 'content-type': 'application/json' },
      payload: '{"account": ',
    });
    expect([response.statusCode, response.json<{ error: { code: string } }>().error.code]).toEqual([
      400,
      'request.invalid',
    ]);
  });
});

describe('every answer', () => {
  it('forbids frames, foreign scripts and guessing of types', async () => {
    const { headers } = await stage.anonymous().get('/v1/server');
    expect(String(headers['content-security-policy'])).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
