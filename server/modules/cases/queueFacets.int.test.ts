import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { getQueueFacets } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import { aForm } from '../../../shared/testing/aCase';
import { insertCase } from '../../testing/caseFixtures';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { HOSPITALS } from '../../testing/world';

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
  const { db } = stage.database;
  await insertCase(db, { state: 'submitted', form: aForm({ urgency: 'emergency' }) });
  await insertCase(db, { state: 'submitted', form: aForm({ mode: 'async', mdt: true }) });
  await insertCase(db, { state: 'submitted', hospitalId: HOSPITALS.south });
  await insertCase(db, { state: 'returned' });
  await insertCase(db, { state: 'archived' });
});
afterAll(() => stage.close());

const ask = async (query = '') =>
  (
    await (
      await stage.clientAs('triage')
    ).get<RouteOutput<typeof getQueueFacets>>(`/v1/queue/facets${query}`)
  ).body;

describe('the filter chips of the queue', () => {
  it('count what waits at each stage, and what those of the stage on screen consist of', async () => {
    const facets = await ask();
    expect(facets.stages).toEqual({
      queue: 3,
      accepted: 0,
      coordinating: 0,
      returned: 1,
      reporting: 0,
    });
    expect(facets).toMatchObject({
      urgency: { emergency: 1, routine: 2, elective: 0 },
      async: 1,
      mdt: 1,
      cities: [
        { name: '北市', count: 2 },
        { name: '南市', count: 1 },
      ],
    });
    expect(facets.departments.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  });

  it('follow the stage that is asked for', async () => {
    const facets = await ask('?stage=returned');
    expect(facets.urgency).toEqual({ emergency: 0, routine: 1, elective: 0 });
    expect(facets.cities).toEqual([{ name: '北市', count: 1 }]);
  });

  it('are the centre’s business', async () => {
    expect((await (await stage.clientAs('requester')).get('/v1/queue/facets')).status).toBe(403);
  });
});
