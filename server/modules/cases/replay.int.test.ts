import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDetail } from '../../../shared/api/cases';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { addMaterial, aRequest } from '../../testing/caseFixtures';
import type { Client, Reply } from '../../testing/client';
import { aReport, SLOT } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { idOf, type PersonKey } from '../../testing/world';

let stage: TestServer;
let requester: Client;
beforeAll(async () => {
  stage = await createTestServer();
  requester = await stage.clientAs('requester');
});
afterAll(() => stage.close());

const create = (idempotencyKey: string, form = aRequest()) =>
  requester.call<CaseDetail>('POST', '/v1/cases', { idempotencyKey, form });
const count = async (
  table:
    | 'consultation'
    | 'consultation_event'
    | 'notification'
    | 'outbox'
    | 'audit_log'
    | 'report_version',
) =>
  (
    await stage.database.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;
const census = () =>
  Promise.all(
    (
      [
        'consultation',
        'consultation_event',
        'notification',
        'outbox',
        'audit_log',
        'report_version',
      ] as const
    ).map(count),
  );

const experts = [{ expertId: idOf('chief'), role: 'chief' as const, required: true }];
const checkIn = { type: 'checkIn', device: 'pc', preflightPassed: true } as const;
/** A whole case, step by step: who, when, what. */
const STORY: readonly (readonly [PersonKey, string, CaseCommand])[] = [
  ['requester', '2026-11-24T02:00:00.000Z', { type: 'submit' }],
  ['triage', '2026-11-24T02:05:00.000Z', { type: 'claim' }],
  ['triage', '2026-11-24T02:06:00.000Z', { type: 'accept', waiverNote: null }],
  ['triage', '2026-11-24T02:07:00.000Z', { type: 'inviteExperts', experts }],
  ['chief', '2026-11-24T02:10:00.000Z', { type: 'acceptInvitation' }],
  ['coordinator', '2026-11-24T02:20:00.000Z', { type: 'schedule', ...SLOT }],
  ['requester', '2026-11-25T00:50:00.000Z', { ...checkIn, party: 'requester' }],
  ['chief', '2026-11-25T00:55:00.000Z', { ...checkIn, party: 'expert' }],
  [
    'chief',
    '2026-11-25T01:00:00.000Z',
    {
      type: 'startConsultation',
      identifiers: ['name', 'birthDate'],
      patientPresent: true,
      recording: 'granted',
    },
  ],
  ['chief', '2026-11-25T01:20:00.000Z', { type: 'endConsultation', endReason: 'completed' }],
  ['chief', '2026-11-25T01:30:00.000Z', { type: 'publishReport', content: aReport() }],
  [
    'requester',
    '2026-11-25T02:00:00.000Z',
    {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'adopted',
      reason: '',
      plan: '',
      orderedAt: null,
    },
  ],
  ['requester', '2026-11-25T02:01:00.000Z', { type: 'rate', score: 5, comment: '' }],
  ['chief', '2026-11-25T02:02:00.000Z', { type: 'planFollowUp', items: [] }],
];

describe('a command sent again with the same key', () => {
  it('gets the first answer at every step of a case, and nothing happens twice', async () => {
    const key = randomUUID();
    const created = await create(key);
    const again = await create(key);
    expect([again.status, again.body]).toEqual([created.status, created.body]);
    const caseId = created.body.case.id;
    await addMaterial(stage.database.db, caseId);
    const answers: { send: () => Promise<Reply<CaseDetail>>; first: CaseDetail }[] = [];
    for (const [person, at, command] of STORY) {
      stage.clock.set(at);
      const client = await stage.clientAs(person);
      const { version } = (await client.caseOf(caseId)).body.case;
      const send = () => client.command(caseId, command, { version, key: keys.get(command) ?? '' });
      keys.set(command, randomUUID());
      const first = await send();
      expect([command.type, first.status, first.error]).toEqual([command.type, 200, null]);
      const before = await census();
      const second = await send();
      expect([command.type, second.status, second.body]).toEqual([command.type, 200, first.body]);
      expect([command.type, await census()]).toEqual([command.type, before]);
      answers.push({ send, first: first.body });
    }
    const before = await stage.database.db
      .selectFrom('consultation')
      .select('body')
      .where('id', '=', caseId)
      .executeTakeFirst();
    for (const { send, first } of answers) expect((await send()).body).toEqual(first); // late, when the case has moved on
    expect(
      await stage.database.db
        .selectFrom('consultation')
        .select('body')
        .where('id', '=', caseId)
        .executeTakeFirst(),
    ).toEqual(before);
  });
  const keys = new Map<CaseCommand, string>();

  it('but another request is refused as a mistake of the sender', async () => {
    const key = randomUUID();
    const { body } = await create(key);
    const other = await create(key, aRequest({ purpose: '另一个目的' }));
    expect([other.status, other.error?.code]).toEqual([409, 'request.replayMismatch']);
    const commandKey = randomUUID();
    await addMaterial(stage.database.db, body.case.id);
    await requester.must(body.case.id, { type: 'submit' }, { key: commandKey });
    const different = await requester.command(
      body.case.id,
      { type: 'cancel', reason: '患者出院' },
      { key: commandKey },
    );
    expect([different.status, different.error?.code]).toEqual([409, 'request.replayMismatch']);
  });

  it('by somebody else is another request: keys are personal', async () => {
    const key = randomUUID();
    const mine = await create(key);
    const stranger = await stage.clientAs('stranger');
    const theirs = await stranger.call<CaseDetail>('POST', '/v1/cases', {
      idempotencyKey: key,
      form: aRequest(),
    });
    expect(theirs.status).toBe(201);
    expect(theirs.body.case.id).not.toBe(mine.body.case.id);
  });

  it('while the first is still on its way waits for that answer', async () => {
    const key = randomUUID();
    const before = await count('consultation');
    const created = await Promise.all(Array.from({ length: 6 }, () => create(key)));
    expect(created.map((reply) => reply.status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(new Set(created.map((reply) => reply.body.case.id)).size).toBe(1);
    expect(await count('consultation')).toBe(before + 1);
    const caseId = created[0]?.body.case.id ?? '';
    await addMaterial(stage.database.db, caseId);
    const commandKey = randomUUID();
    const submitted = await Promise.all(
      Array.from({ length: 6 }, () =>
        requester.command(caseId, { type: 'submit' }, { version: 0, key: commandKey }),
      ),
    );
    expect(submitted.map((reply) => [reply.status, reply.body.case?.version])).toEqual(
      submitted.map(() => [200, 1]),
    );
  });

  it('after a refusal is decided afresh: a refusal stores nothing', async () => {
    const { body } = await create(randomUUID());
    const key = randomUUID();
    expect((await requester.command(body.case.id, { type: 'submit' }, { key })).error?.code).toBe(
      'case.incomplete',
    );
    await addMaterial(stage.database.db, body.case.id);
    expect((await requester.command(body.case.id, { type: 'submit' }, { key })).status).toBe(200);
  });
});
