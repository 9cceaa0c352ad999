import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Site } from '../../../shared/api/sites';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { HOSPITALS } from '../../testing/world';
import { STOW_TYPE, stowBody } from '../../dicom/testing/multipart';
import { anInstance } from '../../dicom/testing/dicomFile';

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
});
afterAll(() => stage.close());

type Invited = { site: Site; code: string };
async function invite(hospitalId: string = HOSPITALS.north): Promise<Invited> {
  const admin = await stage.clientAs('sysadmin');
  const reply = await admin.call<Invited>('POST', '/v1/admin/sites', {
    hospitalId,
    name: '影像科',
  });
  expect(reply.status).toBe(201);
  return reply.body;
}
const join = (code: string) =>
  stage.anonymous().call<{ credential: string; siteId: string }>('POST', '/v1/site/join', {
    code,
    version: '0.1.0',
  });
async function joined(hospitalId?: string) {
  const { site, code } = await invite(hospitalId);
  const { credential } = (await join(code)).body;
  return { site, credential, gateway: stage.withToken(credential) };
}
const health = (patch: object = {}) => ({
  version: '0.1.0',
  startedAt: '2026-11-24T01:00:00.000Z',
  ...{ waiting: 3, waitingBytes: 1000, refused: 0, quarantined: 1, lagSeconds: 12 },
  ...{ diskFreeBytes: 10, diskTotalBytes: 100, lastReceivedAt: null, lastDeliveredAt: null },
  ...{ clockOffsetMs: 540_000, lostFiles: 0 },
  ...patch,
});
async function siteOf(id: string): Promise<Site | undefined> {
  const admin = await stage.clientAs('sysadmin');
  return (await admin.get<{ items: Site[] }>('/v1/admin/sites')).body.items.find(
    (site) => site.id === id,
  );
}
async function store(token: string, files: readonly Buffer[]) {
  return stage.server.app.inject({
    method: 'POST',
    url: '/dicom-web/studies',
    payload: stowBody(files),
    headers: { authorization: `Bearer ${token}`, 'content-type': STOW_TYPE },
  });
}

describe('a site', () => {
  it('joins with its code however it is typed, once', async () => {
    const { site, code } = await invite();
    expect(await siteOf(site.id)).toMatchObject({ state: 'invited' });
    const typed = code.toLowerCase().replaceAll('-', ' ');
    expect(await join(typed)).toMatchObject({ status: 201, body: { siteId: site.id } });
    expect((await join(code)).error?.code).toBe('site.code');
    expect(await siteOf(site.id)).toMatchObject({ state: 'active', codeExpiresAt: null });
  });

  it('cannot join with a code that is too old', async () => {
    const { code } = await invite();
    stage.clock.advance({ days: 8 });
    expect((await join(code)).error?.code).toBe('site.code');
  });

  it('reports how it is, and the centre shows it', async () => {
    const { site, gateway } = await joined();
    const reply = await gateway.call('POST', '/v1/site/heartbeat', health());
    expect(reply).toMatchObject({
      status: 200,
      body: { now: stage.clock.now(), siteName: '影像科' },
    });
    expect(await siteOf(site.id)).toMatchObject({
      lastSeenAt: stage.clock.now(),
      health: { lagSeconds: 12, clockOffsetMs: 540_000 },
    });
  });

  it('is out the moment it is revoked, and in again with a new code', async () => {
    const { site, gateway, credential } = await joined();
    const admin = await stage.clientAs('sysadmin');
    await admin.call('POST', `/v1/admin/sites/${site.id}/revoke`, {});
    expect((await gateway.call('POST', '/v1/site/heartbeat', health())).error?.code).toBe(
      'site.credential',
    );
    expect((await store(credential, [anInstance({ sop: '2.25.70' })])).statusCode).toBe(401);
    const renewed = await admin.call<Invited>('POST', `/v1/admin/sites/${site.id}/code`, {});
    const again = stage.withToken((await join(renewed.body.code)).body.credential);
    expect((await again.call('POST', '/v1/site/heartbeat', health())).status).toBe(200);
  });

  it('may store and report, and read nothing', async () => {
    const { gateway } = await joined();
    for (const url of [
      '/dicom-web/studies',
      '/v1/cases',
      '/v1/admin/sites',
      '/v1/sessions/current',
    ])
      expect([url, (await gateway.get(url)).status]).toEqual([url, 401]);
  });

  it.each(['requester', 'hospitaladmin', 'triage', 'auditor'] as const)(
    'is no business of a %s',
    async (person) => {
      const client = await stage.clientAs(person);
      expect((await client.get('/v1/admin/sites')).status).toBe(403);
    },
  );

  it('is invited and revoked by the system administrator alone', async () => {
    const client = await stage.clientAs('coordinator');
    const body = { hospitalId: HOSPITALS.north, name: 'x' };
    expect((await client.call('POST', '/v1/admin/sites', body)).status).toBe(403);
    expect((await client.get('/v1/admin/sites')).status).toBe(200);
  });

  it('is told when its hospital does not exist', async () => {
    const admin = await stage.clientAs('sysadmin');
    const body = { hospitalId: '7a000000-0000-4000-8000-000000000999', name: 'x' };
    expect((await admin.call('POST', '/v1/admin/sites', body)).error?.code).toBe('admin.notFound');
  });
});

