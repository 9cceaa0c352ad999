import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { getSubmission, listCases, listSubmissions } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import type { RequestForm } from '../../../shared/domain/consultation/form';
import { lateEntryOf, type LateEntry } from '../../../shared/domain/consultation/lateEntry';
import { runClockNotices } from '../../jobs/clockNotices';
import { notifyInTransaction } from '../../notify/dispatch';
import { aRequest, insertRecord } from '../../testing/caseFixtures';
import type { Client } from '../../testing/client';
import { aReport, createStory } from '../../testing/story';
import { createTestServer, START, type TestServer } from '../../testing/testServer';
import { idOf } from '../../testing/world';

type Submissions = RouteOutput<typeof listSubmissions>;
type Snapshot = RouteOutput<typeof getSubmission>;
type Page = RouteOutput<typeof listCases>;
type Draft = { version: number; draft: { entry: LateEntry; basedOn: number } | null };

let stage: TestServer;
let county: Client;
let coordinator: Client;
let chief: Client;
beforeAll(async () => {
  stage = await createTestServer();
  county = await stage.clientAs('requester');
  coordinator = await stage.clientAs('coordinator');
  chief = await stage.clientAs('chief');
});
afterAll(() => stage.close());
beforeEach(() => stage.clock.set(START));

const emergency = (): RequestForm => {
  const form = aRequest({ urgency: 'emergency' });
  return {
    ...form,
    clinical: { ...form.clinical, presentIllness: '', physicalExam: '' },
    consent: { ...form.consent, status: 'oralEmergency', signedBy: '', signedAt: null },
  };
};
/** Submitted with the CT alone: the paper comes later. */
async function submitted(): Promise<string> {
  const caseId = await createStory(stage).draft(emergency());
  await stage.database.db
    .updateTable('case_record')
    .set({ removed_at: START, removed_by: idOf('requester') })
    .where('case_id', '=', caseId)
    .where('category', '=', 'consent')
    .execute();
  await county.must(caseId, { type: 'submit' });
  return caseId;
}
const completed = (form: RequestForm): LateEntry => {
  const entry = lateEntryOf(form);
  return {
    ...entry,
    clinical: {
      ...entry.clinical,
      presentIllness: '4 小时前突发胸痛，向后背放射。',
      physicalExam: '双肺呼吸音清，双上肢血压相差 30 mmHg。',
    },
    consent: {
      ...entry.consent,
      status: 'signed',
      signedBy: '王某芳之女',
      relation: '女儿',
      signedAt: stage.clock.now(),
    },
  };
};
/** What a photograph of the signed paper becomes once it has been taken in. */
const photograph = (caseId: string, category = 'other'): Promise<string> =>
  insertRecord(stage.database.db, caseId, {
    kind: 'image',
    category,
    title: 'IMG_2031',
    source: 'manual',
    added_at: stage.clock.now(),
    file_name: 'IMG_2031.jpg',
    mime: 'image/jpeg',
    size_bytes: 1000,
  });
async function settle(caseId: string): Promise<void> {
  await photograph(caseId, 'consent');
  const { form } = (await county.caseOf(caseId)).body.case;
  await county.must(caseId, { type: 'recordLateEntry', entry: completed(form) });
}
const told = async (caseId: string, event: string) =>
  (
    await stage.database.db
      .selectFrom('notification')
      .select(['user_id', 'params'])
      .where('case_id', '=', caseId)
      .where('event', '=', event)
      .orderBy('user_id')
      .execute()
  ).map((row) => row.user_id);
const passTime = () => runClockNotices(stage.server.db, notifyInTransaction, stage.clock.now);

