import { describe, expect, it } from 'vitest';
import { getCase, listCases, saveForm } from '../../shared/api/cases';
import { createSession, getMe, getServerInfo } from '../../shared/api/sessions';
import { emptyForm } from '../../shared/domain/consultation/form';
import { appError } from '../../shared/domain/errors';
import { createApiClient, type ApiOptions, type Exchange } from './api';

const CASE = '00000000-0000-4000-8000-00000000000c';

type Seen = { readonly url: string; readonly init: RequestInit };

function aClient(
  answer: (seen: Seen) => Response | Promise<Response>,
  over: Partial<ApiOptions> = {},
) {
  const seen: Seen[] = [];
  const exchanges: Exchange[] = [];
  let ended = 0;
  const api = createApiClient({
    baseUrl: '',
    token: () => null,
    fetch: (async (url: string, init: RequestInit) => {
      seen.push({ url, init });
      return answer({ url, init });
    }) as typeof fetch,
    onExchange: (exchange) => exchanges.push(exchange),
    onSessionEnded: () => (ended += 1),
    ...over,
  });
  return { api, seen, exchanges, ended: () => ended };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const problem = (status: number, error: object) =>
  json({ type: 't', title: 't', status, error }, status);
const info = {
  version: '1',
  centreName: 'c',
  now: '2026-11-23T09:40:00.000Z',
  demoAccounts: null,
  pushPublicKey: 'k',
};

describe('calling the API', () => {
  it('fills path and query, applies defaults, and relies on the cookie', async () => {
    const { api, seen } = aClient(() => json({}));
    await api(listCases, { query: { q: '王 芳', bucket: 'owed' } });
    await api(getCase, { params: { caseId: CASE } });
    expect(seen.map(({ url }) => url)).toEqual([
      '/v1/cases?limit=50&bucket=owed&q=%E7%8E%8B+%E8%8A%B3',
      `/v1/cases/${CASE}`,
    ]);
    expect(seen[0]?.init).toMatchObject({ credentials: 'same-origin', headers: {} });
  });

  it('sends a bearer token and no cookie where there is a token', async () => {
    const { api, seen } = aClient(() => json({}), { token: () => 'abc', baseUrl: 'https://s' });
    await api(getMe, {});
    expect(seen[0]).toMatchObject({
      url: 'https://s/v1/sessions/current',
      init: { credentials: 'omit', headers: { authorization: 'Bearer abc' } },
    });
  });

  it('sends nothing that does not fit the contract, and says which field', async () => {
    const { api, seen } = aClient(() => json({}));
    const form = { ...emptyForm(), patient: { ...emptyForm().patient, weightKg: -3 } };
    const result = await api(saveForm, {
      params: { caseId: CASE },
      body: { form, expectedVersion: 0 },
    });
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'request.invalid', fields: [{ path: 'form.patient.weightKg' }] },
    });
    expect(seen).toEqual([]);
  });

  it('hands over what the server refused, with its code', async () => {
    const error = appError('conflict', 'case.staleVersion', { params: { version: 3 } });
    const { api } = aClient(() => problem(409, error));
    expect(await api(getCase, { params: { caseId: CASE } })).toEqual({ ok: false, error });
  });

  it.each([
    ['an answer that is not what the contract says', () => json({ version: 1 }), 'net.badResponse'],
    ['an answer that is not JSON', () => new Response('<html>'), 'net.badResponse'],
    [
      'a proxy without its server',
      () => new Response('bad gateway', { status: 502 }),
      'server.notReady',
    ],
    ['a broken line', () => Promise.reject(new TypeError('Failed to fetch')), 'net.offline'],
  ])('names %s', async (_, answer, code) => {
    const { api } = aClient(answer);
    expect(await api(getServerInfo, {})).toMatchObject({ ok: false, error: { code } });
  });

  it('gives up after its time, and says that a write may have happened', async () => {
    const { api } = aClient(
      ({ init }) =>
        new Promise((_, reject) =>
          init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
      { timeoutMs: 20 },
    );
    const body = { form: emptyForm(), expectedVersion: 0 };
    expect(await api(saveForm, { params: { caseId: CASE }, body })).toMatchObject({
      ok: false,
      error: { code: 'net.timeout', retry: 'unknown' },
    });
    expect(await api(getServerInfo, {})).toMatchObject({
      error: { code: 'net.timeout', retry: 'safe' },
    });
  });

  it('announces the end of the session, but not a wrong password', async () => {
    const expired = aClient(() => problem(401, appError('unauthenticated', 'auth.expired')));
    await expired.api(getMe, {});
    const wrong = aClient(() => problem(401, appError('unauthenticated', 'auth.badCredentials')));
    await wrong.api(createSession, { body: { account: 'a', password: 'b' } });
    expect([expired.ended(), wrong.ended()]).toEqual([1, 0]);
  });

  it('tells the connection monitor whether the server was reached', async () => {
    const good = aClient(() => json(info));
    const bad = aClient(() => Promise.reject(new TypeError('x')));
    await good.api(getServerInfo, {});
    await bad.api(getServerInfo, {});
    expect([good.exchanges, bad.exchanges].flat().map(({ reached }) => reached)).toEqual([
      true,
      false,
    ]);
  });
});
