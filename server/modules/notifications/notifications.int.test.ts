import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Notification } from '../../../shared/api/notifications';
import { createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { phoneOf, type PersonKey } from '../../testing/world';

type Page = { items: Notification[]; nextCursor: string | null; unread: number };

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
  const story = createStory(stage);
  for (let n = 0; n < 3; n += 1) await story.submitted();
});
afterAll(() => stage.close());

const mine = async (key: PersonKey, query = '') =>
  (await (await stage.clientAs(key)).get<Page>(`/v1/notifications${query}`)).body;

describe('notifications', () => {
  it('are one’s own, newest first, page by page without gap or double', async () => {
    const all = await mine('triage');
    expect(all.items.map((item) => item.event)).toEqual(['submitted', 'submitted', 'submitted']);
    const first = await mine('triage', '?limit=2');
    const second = await mine('triage', `?limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect([first.items.length, second.nextCursor]).toEqual([2, null]);
    expect((await mine('chief')).items).toEqual([]);
  });

  it('are read by whoever they are for, some or all, and counted', async () => {
    const triage = await stage.clientAs('triage');
    const { items, unread } = await mine('triage');
    expect(unread).toBe(3);
    const one = await triage.call<{ unread: number }>('POST', '/v1/notifications/read', {
      ids: [items[0]?.id],
    });
    expect(one.body.unread).toBe(2);
    const stranger = await stage.clientAs('chief');
    await stranger.call('POST', '/v1/notifications/read', { ids: items.map((item) => item.id) });
    expect((await mine('triage')).unread).toBe(2);
    expect(
      (await triage.call<{ unread: number }>('POST', '/v1/notifications/read', { ids: [] })).body
        .unread,
    ).toBe(2);
    expect(
      (await triage.call<{ unread: number }>('POST', '/v1/notifications/read', { ids: null })).body
        .unread,
    ).toBe(0);
    expect((await mine('triagetwo')).unread).toBe(3);
  });
});

describe('the outbox page', () => {
  it('shows messages with masked numbers, newest first', async () => {
    const caseId = (await mine('triage')).items[0]?.caseId ?? '';
    await (
      await stage.clientAs('triage')
    ).must(caseId, { type: 'returnForSupplement', items: [{ code: 'R01', text: '补资料' }] });
    const { body } = await (
      await stage.clientAs('coordinator')
    ).get<{ items: { address: string; text: string; state: string }[] }>('/v1/outbox');
    expect(body.items.length).toBeGreaterThan(0);
    for (const { address } of body.items) expect(address).toMatch(/^[*-]+\d{4}$/);
    expect(JSON.stringify(body)).not.toContain(phoneOf('requester'));
  });
});
