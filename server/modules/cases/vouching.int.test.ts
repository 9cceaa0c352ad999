import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../shared/api/cases';
import { insertCase, insertRecord } from '../../testing/caseFixtures';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { idOf } from '../../testing/world';

let stage: TestServer;
let caseId: string;
beforeAll(async () => {
  stage = await createTestServer();
  caseId = (await insertCase(stage.database.db, { state: 'submitted' })).id;
});
afterAll(() => stage.close());

const material = (identity: string): Promise<string> =>
  insertRecord(stage.database.db, caseId, {
    kind: 'image',
    category: 'chart',
    title: '病历照片',
    added_at: stage.clock.now(),
    file_name: 'photo.jpg',
    mime: 'image/jpeg',
    payload: JSON.stringify({ identity }),
  });
const vouch = async (recordId: string, as: Parameters<TestServer['clientAs']>[0]) =>
  (await stage.clientAs(as)).call<CaseRecord>(
    'PUT',
    `/v1/cases/${caseId}/records/${recordId}/identity`,
  );

describe('material that names nobody', () => {
  it('is vouched for by the requesting doctor, who and when are kept', async () => {
    const reply = await vouch(await material('unverified'), 'requester');
    expect(reply.status).toBe(200);
    expect(reply.body.payload).toMatchObject({
      identity: 'confirmed',
      confirmedBy: idOf('requester'),
    });
  });

  it('stays as it was first confirmed when the answer was lost and the request comes again', async () => {
    const id = await material('unverified');
    const first = await vouch(id, 'requester');
    stage.clock.advance({ minutes: 5 });
    const again = await vouch(id, 'requester');
    expect(again.status).toBe(200);
    expect(again.body.payload).toEqual(first.body.payload);
  });

  it('is nobody else’s to vouch for', async () => {
    const id = await material('unverified');
    expect((await vouch(id, 'colleague')).status).toBe(403);
    expect((await vouch(id, 'stranger')).status).toBe(404);
    expect((await vouch(id, 'triage')).status).toBe(403);
  });

  it('is the only kind one person may vouch for', async () => {
    expect((await vouch(await material('accepted'), 'requester')).status).toBe(404);
  });
});