describe('the late entry of an emergency', () => {
  it('is owed from the minute it went out, in case page and worklist, until six hours later', async () => {
    const caseId = await submitted();
    const { body } = await county.caseOf(caseId);
    expect([body.owed, body.dueAt, body.lateItems]).toEqual([
      'lateEntry',
      '2026-11-24T08:00:00.000Z',
      ['consentPaper', 'consentSigned', 'presentIllness', 'physicalExam'],
    ]);
    const list = (await county.get<Page>('/v1/cases?bucket=owed')).body.items;
    expect(list.find((item) => item.id === caseId)).toMatchObject({
      owed: 'lateEntry',
      dueAt: '2026-11-24T08:00:00.000Z',
    });
  });

  it('reads as a difference to what went out, with author and time; the original stays as it was', async () => {
    const caseId = await submitted();
    stage.clock.advance({ hours: 4 });
    await settle(caseId);
    const { items } = (await chief.get<Submissions>(`/v1/cases/${caseId}/submissions`)).body;
    expect(items).toBeUndefined(); // an expert who has not taken the emergency sees nothing of it
    const seen = (await coordinator.get<Submissions>(`/v1/cases/${caseId}/submissions`)).body.items;
    expect(seen.map(({ number, kind, byName }) => [number, kind, byName])).toEqual([
      [1, 'submission', '北申请'],
      [2, 'lateEntry', '北申请'],
    ]);
    expect(seen[1]).toMatchObject({
      at: '2026-11-24T06:00:00.000Z',
      recordsAdded: ['IMG_2031'],
      recordsRemoved: [],
    });
    expect(seen[1]?.changes).toContainEqual({
      path: 'clinical.physicalExam',
      before: '',
      after: '双肺呼吸音清，双上肢血压相差 30 mmHg。',
    });
    const original = await coordinator.get<Snapshot>(`/v1/cases/${caseId}/submissions/1`);
    expect(original.body.form).toEqual(emergency());
    expect(original.body.records.map(({ title }) => title)).toEqual(['胸部 CT']);
    const now = (await county.caseOf(caseId)).body;
    expect([now.owed, now.lateItems, now.case.lateRecord?.completedAt]).toEqual([
      null,
      [],
      '2026-11-24T06:00:00.000Z',
    ]);
    expect((await coordinator.get(`/v1/cases/${caseId}/submissions/9`)).status).toBe(404);
  });

  it('is drafted by its author alone and is nobody’s before it is recorded', async () => {
    const caseId = await submitted();
    const url = `/v1/cases/${caseId}/late-entry-draft`;
    const { form } = (await county.caseOf(caseId)).body.case;
    const draft = { entry: completed(form), basedOn: 1 };
    const saved = await county.call<Draft>('PUT', url, { draft, expectedVersion: 0 });
    expect(saved.body).toMatchObject({ version: 1, draft: { basedOn: 1 } });
    const colleague = await stage.clientAs('colleague');
    expect((await colleague.get<Draft>(url)).body).toEqual({
      version: 0,
      savedAt: null,
      draft: null,
    });
    expect((await coordinator.caseOf(caseId)).body.case.form).toEqual(emergency());
    const older = await county.call('PUT', url, { draft, expectedVersion: 0 });
    expect(older.error?.code).toBe('case.staleVersion');
    expect((await chief.get(url)).error?.code).toBe('auth.roleNotAllowed');
    await settle(caseId);
    expect((await county.get<Draft>(url)).body.draft).toBeNull();
    const after = await county.call('PUT', url, { draft, expectedVersion: 0 });
    expect(after.error?.code).toBe('case.lateEntryNotOwed');
  });

  it('names and takes off what came in for it, but nothing that had gone out before', async () => {
    const caseId = await submitted();
    const [ct] = (await county.caseOf(caseId)).body.records;
    stage.clock.advance({ minutes: 30 });
    const paper = await photograph(caseId);
    const wrong = await photograph(caseId);
    const body = { title: '知情同意书', category: 'consent' };
    const url = (recordId: string) => `/v1/cases/${caseId}/records/${recordId}`;
    const colleague = await stage.clientAs('colleague');
    expect((await colleague.call('PUT', url(paper), body)).status).toBe(200);
    expect((await county.call('DELETE', url(wrong))).status).toBe(200);
    const refused = await county.call('PUT', url(ct?.id ?? ''), { ...body, title: 'CT' });
    expect(refused.error?.code).toBe('case.illegalTransition');
    expect((await county.call('DELETE', url(ct?.id ?? ''))).status).toBe(409);
    expect((await county.caseOf(caseId)).body.lateItems).not.toContain('consentPaper');
    const { form } = (await county.caseOf(caseId)).body.case;
    await county.must(caseId, { type: 'recordLateEntry', entry: completed(form) });
    expect((await county.call('DELETE', url(paper))).status).toBe(409);
  });

  it('is asked for at four hours and, with the coordinator, at six; each once', async () => {
    const caseId = await submitted();
    const people = (...keys: ('requester' | 'hospitaladmin' | 'coordinator')[]) =>
      keys.map(idOf).toSorted();
    stage.clock.advance({ hours: 3, minutes: 59 });
    await passTime();
    expect(await told(caseId, 'lateEntryDue')).toEqual([]);
    stage.clock.advance({ minutes: 1 });
    await passTime();
    await passTime();
    expect(await told(caseId, 'lateEntryDue')).toEqual(people('requester', 'hospitaladmin'));
    stage.clock.advance({ hours: 2 });
    await passTime();
    await passTime();
    expect(await told(caseId, 'lateEntryOverdue')).toEqual(
      people('requester', 'hospitaladmin', 'coordinator'),
    );
    expect(await told(caseId, 'lateEntryDue')).toHaveLength(2);
    const sms = await stage.database.db
      .selectFrom('outbox')
      .select('text')
      .where('case_id', '=', caseId)
      .where('template', '=', 'lateEntryDue')
      .where('channel', '=', 'sms')
      .execute();
    expect(sms[0]?.text).toMatch(
      /^急会诊 HZ\d{8}-\d{4} 的病历与知情同意书尚未补齐，请于 11月24日 16:00 前登录补记。$/,
    );
    expect(JSON.stringify(sms)).not.toMatch(/王某芳|结节/);
  });

  it('is not asked for once it is made or waived', async () => {
    const [made, waived] = [await submitted(), await submitted()];
    await settle(made);
    await coordinator.must(waived, { type: 'waiveLateEntry', reason: '患者已转院，无法签署' });
    expect(await told(made, 'lateEntryRecorded')).toContain(idOf('coordinator'));
    expect(await told(waived, 'lateEntryWaived')).toEqual(
      [idOf('requester'), idOf('hospitaladmin')].toSorted(),
    );
    stage.clock.advance({ hours: 7 });
    await passTime();
    for (const caseId of [made, waived])
      expect([await told(caseId, 'lateEntryDue'), await told(caseId, 'lateEntryOverdue')]).toEqual([
        [],
        [],
      ]);
  });

  it('keeps the case from the archive until it is made', async () => {
    const caseId = await submitted();
    const { version } = (await coordinator.caseOf(caseId)).body.case;
    await chief.must(caseId, { type: 'answerEmergency' }, { version });
    await chief.must(caseId, { type: 'endConsultation', endReason: 'completed' });
    await chief.must(caseId, { type: 'publishReport', content: aReport() });
    await county.must(caseId, {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'adopted',
      reason: '',
      plan: '',
      orderedAt: null,
    });
    expect((await county.caseOf(caseId)).body.owed).toBe('lateEntry');
    await county.must(caseId, { type: 'rate', score: 5, comment: '' });
    const none = await chief.command(caseId, { type: 'planFollowUp', items: [] });
    expect(none.error?.code).toBe('case.lateEntryOwed');
    const items = [{ label: '7 天', dueOn: '2026-12-01', questions: ['体温？'] }];
    await chief.must(caseId, { type: 'planFollowUp', items });
    const early = await coordinator.command(caseId, { type: 'archive', outcome: 'dead' });
    expect(early.error?.code).toBe('case.lateEntryOwed');
    await settle(caseId);
    await coordinator.must(caseId, { type: 'archive', outcome: 'dead' });
  });

  it('made twice at once is made once', async () => {
    const caseId = await submitted();
    await photograph(caseId, 'consent');
    const { form, version } = (await county.caseOf(caseId)).body.case;
    const command = { type: 'recordLateEntry', entry: completed(form) } as const;
    const colleague = await stage.clientAs('colleague');
    const replies = await Promise.all(
      [county, colleague].map((client) => client.command(caseId, command, { version })),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await county.caseOf(caseId)).body.case.lateEntries).toHaveLength(1);
  });
});
