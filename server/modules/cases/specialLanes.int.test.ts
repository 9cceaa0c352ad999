import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { listEmergencies } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import type { RequestForm } from '../../../shared/domain/consultation/form';
import { runCaseClock } from '../../jobs/caseClock';
import { aRequest, insertCase } from '../../testing/caseFixtures';
import type { Client } from '../../testing/client';
import { aReport, createStory, SLOT } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { idOf, type PersonKey } from '../../testing/world';

type Ringing = RouteOutput<typeof listEmergencies>;

let stage: TestServer;
let story: ReturnType<typeof createStory>;
let requester: Client;
let triage: Client;
let coordinator: Client;
let chief: Client;
beforeAll(async () => {
  stage = await createTestServer();
  story = createStory(stage);
  requester = await stage.clientAs('requester');
  triage = await stage.clientAs('triage');
  coordinator = await stage.clientAs('coordinator');
  chief = await stage.clientAs('chief');
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.clock.set('2026-11-24T02:00:00.000Z');
  await stage.database.db.deleteFrom('booking').execute();
});

/** Oral consent is enough, and no paper is waited for. */
const emergency = (): RequestForm => {
  const form = aRequest({ urgency: 'emergency' });
  return {
    ...form,
    consent: { ...form.consent, status: 'oralEmergency', signedBy: '', signedAt: null },
  };
};
const expertsOnCall: readonly PersonKey[] = ['chief', 'member', 'outsider', 'fourth', 'fifth'];
const notified = async (caseId: string, event: string) =>
  (
    await stage.database.db
      .selectFrom('notification')
      .select('user_id')
      .where('case_id', '=', caseId)
      .where('event', '=', event)
      .execute()
  ).map((row) => row.user_id);

describe('an emergency', () => {
  it('rings for everybody on call without saying who the patient is', async () => {
    const caseId = await story.submitted(emergency());
    const { body } = await chief.get<Ringing>('/v1/emergencies');
    expect(body.items.find((item) => item.caseId === caseId)).toMatchObject({
      ageYears: 62,
      sex: 'female',
      hospitalName: '北县医院',
    });
    expect(JSON.stringify(body)).not.toContain('王某芳');
    expect((await chief.caseOf(caseId)).status).toBe(404);
    expect(await notified(caseId, 'emergencyRing')).toEqual(
      expect.arrayContaining(expertsOnCall.map(idOf)),
    );
    const texts = await stage.database.db
      .selectFrom('outbox')
      .select('text')
      .where('case_id', '=', caseId)
      .execute();
    for (const { text } of texts) expect(text).not.toMatch(/王某芳|结节/);
  });

  it('goes to the first of five who answer at once; the others hear that it is taken', async () => {
    const caseId = await story.submitted(emergency());
    const { version } = (await triage.caseOf(caseId)).body.case;
    const clients = await Promise.all(expertsOnCall.map((key) => stage.clientAs(key)));
    const replies = await Promise.all(
      clients.map((client) => client.command(caseId, { type: 'answerEmergency' }, { version })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409]);
    const winner = expertsOnCall[replies.findIndex((reply) => reply.status === 200)];
    const { body } = await requester.caseOf(caseId);
    expect(body.case).toMatchObject({ state: 'inConsultation', chiefId: winner && idOf(winner) });
    expect(body.case.invitations).toHaveLength(1);
    expect(await notified(caseId, 'emergencyAnswered')).toEqual(
      expect.arrayContaining(expertsOnCall.map(idOf)),
    );
    expect(
      (await chief.get<Ringing>('/v1/emergencies')).body.items.map((item) => item.caseId),
    ).not.toContain(caseId);
  });

  it('is not answered by somebody who is not on call, or whose title does not allow it', async () => {
    const caseId = await story.submitted(emergency());
    const { version } = (await triage.caseOf(caseId)).body.case;
    const { db } = stage.database;
    await db
      .updateTable('expert_profile')
      .set({ on_call: false })
      .where('user_id', '=', idOf('fourth'))
      .execute();
    const offDuty = await (
      await stage.clientAs('fourth')
    ).command(caseId, { type: 'answerEmergency' }, { version });
    await db
      .updateTable('expert_profile')
      .set({ on_call: true })
      .where('user_id', '=', idOf('fourth'))
      .execute();
    const junior = await (
      await stage.clientAs('junior')
    ).command(caseId, { type: 'answerEmergency' }, { version });
    expect([offDuty.error?.code, junior.error?.code]).toEqual([
      'case.notInvited',
      'case.expertTitle',
    ]);
    const routine = await story.submitted();
    const wrongLane = await chief.command(routine, { type: 'answerEmergency' }, { version: 1 });
    expect(wrongLane.error?.code).toBe('case.notEmergency');
  });

  it('reports at once and ends like any other', async () => {
    const caseId = await story.submitted(emergency());
    const { version } = (await triage.caseOf(caseId)).body.case;
    await chief.must(caseId, { type: 'answerEmergency' }, { version });
    stage.clock.advance({ minutes: 10 });
    const ended = await chief.must(caseId, { type: 'endConsultation', endReason: 'completed' });
    expect([ended.owed, ended.dueAt]).toEqual(['report', '2026-11-24T02:40:00.000Z']);
    const published = await chief.must(caseId, { type: 'publishReport', content: aReport() });
    expect(published.case.state).toBe('published');
    expect((await requester.caseOf(caseId)).body).toMatchObject({
      owed: 'receipt',
      dueAt: '2026-11-24T02:50:00.000Z',
    });
  });
});

