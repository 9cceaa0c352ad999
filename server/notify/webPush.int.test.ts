import webpush from 'web-push';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getServerInfo } from '../../shared/api/sessions';
import { parsePushPayload } from '../../shared/domain/notification/pushPayload';
import type { RouteOutput } from '../../shared/api/route';
import { createStory } from '../testing/story';
import { createTestServer, type TestServer } from '../testing/testServer';
import { idOf } from '../testing/world';
import { runOutbox } from './outboxWorker';
import { pushSubscriptionsIn } from './pushSubscriptions';
import { createPushDevice } from './testing/pushDevice';
import { makeCertificate, startPushService } from './testing/pushService';
import { createWebPushChannel } from './webPushChannel';

type Service = Awaited<ReturnType<typeof startPushService>>;
const FCM = 'https://fcm.googleapis.com/fcm/send';
let stage: TestServer;
let service: Service;
/** By path, what the push service answers; everything else is taken. */
const answers = new Map<string, number>();
beforeAll(async () => {
  stage = await createTestServer();
  service = await startPushService(makeCertificate(), (path) => answers.get(path) ?? 201);
});
afterAll(async () => {
  await service.close();
  await stage.close();
});

const subscriptions = () =>
  stage.database.db
    .selectFrom('push_subscription')
    .select(['endpoint', 'user_id'])
    .orderBy('endpoint')
    .execute();
const save = async (person: 'chief' | 'member', endpoint: string, keys = createPushDevice().keys) =>
  (await stage.clientAs(person)).call('PUT', '/v1/push-subscription', { endpoint, keys });

describe('a browser that is to be told', () => {
  it('is given the server’s key before anybody signs in', async () => {
    type Info = RouteOutput<typeof getServerInfo>;
    const { body } = await stage.anonymous().get<Info>(getServerInfo.path);
    expect(Buffer.from(body.pushPublicKey, 'base64url')).toHaveLength(65);
  });

  it('belongs to whoever said so last, and to nobody once it is removed', async () => {
    await save('chief', `${FCM}/shared`);
    await save('member', `${FCM}/shared`);
    expect(await subscriptions()).toEqual([{ endpoint: `${FCM}/shared`, user_id: idOf('member') }]);
    const client = await stage.clientAs('chief');
    const removal = { endpoint: `${FCM}/shared` };
    expect((await client.call('POST', '/v1/push-subscription/removal', removal)).status).toBe(200);
    expect(await subscriptions()).toEqual([]);
    const stranger = await stage.anonymous().call('POST', '/v1/push-subscription/removal', removal);
    expect(stranger.status).toBe(401);
  });

  it('is refused when its address is none of a browser’s push services', async () => {
    for (const endpoint of ['http://fcm.googleapis.com/x', 'https://127.0.0.1:5432/x']) {
      const { error } = await save('chief', endpoint);
      expect(error?.code).toBe('push.unknownService');
    }
    expect(await subscriptions()).toEqual([]);
  });

  it('pushes out the oldest of ten others of the same person', async () => {
    for (let n = 0; n < 12; n += 1) {
      stage.clock.advance({ minutes: 1 });
      await save('chief', `${FCM}/device-${String(n).padStart(2, '0')}`);
    }
    const kept = (await subscriptions()).map(({ endpoint }) => endpoint.slice(-2));
    expect(kept).toEqual(['02', '03', '04', '05', '06', '07', '08', '09', '10', '11']);
    await stage.database.db.deleteFrom('push_subscription').execute();
  });
});

describe('a message on its way to a browser', () => {
  const device = createPushDevice();
  const put = (endpoint: string, keys: object, user = idOf('chief')) =>
    stage.database.db
      .insertInto('push_subscription')
      .values({
        endpoint,
        user_id: user,
        subscription: JSON.stringify({ endpoint, keys }),
        created_at: stage.clock.now(),
      })
      .execute();
  const deliver = () => {
    const { db } = stage.database;
    const vapid = { subject: 'mailto:it@centre.example', ...webpush.generateVAPIDKeys() };
    const channel = createWebPushChannel(
      { vapid, allowedHosts: ['localhost'], agent: service.agent },
      pushSubscriptionsIn(db),
    );
    return runOutbox(db, new Map([['webpush', channel]]), stage.clock.now);
  };
  const outcomes = async () =>
    (
      await stage.database.db
        .selectFrom('outbox')
        .select(['channel', 'template', 'state'])
        .where('user_id', '=', idOf('chief'))
        .where('channel', '=', 'webpush')
        .orderBy('id')
        .execute()
    ).map(({ template, state }) => [template, state]);

  it('arrives as what happened, the request’s number and where to look, and nothing else', async () => {
    await put(`${service.origin}/phone`, device.keys);
    const caseId = await createStory(stage).coordinated(['chief']);
    await deliver();
    expect(service.pushed.map(({ path }) => path)).toEqual(['/phone']);
    const text = device.decrypt(service.pushed[0]?.body ?? Buffer.alloc(0));
    const { requestNo, form } = (await (await stage.clientAs('chief')).caseOf(caseId)).body.case;
    expect(parsePushPayload(text)).toMatchObject({ event: 'invited', requestNo, caseId });
    expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual([
      'caseId',
      'event',
      'id',
      'requestNo',
    ]);
    for (const word of [form.patient.name, form.clinical.chiefComplaint, form.wishes.purpose])
      expect(text).not.toContain(word);
    expect(await outcomes()).toEqual([['invited', 'sent']]);
  });

  it('leaves a device that has ended alone from then on; one that cannot be read keeps nobody waiting', async () => {
    await put(`${service.origin}/gone`, createPushDevice().keys);
    await put('http://old.example/unreadable', { p256dh: 'x', auth: 'y' });
    answers.set('/gone', 410);
    service.pushed.length = 0;
    await createStory(stage).coordinated(['chief']);
    await deliver();
    expect(service.pushed.map(({ path }) => path).toSorted()).toEqual(['/gone', '/phone']);
    expect((await subscriptions()).map(({ endpoint }) => endpoint)).toEqual([
      'http://old.example/unreadable',
      `${service.origin}/phone`,
    ]);
    expect((await outcomes()).at(-1)).toEqual(['invited', 'sent']);
  });
});
