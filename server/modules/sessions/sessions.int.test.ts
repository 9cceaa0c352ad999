import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { beginTotp, createSession, Me } from '../../../shared/api/sessions';
import type { RouteOutput } from '../../../shared/api/route';
import type { Client } from '../../testing/client';
import { createTestServer, START, type TestServer } from '../../testing/testServer';
import { idOf, PASSWORD, type PersonKey } from '../../testing/world';
import { SESSION_COOKIE } from './routes';

type Session = RouteOutput<typeof createSession>;

let stage: TestServer;
let anonymous: Client;
beforeAll(async () => {
  stage = await createTestServer();
  anonymous = stage.anonymous();
});
afterAll(() => stage.close());
beforeEach(() => stage.clock.set(START));

const signIn = (account: string, password = PASSWORD, totp?: string) =>
  anonymous.call<Session>('POST', '/v1/sessions', { account, password, ...(totp ? { totp } : {}) });
const me = (token: string) => stage.withToken(token).get<Me>('/v1/sessions/current');
const account = (key: PersonKey) => ({
  account: key,
  name: '北同事',
  role: 'requester',
  hospitalId: null,
  departmentName: '',
  title: null,
  phone: '',
  email: '',
  active: true,
  password: null,
  unlock: false,
});
const codeNow = (secret: string) =>
  new TOTP({
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: Secret.fromBase32(secret),
  }).generate({
    timestamp: Date.parse(stage.clock.now()),
  });

describe('signing in', () => {
  it('answers a token for twelve hours and says who one is', async () => {
    const { status, body } = await signIn('requester');
    expect([status, body.expiresAt]).toEqual([201, '2026-11-24T14:00:00.000Z']);
    expect(body.me).toMatchObject({
      account: 'requester',
      role: 'requester',
      hospitalName: '北县医院',
      totpEnabled: false,
    });
    expect((await me(body.token)).body).toEqual(body.me);
    stage.clock.set('2026-11-24T13:59:59.999Z');
    expect((await me(body.token)).status).toBe(200);
    stage.clock.set('2026-11-24T14:00:00.000Z');
    const late = await me(body.token);
    expect([late.status, late.error?.code]).toEqual([401, 'auth.expired']);
  });

  it('tells a missing session from one that is over', async () => {
    expect((await anonymous.get('/v1/sessions/current')).error?.code).toBe('auth.required');
    expect((await me('not-a-token-that-we-ever-gave-out')).error?.code).toBe('auth.expired');
  });

  it('does not mind how the account is capitalised', async () => {
    expect((await signIn('Requester')).status).toBe(201);
  });

  it('sets a cookie that no script reads and no other site sends', async () => {
    const { headers, body } = await signIn('requester');
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(new RegExp(`^${SESSION_COOKIE}=${body.token};`));
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(flag);
    expect(cookie).not.toContain('Secure'); // plain http on this machine; behind TLS it must be there
    const overTls = await stage.server.app.inject({
      method: 'POST',
      url: '/v1/sessions',
      headers: { 'x-forwarded-proto': 'https' },
      payload: { account: 'requester', password: PASSWORD },
    });
    expect(String(overTls.headers['set-cookie'])).toContain('Secure');
    const byCookie = await stage.server.app.inject({
      url: '/v1/sessions/current',
      cookies: { [SESSION_COOKIE]: body.token },
    });
    expect(byCookie.statusCode).toBe(200);
  });

  it('keeps only a hash of the token', async () => {
    const { body } = await signIn('requester');
    const rows = await stage.database.db.selectFrom('session').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(body.token);
  });

  it('counts wrong passwords, locks after five for a quarter of an hour, and then forgives', async () => {
    const wrong = async () => (await signIn('triagetwo', 'wrong password')).error;
    for (const left of [4, 3, 2, 1])
      expect(await wrong()).toMatchObject({ code: 'auth.badCredentials', params: { left } });
    const until = '2026-11-24T02:15:00.000Z';
    expect(await wrong()).toMatchObject({ code: 'auth.lockedOut', params: { until } });
    const right = await signIn('triagetwo');
    expect([right.status, right.error?.code]).toEqual([429, 'auth.lockedOut']);
    stage.clock.set('2026-11-24T02:15:00.001Z');
    expect((await signIn('triagetwo')).status).toBe(201);
    expect(await wrong()).toMatchObject({ params: { left: 4 } });
    await signIn('triagetwo');
  });

  it('does not let parallel guesses outrun the lock', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => signIn('southadmin', 'wrong password')),
    );
    const codes = guesses.map((guess) => guess.error?.code);
    expect(codes.filter((code) => code === 'auth.badCredentials')).toHaveLength(4);
    expect(codes.filter((code) => code === 'auth.lockedOut')).toHaveLength(8);
    expect((await signIn('southadmin')).error?.code).toBe('auth.lockedOut');
  });

  it('answers an unknown account like a wrong password', async () => {
    expect((await signIn('nobody')).error?.code).toBe('auth.badCredentials');
  });
});

