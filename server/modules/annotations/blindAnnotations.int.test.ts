import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENTS_PATH } from '../../../shared/api/events';
import { aReport, createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { idOf, PEOPLE, type PersonKey } from '../../testing/world';
import { aDrawing, aMark, annotationDesk, studyOnCase } from './testing/annotationStage';

let stage: TestServer;
let caseId = '';
const desk = annotationDesk(
  () => stage,
  () => caseId,
);
const name = (key: PersonKey): string => PEOPLE[key].name;

beforeAll(async () => {
  stage = await createTestServer();
  caseId = await createStory(stage).inConsultation(['chief', 'member', 'fourth']);
  const study = await studyOnCase(stage, caseId);
  for (const key of ['requester', 'chief', 'member', 'fourth'] as const)
    await desk.save(key, { annotations: [aDrawing(study)], keyImages: [aMark(study)] });
});
afterAll(() => stage.close());

/** The story of one case; each step needs the one before. */
describe('drawings are as blind as opinions', () => {
  const opine = async (key: PersonKey, agreesWithChief = false) =>
    (await stage.clientAs(key)).must(caseId, {
      type: 'submitOpinion',
      text: '建议手术',
      agreesWithChief,
    });

  it('before any opinion everybody sees his own and the county’s', async () => {
    expect(await desk.authorsSeenBy('member')).toEqual([name('requester'), name('member')].sort());
    expect(await desk.authorsSeenBy('chief')).toEqual([name('requester'), name('chief')].sort());
    expect(await desk.authorsSeenBy('coordinator')).toEqual([name('requester')]);
    expect(await desk.authorsSeenBy('requester')).toEqual([name('requester')]);
  });

  it('who has given his opinion sees those who have, and nobody else does', async () => {
    await opine('member');
    expect(await desk.authorsSeenBy('fourth')).toEqual([name('requester'), name('fourth')].sort());
    expect(await desk.authorsSeenBy('member')).toEqual([name('requester'), name('member')].sort());
    await opine('fourth', true);
    expect(await desk.authorsSeenBy('member')).toEqual(
      [name('requester'), name('member'), name('fourth')].sort(),
    );
    expect(await desk.authorsSeenBy('chief')).toEqual([name('requester'), name('chief')].sort());
  });

  it('the event of a change reaches only those who may see it', async () => {
    const heard: string[] = [];
    for (const key of ['member', 'chief', 'requester', 'coordinator'] as const) {
      const socket = await stage.server.app.injectWS(EVENTS_PATH, {
        headers: { authorization: `Bearer ${await stage.tokenOf(key)}` },
      });
      socket.on('message', (data: Buffer) => {
        const event = JSON.parse(data.toString('utf8')) as { type: string; authorId?: string };
        if (event.type === 'annotationsChanged') heard.push(`${key} ${event.authorId ?? ''}`);
      });
    }
    await desk.save('fourth', { annotations: [] }, { version: 1 });
    await desk.save('requester', { annotations: [] }, { version: 1 });
    const county = (key: string) => `${key} ${idOf('requester')}`;
    await expect
      .poll(() => heard.toSorted())
      .toEqual(
        [
          `member ${idOf('fourth')}`,
          county('member'),
          county('chief'),
          county('requester'),
          county('coordinator'),
        ].sort(),
      );
  });

  it('the chief sees all once he has to consolidate', async () => {
    await (
      await stage.clientAs('chief')
    ).must(caseId, { type: 'endConsultation', endReason: 'completed' });
    expect(await desk.authorsSeenBy('chief')).toEqual(
      [name('requester'), name('chief'), name('member'), name('fourth')].sort(),
    );
    expect(await desk.authorsSeenBy('requester')).toEqual([name('requester')]);
  });

  it('the playlist names nothing somebody is blind to', async () => {
    const sets = (await desk.get('chief')).body.sets;
    const entries = sets.flatMap(({ author, content }) =>
      content.keyImages.map(({ id }) => ({ authorId: author.userId, id })),
    );
    const body = { entries, expectedVersion: 0, idempotencyKey: randomUUID() };
    await (await stage.clientAs('chief')).call('PUT', desk.url('/playlist'), body);
    expect((await desk.get('chief')).body.playlist.entries).toEqual(entries);
    expect((await desk.get('requester')).body.playlist.entries).toEqual([]);
  });

  it('the published report opens the chief’s and the dissenter’s to everybody in the case', async () => {
    const dissent = [{ expertId: idOf('member'), expertName: '专家员', text: '建议手术' }];
    await (
      await stage.clientAs('chief')
    ).must(caseId, {
      type: 'publishReport',
      content: aReport({ dissent }),
    });
    const open = [name('requester'), name('chief'), name('member')].sort();
    for (const key of ['requester', 'colleague', 'coordinator', 'triage'] as const)
      expect([key, await desk.authorsSeenBy(key)]).toEqual([key, open]);
  });

  it('after the archive nobody draws any more', async () => {
    const requester = await stage.clientAs('requester');
    await requester.must(caseId, {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'adopted',
      reason: '',
      plan: '手术',
      orderedAt: stage.clock.now(),
    });
    await stage.database.db
      .updateTable('consultation')
      .set((eb) => ({
        state: 'archived',
        body: eb.fn('jsonb_set', ['body', eb.val('{state}'), eb.val('"archived"')]),
      }))
      .where('id', '=', caseId)
      .execute();
    const reply = await desk.save('chief', { annotations: [] }, { version: 1 });
    expect([reply.status, reply.error?.code]).toEqual([409, 'annotation.closed']);
  });
});
