import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../shared/api';
import type { CaseDetail, listCaseEvents } from '../../../shared/api/cases';
import { EVENTS_PATH } from '../../../shared/api/events';
import type { RouteOutput } from '../../../shared/api/route';
import type { Client } from '../../testing/client';
import { aReport, createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { idOf, PEOPLE, PERSON_KEYS, type PersonKey } from '../../testing/world';

type Events = RouteOutput<typeof listCaseEvents>;

/** Words nobody else would write: found anywhere in an answer, they have leaked. */
const WORDS = {
  chief: '主任本人判断甲骨',
  member: '成员本人判断乙鱼',
  fourth: '第四专家判断丙火',
} as const;
type Author = keyof typeof WORDS;
const AUTHORS = Object.keys(WORDS) as Author[];

let stage: TestServer;
const clients = new Map<PersonKey, Client>();
const as = (key: PersonKey): Client => {
  const client = clients.get(key);
  if (!client) throw new Error(`nobody signed in as ${key}`);
  return client;
};
let caseId = '';

beforeAll(async () => {
  stage = await createTestServer();
  for (const key of PERSON_KEYS) clients.set(key, await stage.clientAs(key));
  caseId = await createStory(stage).inConsultation(['chief', 'member', 'fourth']);
});
afterAll(() => stage.close());

const give = (key: Author, agreesWithChief = false, idempotencyKey: string = randomUUID()) =>
  as(key).must(
    caseId,
    { type: 'submitOpinion', text: WORDS[key], agreesWithChief },
    { key: idempotencyKey },
  );

/** Every GET of the contract that a person may call, on this case. */
async function everythingSeenBy(key: PersonKey): Promise<string> {
  const answers: string[] = [];
  for (const route of ROUTES.filter((entry) => entry.method === 'GET')) {
    const { access } = route;
    if (Array.isArray(access) && !access.includes(PEOPLE[key].role)) continue;
    const kinds = route.path.includes(':kind') ? ['opinion', 'report'] : [''];
    for (const kind of kinds) {
      const url = route.path
        .replace(':caseId', caseId)
        .replace(':kind', kind)
        .replace(':version', '1')
        .replace(':dimension', 'sex')
        .replace(/:[a-zA-Z]+/g, () => randomUUID());
      const { body } = await as(key).get(`${url}?from=2026-01-01&to=2026-12-31`);
      answers.push(typeof body === 'string' ? body : JSON.stringify(body));
    }
  }
  return answers.join('\n');
}

/** Whose words reach whom, over all routes. */
async function readers(people: readonly PersonKey[] = PERSON_KEYS) {
  const found: Record<string, Author[]> = {};
  for (const key of people) {
    const text = await everythingSeenBy(key);
    const leaked = AUTHORS.filter((author) => text.includes(WORDS[author]));
    if (leaked.length > 0) found[key] = leaked;
  }
  return found;
}

const opinionSteps = async (key: PersonKey) =>
  (await as(key).get<Events>(`/v1/cases/${caseId}/events`)).body.items
    .map(({ type }) => type)
    .filter((type) => type.endsWith('Opinion'));

/** The story of one case; each step needs the one before. */
describe('opinions are blind until submitted', () => {
  const memberKey = randomUUID();

  it('a draft is read by its author alone', async () => {
    for (const author of AUTHORS) {
      const draft = { kind: 'opinion', text: WORDS[author], agreesWithChief: false };
      const url = `/v1/cases/${caseId}/drafts/opinion`;
      await as(author).call('PUT', url, { draft, expectedVersion: 0 });
    }
    expect(await readers()).toEqual({ chief: ['chief'], member: ['member'], fourth: ['fourth'] });
  });

  it('the first opinion is read by nobody else: not by the other experts, the chief, centre or county', async () => {
    const heard = await listenAs('fourth', 'requester', 'coordinator');
    await give('member', false, memberKey);
    expect(await readers()).toEqual({ chief: ['chief'], member: ['member'], fourth: ['fourth'] });
    const { body } = await as('fourth').caseOf(caseId);
    expect(body.case.opinions).toEqual([]);
    expect(body.opinionsGiven).toEqual([
      { expertId: idOf('member'), status: 'submitted', at: stage.clock.now() },
    ]);
    await expect
      .poll(() => heard.filter(([, text]) => text.includes('caseChanged')).length)
      .toBe(3);
    expect(heard.filter(([, text]) => text.includes(WORDS.member))).toEqual([]);
  });

  it('centre and owing experts hear that it was given, the county does not', async () => {
    for (const key of ['triage', 'coordinator', 'chief', 'fourth'] as const) {
      expect([key, (await as(key).caseOf(caseId)).body.opinionsGiven.length]).toEqual([key, 1]);
      expect([key, await opinionSteps(key)]).toEqual([key, ['submitOpinion']]);
    }
    for (const key of ['requester', 'colleague', 'hospitaladmin'] as const) {
      expect([key, (await as(key).caseOf(caseId)).body.opinionsGiven]).toEqual([key, []]);
      expect([key, await opinionSteps(key)]).toEqual([key, []]);
    }
  });

  it('neither the answer to somebody’s own command nor a refused one carries it', async () => {
    const found = await as('fourth').must(caseId, {
      type: 'raiseCriticalFinding',
      text: '疑似主动脉夹层',
    });
    const seen = await as('requester').must(caseId, { type: 'acknowledgeCriticalFinding' });
    const refused = await as('fourth').command(caseId, {
      type: 'returnOpinion',
      expertId: idOf('member'),
    });
    for (const answer of [found, seen, refused.body])
      expect(JSON.stringify(answer)).not.toContain(WORDS.member);
    expect([found.opinionsGiven.length, seen.opinionsGiven.length]).toEqual([1, 0]);
  });

  it('who has given his reads the others', async () => {
    await give('fourth', true);
    expect(await readers()).toEqual({
      chief: ['chief'],
      member: ['member', 'fourth'],
      fourth: ['member', 'fourth'],
    });
  });

  it('the chief reads them when he has to consolidate, without having written one', async () => {
    await as('chief').must(caseId, { type: 'endConsultation', endReason: 'completed' });
    expect(await readers(['chief', 'coordinator', 'requester'])).toEqual({ chief: AUTHORS });
    expect((await as('chief').caseOf(caseId)).body.case.opinions).toHaveLength(2);
  });

  it('who is asked to write again is blind again, also when he sends his old command once more', async () => {
    const before = (await as('member').caseOf(caseId)).body.case.version;
    await as('chief').must(caseId, { type: 'returnOpinion', expertId: idOf('member') });
    // his own words come back to him, and to nobody else
    expect(await readers(['member'])).toEqual({ member: ['member'] });
    for (const words of Object.values(await readers(['chief', 'fourth', 'coordinator'])))
      expect(words).not.toContain('member');
    const replay = await as('member').command(
      caseId,
      { type: 'submitOpinion', text: WORDS.member, agreesWithChief: false },
      { key: memberKey, version: before },
    );
    expect([replay.status, JSON.stringify(replay.body).includes(WORDS.fourth)]).toEqual([
      200,
      false,
    ]);
    await give('member');
  });

  it('an answer stored by an older version of the server is not replayed as it is', async () => {
    const OLD_KEY = randomUUID();
    const raised = await as('fourth').must(caseId, {
      type: 'raiseCriticalFinding',
      text: '再次提示',
    });
    await as('requester').must(
      caseId,
      { type: 'acknowledgeCriticalFinding' },
      { key: OLD_KEY, version: raised.case.version },
    );
    const full = (await as('chief').caseOf(caseId)).body as Partial<CaseDetail>;
    delete full.opinionsGiven;
    await stage.database.db
      .updateTable('idempotency')
      .set({ response: JSON.stringify(full) })
      .where('key', '=', OLD_KEY)
      .execute();
    const replay = await as('requester').command(
      caseId,
      { type: 'acknowledgeCriticalFinding' },
      { key: OLD_KEY, version: raised.case.version },
    );
    expect([replay.status, replay.body.case.opinions, replay.body.opinionsGiven]).toEqual([
      200,
      [],
      [],
    ]);
  });

  it('the published report opens what it prints to everybody in the case', async () => {
    await give('chief');
    const url = `/v1/cases/${caseId}/drafts/report`;
    const dissent = [
      { expertId: idOf('member'), expertName: '专家员', text: WORDS.member },
      { expertId: idOf('fourth'), expertName: '专家四', text: '同意随访，不同意手术' },
    ];
    await as('chief').call('PUT', url, {
      draft: { kind: 'report', content: aReport({ dissent }) },
      expectedVersion: 0,
    });
    expect(await readers(['triage', 'coordinator', 'requester', 'hospitaladmin'])).toEqual({});
    await as('chief').must(caseId, {
      type: 'publishReport',
      content: aReport({ dissent: dissent.slice(0, 1) }),
    });
    const printed = ['member'];
    expect(await readers()).toEqual({
      requester: printed,
      colleague: printed,
      hospitaladmin: printed,
      triage: printed,
      triagetwo: printed,
      coordinator: printed,
      chief: AUTHORS,
      member: AUTHORS,
      fourth: AUTHORS,
    });
    expect(await opinionSteps('requester')).toContain('submitOpinion');
  });

  it('the messages that left the house carry none', async () => {
    const { db } = stage.database;
    const out = await db.selectFrom('outbox').select('text').execute();
    const inside = await db.selectFrom('notification').select('params').execute();
    const audit = await db.selectFrom('audit_log').selectAll().execute();
    const all = JSON.stringify([out, inside, audit]);
    expect(AUTHORS.filter((author) => all.includes(WORDS[author]))).toEqual([]);
  });
});

/** What the event socket tells each of these people, from now on. */
async function listenAs(...keys: PersonKey[]): Promise<[PersonKey, string][]> {
  const heard: [PersonKey, string][] = [];
  for (const key of keys) {
    const socket = await stage.server.app.injectWS(EVENTS_PATH, {
      headers: { authorization: `Bearer ${await stage.tokenOf(key)}` },
    });
    socket.on('message', (data: Buffer) => heard.push([key, data.toString('utf8')]));
  }
  return heard;
}