describe('the second factor', () => {
  it('is on from its first right code, and asked for from then on', async () => {
    const { body } = await signIn('outsider');
    const client = stage.withToken(body.token);
    const begun = await client.call<RouteOutput<typeof beginTotp>>('POST', '/v1/sessions/totp');
    expect(begun.body.qrPngDataUrl).toMatch(/^data:image\/png;base64,/);
    expect((await client.call('PUT', '/v1/sessions/totp', { totp: '000000' })).error?.code).toBe(
      'auth.totpWrong',
    );
    expect((await signIn('outsider')).status).toBe(201); // nothing is required before it is confirmed
    const { secret } = begun.body;
    expect(
      (await client.call<Me>('PUT', '/v1/sessions/totp', { totp: codeNow(secret) })).body
        .totpEnabled,
    ).toBe(true);
    expect((await signIn('outsider')).error?.code).toBe('auth.totpRequired');
    expect((await signIn('outsider', PASSWORD, '000000')).error?.code).toBe('auth.totpWrong');
    expect((await signIn('outsider', PASSWORD, codeNow(secret))).status).toBe(201);
    const stale = codeNow(secret);
    stage.clock.advance({ minutes: 2 });
    expect((await signIn('outsider', PASSWORD, stale)).error?.code).toBe('auth.totpWrong');
  });

  it('is not asked of somebody who does not know the password: it says nothing about the account', async () => {
    expect((await signIn('outsider', 'wrong password')).error?.code).toBe('auth.badCredentials');
  });

  it('locks the account when it is guessed at', async () => {
    for (let guess = 0; guess < 4; guess += 1) await signIn('outsider', PASSWORD, '000000');
    expect((await signIn('outsider', PASSWORD, '000000')).error?.code).toBe('auth.lockedOut');
  });
});

describe('the end of a session', () => {
  it('makes the token worthless and takes the cookie back', async () => {
    const { body } = await signIn('requester');
    const ended = await stage.withToken(body.token).call('DELETE', '/v1/sessions/current');
    expect(String(ended.headers['set-cookie'])).toMatch(
      new RegExp(`${SESSION_COOKIE}=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)`),
    );
    expect((await me(body.token)).error?.code).toBe('auth.expired');
  });

  it('comes at once when the account is switched off, and no new one begins', async () => {
    const { body } = await signIn('colleague');
    const sysadmin = await stage.clientAs('sysadmin');
    const change = (patch: object) =>
      sysadmin.call('PUT', `/v1/users/${idOf('colleague')}`, { ...account('colleague'), ...patch });
    expect((await change({ active: false })).status).toBe(200);
    expect((await me(body.token)).status).toBe(401);
    const refused = await signIn('colleague');
    expect([refused.status, refused.error?.code]).toEqual([403, 'auth.accountDisabled']);
    await change({ active: true });
    expect((await me(body.token)).status).toBe(401);
    expect((await signIn('colleague')).status).toBe(201);
  });

  it('comes with a new password, and the old one is gone', async () => {
    const { body } = await signIn('colleague');
    const sysadmin = await stage.clientAs('sysadmin');
    await sysadmin.call('PUT', `/v1/users/${idOf('colleague')}`, {
      ...account('colleague'),
      password: 'another long password',
    });
    expect((await me(body.token)).status).toBe(401);
    expect((await signIn('colleague')).error?.code).toBe('auth.badCredentials');
    expect((await signIn('colleague', 'another long password')).status).toBe(201);
  });

  it('is not undone by a restart, and a session survives one', async () => {
    const [kept, gone] = [(await signIn('triage')).body, (await signIn('triage')).body];
    await stage.withToken(gone.token).call('DELETE', '/v1/sessions/current');
    await stage.restart();
    expect([(await me(kept.token)).status, (await me(gone.token)).status]).toEqual([200, 401]);
  });
});
