import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROLES } from '../domain/identity/actor';
import { ROUTES } from './index';

const named = ROUTES.map((route) => [route.id, route] as const);

describe('the contract', () => {
  it.each(named)('%s says who may call it, in roles that exist, each once', (_, { access }) => {
    if (access === 'public' || access === 'signedIn' || access === 'site') return;
    expect(access.length).toBeGreaterThan(0);
    expect(new Set(access).size).toBe(access.length);
    expect(access.filter((role) => !ROLES.includes(role))).toEqual([]);
  });

  it.each(named)('%s parses exactly the parameters its path names', (_, { path, params }) => {
    const inPath = [...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name);
    expect(Object.keys(params.shape).toSorted()).toEqual(inPath.toSorted());
  });

  it.each(named)('%s takes a body exactly when its method has one', (_, { method, body }) => {
    const takesBody = !(body instanceof z.ZodUndefined);
    if (method === 'GET' || method === 'DELETE') expect(takesBody).toBe(false);
  });

  it('opens only signing in, a gateway joining, a link of a guest, and the verification of printed reports to strangers', () => {
    expect(ROUTES.filter(({ access }) => access === 'public').map(({ id }) => id)).toEqual([
      'createSession',
      'getServerInfo',
      'joinSite',
      'enterAsGuest',
      'verifyReport',
    ]);
  });

  it('gives gateways nothing to read but answers to their own reports', () => {
    expect(ROUTES.filter(({ access }) => access === 'site').map(({ id }) => id)).toEqual([
      'reportSiteHealth',
      'reportSiteStudies',
    ]);
  });

  it('gives a guest nothing that is not for everybody who is signed in', () => {
    expect(
      ROUTES.filter(({ access }) => Array.isArray(access) && access.includes('guest')),
    ).toEqual([]);
  });

  it.each(
    named.filter(([, { method, path }]) => method === 'POST' && path.startsWith('/v1/cases')),
  )('%s can be sent again without harm', (id, { body }) => {
    const takesKey = body instanceof z.ZodObject && 'idempotencyKey' in body.shape;
    // a study is attached once; a decision taken twice answers `file.alreadyResolved`; of two tickets one is left unused
    const harmless = ['attachStudy', 'resolveQuarantine', 'issueConferenceTicket'];
    expect([id, takesKey || harmless.includes(id)]).toEqual([id, true]);
  });
});