describe('what a site stores', () => {
  it('lies in the inbox of its hospital, and only there', async () => {
    const { credential } = await joined();
    const sent = await store(credential, [
      anInstance({ study: '2.25.801', series: '2.25.802', sop: '2.25.803' }),
    ]);
    expect(sent.statusCode).toBe(200);
    const seen = async (person: 'requester' | 'stranger') => {
      const reply = await (await stage.clientAs(person)).get('/v1/inbox/studies');
      return JSON.stringify(reply.body).includes('2.25.801');
    };
    expect([await seen('requester'), await seen('stranger')]).toEqual([true, false]);
  });

  it('is counted against what the site says it received', async () => {
    const { site, credential, gateway } = await joined();
    const study = '2.25.811';
    await store(credential, [anInstance({ study, series: '2.25.812', sop: '2.25.813' })]);
    const item = { studyInstanceUid: study, modality: 'CT', studyDate: '20261124', series: 1 };
    const items = [{ ...item, instances: 3, sourceInstances: 5 }];
    const reply = await gateway.call('POST', '/v1/site/studies', { items });
    expect(reply.body).toEqual({ items: [{ studyInstanceUid: study, heldInstances: 1 }] });
    const admin = await stage.clientAs('sysadmin');
    const listed = await admin.get(`/v1/admin/sites/${site.id}/studies?incomplete=true`);
    expect(listed.body).toMatchObject({
      items: [{ studyInstanceUid: study, instances: 3, sourceInstances: 5, heldInstances: 1 }],
    });
    expect(await siteOf(site.id)).toMatchObject({ incompleteStudies: 1 });
  });
});

describe('a large object of a site', () => {
  const object = anInstance({ study: '2.25.821', series: '2.25.822', sop: '2.25.823' });
  const sha256 = createHash('sha256').update(object).digest('hex');
  const send = (token: string, method: 'HEAD' | 'PATCH', offset = 0, bytes?: Buffer) =>
    stage.server.app.inject({
      method,
      url: `/v1/site/objects/${sha256}`,
      headers: {
        authorization: `Bearer ${token}`,
        'upload-length': String(object.length),
        'upload-offset': String(offset),
        ...(bytes && { 'content-type': 'application/offset+octet-stream' }),
      },
      ...(bytes && { payload: bytes }),
    });

  it('is resumed where it broke off, filed once, and answers the same when asked again', async () => {
    const { credential } = await joined();
    expect((await send(credential, 'HEAD')).headers['upload-offset']).toBe('0');
    expect((await send(credential, 'PATCH', 0, object.subarray(0, 100))).statusCode).toBe(202);
    expect((await send(credential, 'HEAD')).headers['upload-offset']).toBe('100');
    const misplaced = await send(credential, 'PATCH', 50, object.subarray(50));
    expect([misplaced.statusCode, misplaced.headers['upload-offset']]).toEqual([409, '100']);
    const done = await send(credential, 'PATCH', 100, object.subarray(100));
    expect([done.statusCode, done.json()]).toEqual([200, { code: null }]);
    const again = await send(credential, 'PATCH', 0, object);
    expect([again.statusCode, again.json()]).toEqual([200, { code: null }]);
    const inbox = await (await stage.clientAs('requester')).get('/v1/inbox/studies');
    expect(JSON.stringify(inbox.body)).toContain('2.25.821');
  });

  it('starts anew when its bytes are not what its name says', async () => {
    const { credential } = await joined();
    const wrong = await send(credential, 'PATCH', 0, Buffer.alloc(object.length));
    expect(wrong.json()).toMatchObject({ error: { code: 'site.objectChanged' } });
    expect((await send(credential, 'HEAD')).headers['upload-offset']).toBe('0');
  });

  it('is for gateways only', async () => {
    const token = await stage.tokenOf('requester');
    expect((await send(token, 'PATCH', 0, object)).statusCode).toBe(401);
  });
});
