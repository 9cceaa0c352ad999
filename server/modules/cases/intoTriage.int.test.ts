import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaseDetail, listCases, listSubmissions, saveForm } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import type { Notification } from '../../../shared/api/notifications';
import { emptyForm } from '../../../shared/domain/consultation/form';
import { addMaterial, aRequest } from '../../testing/caseFixtures';
import type { Client } from '../../testing/client';
import { createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { HOSPITALS, phoneOf } from '../../testing/world';

type Page = RouteOutput<typeof listCases>;

let stage: TestServer;
let story: ReturnType<typeof createStory>;
let requester: Client;
let triage: Client;
beforeAll(async () => {
  stage = await createTestServer();
  story = createStory(stage);
  requester = await stage.clientAs('requester');
  triage = await stage.clientAs('triage');
});
afterAll(() => stage.close());
beforeEach(() => stage.clock.set('2026-11-24T02:00:00.000Z'));

const create = (body: object) =>
  requester.call<CaseDetail>('POST', '/v1/cases', { idempotencyKey: randomUUID(), ...body });
const save = (caseId: string, form: object, expectedVersion: number) =>
  requester.call<RouteOutput<typeof saveForm>>('PUT', `/v1/cases/${caseId}/form`, {
    form,
    expectedVersion,
  });

describe('a draft', () => {
  it('starts empty, says what is missing, and is saved as it is typed', async () => {
    const created = await create({});
    const { id, version } = created.body.case;
    expect([created.status, created.body.case.state, version]).toEqual([201, 'draft', 0]);
    const saved = await save(
      id,
      { ...emptyForm(), patient: { ...emptyForm().patient, name: '半张' } },
      0,
    );
    expect(saved.body.version).toBe(1);
    expect(saved.body.fields.map((field) => field.path)).toContain('clinical.chiefComplaint');
    expect(saved.body.fields.map((field) => field.path)).not.toContain('patient.name');
    expect(saved.body.missing.map((item) => item.code)).toEqual(['consentPaper', 'anyMaterial']);
    expect((await requester.caseOf(id)).body.case.form.patient.name).toBe('半张');
  });

  it('tells the second of two windows which version it missed, and keeps the first', async () => {
    const { id } = (await create({})).body.case;
    const form = (name: string) => ({ ...emptyForm(), patient: { ...emptyForm().patient, name } });
    const [a, b] = await Promise.all([save(id, form('甲'), 0), save(id, form('乙'), 0)]);
    const [winner, loser] = a.status === 200 ? [a, b] : [b, a];
    expect([winner.status, loser.status]).toEqual([200, 409]);
    expect(loser.error).toMatchObject({ code: 'case.staleVersion', params: { version: 1 } });
    expect((await requester.caseOf(id)).body.case.form.patient.name).toBe(
      a.status === 200 ? '甲' : '乙',
    );
  });

  it('belongs to its doctor: a colleague reads it, the medical office may write it, nobody else knows it', async () => {
    const caseId = await story.draft();
    const colleague = await stage.clientAs('colleague');
    const { version, form } = (await colleague.caseOf(caseId)).body.case;
    const asColleague = await colleague.call('PUT', `/v1/cases/${caseId}/form`, {
      form,
      expectedVersion: version,
    });
    expect([asColleague.status, asColleague.error?.code]).toEqual([403, 'case.notYours']);
    const office = await stage.clientAs('hospitaladmin');
    const asOffice = await office.call('PUT', `/v1/cases/${caseId}/form`, {
      form,
      expectedVersion: version,
    });
    expect(asOffice.status).toBe(200);
    for (const other of ['stranger', 'triage', 'coordinator', 'chief'] as const) {
      expect([other, (await (await stage.clientAs(other)).caseOf(caseId)).status]).toEqual([
        other,
        404,
      ]);
    }
  });

  it('is not submitted with holes: every field is named', async () => {
    const { id } = (await create({})).body.case;
    const reply = await requester.command(id, { type: 'submit' });
    expect([reply.status, reply.error?.code]).toEqual([400, 'case.incomplete']);
    expect(reply.error?.fields?.map((field) => field.path)).toEqual(
      expect.arrayContaining([
        'patient.name',
        'clinical.presentIllness',
        'wishes.purpose',
        'wishes.windows',
      ]),
    );
  });

  it('is not submitted without its material: every missing piece is named', async () => {
    const { id } = (await create({ form: aRequest({ profile: 'imagingMdt' }) })).body.case;
    const reply = await requester.command(id, { type: 'submit' });
    expect([reply.status, reply.error?.code, reply.error?.params]).toEqual([
      400,
      'case.incomplete',
      { missing: 'consentPaper,currentStudy,priorStudy' },
    ]);
  });

  it('is not submitted by a hospital whose agreement ran out', async () => {
    const caseId = await story.draft(aRequest(), 'stranger');
    const agreement = (valid_to: string) =>
      stage.database.db
        .updateTable('agreement')
        .set({ valid_to })
        .where('hospital_id', '=', HOSPITALS.south)
        .execute();
    await agreement('2026-11-23');
    const reply = await (await stage.clientAs('stranger')).command(caseId, { type: 'submit' });
    await agreement('2039-12-31');
    expect([reply.status, reply.error?.code]).toEqual([409, 'case.agreementMissing']);
  });
});

describe('triage', () => {
  it('claims a request for a quarter of an hour; a second person has to wait', async () => {
    const caseId = await story.submitted();
    const second = await stage.clientAs('triagetwo');
    const claimed = await triage.must(caseId, { type: 'claim' });
    expect(claimed.case.claim?.until).toBe('2026-11-24T02:15:00.000Z');
    const tooEarly = await second.command(caseId, { type: 'accept', waiverNote: null });
    expect([tooEarly.status, tooEarly.error]).toMatchObject([
      409,
      { code: 'case.claimedByOther', params: { until: '2026-11-24T02:15:00.000Z' } },
    ]);
    stage.clock.advance({ minutes: 16 });
    expect((await second.command(caseId, { type: 'accept', waiverNote: null })).status).toBe(200);
  });

  it('of two who decide at once, one decides and the other hears that the case moved on', async () => {
    const caseId = await story.submitted();
    const version = (await triage.caseOf(caseId)).body.case.version;
    const second = await stage.clientAs('triagetwo');
    const replies = await Promise.all([
      triage.command(caseId, { type: 'accept', waiverNote: null }, { version }),
      second.command(
        caseId,
        { type: 'reject', code: 'R03', text: '本中心无此专科，请转其他中心' },
        { version },
      ),
    ]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect(replies.find((reply) => reply.status === 409)?.error?.code).toBe('case.staleVersion');
  });

  it('numbers requests by the day in China, without doubles', async () => {
    stage.clock.set('2026-11-24T15:59:00.000Z');
    const before = await Promise.all(Array.from({ length: 5 }, () => story.submitted()));
    stage.clock.set('2026-11-24T16:01:00.000Z');
    const after = await story.submitted();
    const number = async (caseId: string) =>
      (await requester.caseOf(caseId)).body.case.requestNo ?? '';
    const numbers = await Promise.all(before.map(number));
    expect(new Set(numbers).size).toBe(5);
    expect(numbers.every((text) => /^HZ20261124-\d{4}$/.test(text))).toBe(true);
    expect(await number(after)).toBe('HZ20261125-0001');
  });

  it('rejects with a coded reason; the request can be copied, keeps its link and its material', async () => {
    const caseId = await story.submitted();
    const short = await triage.command(caseId, { type: 'reject', code: 'R03', text: '不符' });
    expect([short.status, short.error?.code]).toEqual([400, 'request.invalid']);
    await triage.must(caseId, {
      type: 'reject',
      code: 'R03',
      text: '本中心无此专科，请转其他中心',
    });
    const listed = await requester.get<Page>('/v1/cases?bucket=owed');
    expect(listed.body.items.find((item) => item.id === caseId)).toMatchObject({
      state: 'rejected',
      owed: 'rejected',
    });
    const copy = await create({ copyOf: caseId });
    expect(copy.body).toMatchObject({
      case: { state: 'draft', parentId: caseId, form: { patient: { name: '王某芳' } } },
    });
    expect(copy.body.records.map((record) => record.title).sort()).toEqual(
      ['知情同意书', '胸部 CT'].sort(),
    );
    expect((await requester.caseOf(caseId)).body.children.map((child) => child.id)).toEqual([
      copy.body.case.id,
    ]);
    const after = await requester.get<Page>('/v1/cases?bucket=owed');
    expect(after.body.items.some((item) => item.id === caseId)).toBe(false);
  });
});

describe('a returned request', () => {
  const items = [
    { code: 'R06' as const, text: '补监护人签字' },
    { code: 'R02' as const, text: '补一张清晰的片子' },
  ];

  it('shows its fix list to the requester, stands out for requester and coordinator, and leaks nothing by SMS', async () => {
    const caseId = await story.submitted();
    await triage.must(caseId, { type: 'returnForSupplement', items });
    const listed = await requester.get<Page>('/v1/cases?bucket=owed');
    expect(listed.body.items.find((item) => item.id === caseId)).toMatchObject({
      state: 'returned',
      owed: 'fix',
    });
    expect(
      (await requester.caseOf(caseId)).body.case.fixList?.items.map((item) => item.text),
    ).toEqual(items.map((item) => item.text));
    for (const person of ['requester', 'coordinator'] as const) {
      const client = await stage.clientAs(person);
      const notifications = await client.get<{ items: Notification[] }>('/v1/notifications');
      const mine = notifications.body.items.find(
        (entry) => entry.caseId === caseId && entry.event === 'returned',
      );
      expect([person, mine?.highlight, mine?.params['count']]).toEqual([person, true, 2]);
    }
    const sent = await stage.database.db
      .selectFrom('outbox')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('template', '=', 'returned')
      .execute();
    expect(
      sent
        .filter((row) => row.channel === 'sms')
        .map((row) => row.address)
        .sort(),
    ).toEqual([phoneOf('coordinator'), phoneOf('requester')].sort());
    for (const { text } of sent) {
      expect(text).toMatch(/HZ\d{8}-\d{4}/);
      for (const secret of ['王某芳', '结节', 'R91', '监护人']) expect(text).not.toContain(secret);
    }
  });

  it('comes back when every item is answered; the difference can be read; it keeps its place in the queue', async () => {
    const caseId = await story.submitted();
    const firstSubmission = (await requester.caseOf(caseId)).body.case.submittedAt;
    await triage.must(caseId, { type: 'returnForSupplement', items });
    stage.clock.advance({ hours: 2 });
    const { body } = await requester.caseOf(caseId);
    const { form } = body.case;
    await save(
      caseId,
      { ...form, clinical: { ...form.clinical, allergies: '青霉素' } },
      body.case.version,
    );
    await addMaterial(stage.database.db, caseId);
    const half = await requester.command(caseId, {
      type: 'resubmit',
      answers: [{ id: 1, answer: '已补' }],
    });
    expect([half.error?.code, half.error?.params]).toEqual(['case.fixUnanswered', { items: '2' }]);
    const again = await requester.must(caseId, {
      type: 'resubmit',
      answers: [
        { id: 1, answer: '已补签' },
        { id: 2, answer: '已重拍' },
      ],
    });
    expect(again.case).toMatchObject({
      state: 'submitted',
      submission: 2,
      submittedAt: firstSubmission,
    });
    const submissions = await triage.get<RouteOutput<typeof listSubmissions>>(
      `/v1/cases/${caseId}/submissions`,
    );
    expect(submissions.body.items.map((entry) => entry.number)).toEqual([1, 2]);
    const [, second] = submissions.body.items;
    expect(second?.changes).toEqual([{ path: 'clinical.allergies', before: '', after: '青霉素' }]);
    expect(second?.recordsAdded.toSorted()).toEqual(['知情同意书', '胸部 CT'].toSorted());
    expect(second?.recordsRemoved).toEqual([]);
  });
});

describe('a hospital that approves its own requests', () => {
  it('keeps a request to itself until its medical office lets it go', async () => {
    const { db } = stage.database;
    const office = await stage.clientAs('hospitaladmin');
    const outboxSize = () =>
      db
        .selectFrom('outbox')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
    await db
      .updateTable('hospital')
      .set({ local_approval: true })
      .where('code', '=', 'N1')
      .execute();
    try {
      const before = await outboxSize();
      const caseId = await story.submitted();
      expect((await office.caseOf(caseId)).body.case).toMatchObject({
        state: 'awaitingApproval',
        submittedAt: null,
      });
      expect(
        (await office.get<Page>('/v1/cases?bucket=owed')).body.items.map((item) => [
          item.id,
          item.owed,
        ]),
      ).toContainEqual([caseId, 'localApproval']);
      expect((await triage.caseOf(caseId)).status).toBe(404);
      await office.must(caseId, { type: 'refuseLocally', text: '请先做增强 CT' });
      expect((await outboxSize()).n - before.n).toBe(1); // the requester alone; the centre never heard of it
      stage.clock.advance({ days: 1 });
      await requester.must(caseId, { type: 'submit' });
      const approvedAt = stage.clock.now();
      await office.must(caseId, { type: 'approveLocally' });
      expect((await triage.caseOf(caseId)).body.case).toMatchObject({
        state: 'submitted',
        submittedAt: approvedAt,
      });
    } finally {
      await db
        .updateTable('hospital')
        .set({ local_approval: false })
        .where('code', '=', 'N1')
        .execute();
    }
  });
});