describe('reading without a meeting', () => {
  it('needs a due time and no room', async () => {
    const caseId = await story.coordinated(['chief'], aRequest({ mode: 'async' }));
    const slot = {
      type: 'schedule',
      startsAt: '2026-11-24T03:00:00.000Z',
      endsAt: null,
      dueAt: null,
      centreRoomId: null,
      countyRoomId: null,
    } as const;
    expect((await triage.command(caseId, slot)).error?.code).toBe('case.slotInvalid');
    await triage.must(caseId, { ...slot, dueAt: '2026-11-25T02:00:00.000Z' });
    expect(
      await stage.database.db
        .selectFrom('booking')
        .selectAll()
        .where('case_id', '=', caseId)
        .execute(),
    ).toEqual([]);
    const started = await chief.must(caseId, {
      type: 'startConsultation',
      identifiers: [],
      patientPresent: false,
      recording: 'refused',
    });
    expect(started.case.state).toBe('inConsultation');
  });

  it('can become a meeting and stays the same case', async () => {
    const caseId = await story.coordinated(['chief'], aRequest({ mode: 'async' }));
    const { requestNo } = (await triage.caseOf(caseId)).body.case;
    const upgraded = await chief.must(caseId, { type: 'upgradeToVideo', mode: 'video' });
    expect(upgraded.case).toMatchObject({
      id: caseId,
      requestNo,
      state: 'coordinating',
      form: { wishes: { mode: 'video' } },
    });
    expect((await triage.command(caseId, { type: 'schedule', ...SLOT })).status).toBe(200);
  });

  it('is taken from the pool by one expert', async () => {
    const caseId = await story.accepted(aRequest({ mode: 'ecgRead' }));
    const { version } = (await triage.caseOf(caseId)).body.case;
    const replies = await Promise.all(
      (['chief', 'member'] as const).map(async (key) =>
        (await stage.clientAs(key)).command(caseId, { type: 'takeRead' }, { version }),
      ),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
  });
});

describe('somebody who does not come', () => {
  it('is marked after a quarter of an hour; a substitute takes over with the calendar', async () => {
    const caseId = await story.scheduled(['chief']);
    stage.clock.set('2026-11-25T01:14:59.000Z');
    const absent = {
      type: 'markNoShow',
      party: 'expert',
      contactAttempts: '电话两次未接',
    } as const;
    expect((await coordinator.command(caseId, absent)).error?.code).toBe('case.noShowTooEarly');
    stage.clock.set('2026-11-25T01:15:00.000Z');
    await coordinator.must(caseId, absent);
    const junior = await coordinator.command(caseId, {
      type: 'substituteExpert',
      absentId: idOf('chief'),
      expertId: idOf('junior'),
    });
    expect(junior.error?.code).toBe('case.expertTitle');
    const replaced = await coordinator.must(caseId, {
      type: 'substituteExpert',
      absentId: idOf('chief'),
      expertId: idOf('outsider'),
    });
    expect(replaced.case).toMatchObject({
      state: 'checkedIn',
      chiefId: idOf('outsider'),
      noShow: { party: 'expert' },
    });
    const booked = await stage.database.db
      .selectFrom('booking')
      .select('resource_id')
      .where('case_id', '=', caseId)
      .where('resource_kind', '=', 'expert')
      .execute();
    expect(booked).toEqual([{ resource_id: idOf('outsider') }]);
    expect((await chief.caseOf(caseId)).status).toBe(404);
    expect((await (await stage.clientAs('outsider')).caseOf(caseId)).status).toBe(200);
  });

  it('on the county’s side, the case is booked anew and the rooms are free', async () => {
    const caseId = await story.scheduled(['chief']);
    stage.clock.set('2026-11-25T01:20:00.000Z');
    await coordinator.must(caseId, {
      type: 'markNoShow',
      party: 'requester',
      contactAttempts: '电话无人接听',
    });
    const rebooked = await coordinator.must(caseId, { type: 'rebook' });
    expect(rebooked.case).toMatchObject({ state: 'coordinating', appointment: null });
    expect(
      await stage.database.db
        .selectFrom('booking')
        .selectAll()
        .where('case_id', '=', caseId)
        .execute(),
    ).toEqual([]);
  });
});

describe('the clock', () => {
  it('lets drafts go after ninety days and returned requests after thirty, and tells nobody of a draft', async () => {
    const { db } = stage.database;
    const draft = await insertCase(db, {
      state: 'draft',
      submittedAt: null,
      updatedAt: '2026-08-26T01:59:59.000Z',
    });
    const young = await insertCase(db, {
      state: 'draft',
      submittedAt: null,
      updatedAt: '2026-08-26T02:00:00.000Z',
    });
    const returned = await insertCase(db, {
      state: 'returned',
      updatedAt: '2026-10-25T01:59:59.000Z',
    });
    await runCaseClock(stage.server.db, stage.server.cases.applyAsSystem, stage.clock.now);
    const states = await db
      .selectFrom('consultation')
      .select(['id', 'state'])
      .where('id', 'in', [draft.id, young.id, returned.id])
      .execute();
    expect(new Map(states.map((row) => [row.id, row.state]))).toEqual(
      new Map([
        [draft.id, 'expired'],
        [young.id, 'draft'],
        [returned.id, 'expired'],
      ]),
    );
    expect(await notified(draft.id, 'cancelled')).toEqual([]);
    expect(await notified(returned.id, 'cancelled')).toContain(idOf('requester'));
    expect((await coordinator.caseOf(draft.id)).status).toBe(404);
  });
});

describe('a case entered in error', () => {
  it('takes two people, frees the calendar, tells those concerned and disappears from the experts', async () => {
    const caseId = await story.scheduled(['chief']);
    const auditor = await stage.clientAs('auditor');
    const { version } = (await coordinator.caseOf(caseId)).body.case;
    const alone = await auditor.command(caseId, { type: 'confirmVoid' }, { version });
    expect(alone.error?.code).toBe('case.dualControl');
    const asked = await coordinator.must(caseId, { type: 'requestVoid', reason: '患者身份错误' });
    expect(asked.case.state).toBe('scheduled');
    const done = await auditor.command(
      caseId,
      { type: 'confirmVoid' },
      { version: asked.case.version },
    );
    expect([done.status, done.body.case.state]).toEqual([200, 'enteredInError']);
    expect(
      await stage.database.db
        .selectFrom('booking')
        .selectAll()
        .where('case_id', '=', caseId)
        .execute(),
    ).toEqual([]);
    expect(await notified(caseId, 'cancelled')).toEqual(
      expect.arrayContaining([idOf('requester'), idOf('chief')]),
    );
    for (const [key, status] of [
      ['chief', 404],
      ['triage', 404],
      ['coordinator', 200],
      ['requester', 200],
    ] as const) {
      expect([key, (await (await stage.clientAs(key)).caseOf(caseId)).status]).toEqual([
        key,
        status,
      ]);
    }
    const after = await requester.command(caseId, { type: 'cancel', reason: '再取消' });
    expect(after.error?.code).toBe('case.illegalTransition');
  });
});
