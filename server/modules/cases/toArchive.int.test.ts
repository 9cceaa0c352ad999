import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { getDraft, getReport, listCaseEvents } from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import { canonicalJson } from '../../../shared/lib/canonicalJson';
import type { Client } from '../../testing/client';
import { aReport, createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';
import { idOf } from '../../testing/world';

type Draft = RouteOutput<typeof getDraft>;
type Report = RouteOutput<typeof getReport>;

let stage: TestServer;
let story: ReturnType<typeof createStory>;
let requester: Client;
let chief: Client;
let member: Client;
beforeAll(async () => {
  stage = await createTestServer();
  story = createStory(stage);
  requester = await stage.clientAs('requester');
  chief = await stage.clientAs('chief');
  member = await stage.clientAs('member');
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.clock.set('2026-11-24T02:00:00.000Z');
  await stage.database.db.deleteFrom('booking').execute();
});

describe('the session', () => {
  it('opens its door half an hour before and closes it a quarter after', async () => {
    const caseId = await story.scheduled(['chief']);
    const knock = async (at: string) => {
      stage.clock.set(at);
      const reply = await requester.command(caseId, {
        type: 'checkIn',
        party: 'requester',
        device: 'pc',
        preflightPassed: true,
      });
      return reply.error?.code ?? reply.status;
    };
    expect(await knock('2026-11-25T00:29:59.000Z')).toBe('case.checkInWindow');
    expect(await knock('2026-11-25T01:15:01.000Z')).toBe('case.checkInWindow');
    expect(await knock('2026-11-25T00:30:00.000Z')).toBe(200);
  });

  it('does not start one-sided nor without knowing who the patient is', async () => {
    const caseId = await story.scheduled(['chief']);
    stage.clock.set('2026-11-25T00:50:00.000Z');
    const checkIn = { type: 'checkIn', device: 'pc', preflightPassed: true } as const;
    await chief.must(caseId, { ...checkIn, party: 'expert' });
    const start = {
      type: 'startConsultation',
      patientPresent: true,
      recording: 'refused',
    } as const;
    const oneSided = await chief.command(caseId, { ...start, identifiers: ['name', 'birthDate'] });
    expect(oneSided.error?.code).toBe('case.partyMissing');
    await requester.must(caseId, { ...checkIn, party: 'requester' });
    const unknown = await chief.command(caseId, { ...start, identifiers: ['name'] });
    expect(unknown.error?.code).toBe('case.identityCheck');
  });

  it('gives the rest of its slot back when it ends early', async () => {
    const caseId = await story.reporting(['chief']);
    const rows = await stage.database.db
      .selectFrom('booking')
      .select('during')
      .where('case_id', '=', caseId)
      .execute();
    expect(rows).toHaveLength(4);
    for (const { during } of rows) expect(during).toMatch(/01:00:00.*01:20:00/);
  });

  it('goes on after an interruption, with both times kept', async () => {
    const caseId = await story.inConsultation(['chief']);
    await chief.must(caseId, { type: 'interrupt', reason: '线路中断' });
    stage.clock.advance({ minutes: 3 });
    const resumed = await chief.must(caseId, { type: 'resume' });
    expect(resumed.case).toMatchObject({
      state: 'inConsultation',
      session: {
        interruptions: [{ from: '2026-11-25T01:02:00.000Z', to: '2026-11-25T01:05:00.000Z' }],
      },
    });
  });
});

describe('opinions and report', () => {
  const saveDraft = (client: Client, caseId: string, text: string, expectedVersion: number) =>
    client.call<Draft>('PUT', `/v1/cases/${caseId}/drafts/opinion`, {
      draft: { kind: 'opinion', text, agreesWithChief: false },
      expectedVersion,
    });

  it('are drafted privately; two windows of one author do not overwrite each other', async () => {
    const caseId = await story.reporting();
    const first = await saveDraft(member, caseId, '建议先随访', 0);
    expect(first.body.version).toBe(1);
    const replies = await Promise.all([
      saveDraft(member, caseId, '左窗', 1),
      saveDraft(member, caseId, '右窗', 1),
    ]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect(replies.find((reply) => reply.status === 409)?.error?.code).toBe('case.staleVersion');
    const kept = await member.get<Draft>(`/v1/cases/${caseId}/drafts/opinion`);
    expect(kept.body).toMatchObject({
      version: 2,
      draft: { text: replies[0]?.status === 200 ? '左窗' : '右窗' },
    });
    const others = await chief.get<Draft>(`/v1/cases/${caseId}/drafts/opinion`);
    expect(others.body).toEqual({ version: 0, savedAt: null, draft: null });
    await member.must(caseId, {
      type: 'submitOpinion',
      text: '建议先随访三个月',
      agreesWithChief: false,
    });
    expect((await member.get<Draft>(`/v1/cases/${caseId}/drafts/opinion`)).body.draft).toBeNull();
  });

  it('the report waits for every opinion and prints the minority’s', async () => {
    const caseId = await story.reporting();
    const early = await chief.command(caseId, { type: 'publishReport', content: aReport() });
    expect([early.status, early.error?.code, early.error?.params]).toEqual([
      409,
      'case.opinionMissing',
      { count: 1 },
    ]);
    await member.must(caseId, {
      type: 'submitOpinion',
      text: '建议先随访三个月',
      agreesWithChief: false,
    });
    const silent = await chief.command(caseId, { type: 'publishReport', content: aReport() });
    expect(silent.error?.code).toBe('case.dissentMissing');
    const dissent = [{ expertId: idOf('member'), expertName: '专家员', text: '建议先随访三个月' }];
    await chief.must(caseId, { type: 'publishReport', content: aReport({ dissent }) });
    const { body } = await requester.get<Report>(`/v1/cases/${caseId}/reports/1`);
    expect(body.content.dissent).toEqual(dissent);
    expect(body.header.signatories.map(({ name, role, agrees }) => [name, role, agrees])).toEqual([
      ['专家主', 'chief', true],
      ['专家员', 'member', false],
    ]);
  });

  it('a published version is what was signed, and the database refuses to change it', async () => {
    const caseId = await story.published();
    const { body } = await requester.get<Report>(`/v1/cases/${caseId}/reports/1`);
    expect(body.content).toEqual(aReport());
    expect(body.header.contentSha256).toBe(
      createHash('sha256').update(canonicalJson(aReport())).digest('hex'),
    );
    const { db } = stage.database;
    const change = db
      .updateTable('report_version')
      .set({ content: '{}' })
      .where('case_id', '=', caseId)
      .execute();
    await expect(change).rejects.toThrow('append-only');
    await expect(
      db.deleteFrom('report_version').where('case_id', '=', caseId).execute(),
    ).rejects.toThrow('append-only');
    await expect(
      db.deleteFrom('consultation_event').where('case_id', '=', caseId).execute(),
    ).rejects.toThrow('append-only');
  });

  it('an amendment reaches everybody who read the first version and asks them to read again', async () => {
    const caseId = await story.published();
    const colleague = await stage.clientAs('colleague');
    for (const client of [requester, colleague]) await client.get(`/v1/cases/${caseId}/reports/1`);
    await requester.must(caseId, {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'adopted',
      reason: '',
      plan: '',
      orderedAt: null,
    });
    const content = aReport({ conclusion: '免疫组化后改为随访' });
    const amended = await chief.must(caseId, {
      type: 'amendReport',
      content,
      reason: '免疫组化结果',
    });
    expect(amended.case.reports).toMatchObject([
      { version: 1 },
      { version: 2, conclusionChanged: true, amendmentReason: '免疫组化结果' },
    ]);
    const told = await stage.database.db
      .selectFrom('notification')
      .select(['user_id', 'highlight'])
      .where('case_id', '=', caseId)
      .where('event', '=', 'amended')
      .execute();
    expect(told).toContainEqual({ user_id: idOf('colleague'), highlight: true });
    expect((await requester.caseOf(caseId)).body).toMatchObject({
      owed: 'receipt',
      readReportVersion: 1,
    });
    expect((await colleague.caseOf(caseId)).body.readReportVersion).toBe(1);
    const first = await requester.get<Report>(`/v1/cases/${caseId}/reports/1`);
    expect(first.body).toMatchObject({ content: { conclusion: '建议手术切除' }, latestVersion: 2 });
    expect(
      (
        await requester.command(caseId, {
          type: 'recordReceipt',
          reportVersion: 1,
          decision: 'adopted',
          reason: '',
          plan: '',
          orderedAt: null,
        })
      ).error?.code,
    ).toBe('case.staleVersion');
    await requester.must(caseId, {
      type: 'recordReceipt',
      reportVersion: 2,
      decision: 'partlyAdopted',
      reason: '家属意见',
      plan: '',
      orderedAt: null,
    });
  });

  it('a version that was never published cannot be read', async () => {
    const caseId = await story.published();
    const reply = await requester.get(`/v1/cases/${caseId}/reports/2`);
    expect([reply.status, reply.error?.code]).toEqual([404, 'report.notFound']);
  });
});

describe('after the report', () => {
  it('goes through receipt, rating and follow-up into the archive, every step in the record', async () => {
    const caseId = await story.published();
    const unexplained = await requester.command(caseId, {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'notAdopted',
      reason: '',
      plan: '',
      orderedAt: null,
    });
    expect(unexplained.error).toMatchObject({ code: 'field.required', params: { path: 'reason' } });
    await requester.must(caseId, {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'adopted',
      reason: '',
      plan: '转院',
      orderedAt: stage.clock.now(),
    });
    const items = [{ label: 'T+7d', dueOn: '2026-12-02', questions: ['体温？', '伤口？'] }];
    expect((await chief.command(caseId, { type: 'planFollowUp', items })).error?.code).toBe(
      'case.ratingMissing',
    );
    await requester.must(caseId, { type: 'rate', score: 5, comment: '' });
    expect(
      (await requester.command(caseId, { type: 'rate', score: 1, comment: '' })).error?.code,
    ).toBe('case.alreadyRated');
    await chief.must(caseId, { type: 'planFollowUp', items });
    stage.clock.set('2026-12-02T02:00:00.000Z');
    expect((await requester.caseOf(caseId)).body.owed).toBe('followUpAnswer');
    await requester.must(caseId, {
      type: 'answerFollowUp',
      id: 1,
      answers: ['正常', '愈合'],
      condition: 'improved',
      efficacy: 8,
      scales: [],
    });
    expect((await chief.caseOf(caseId)).body.owed).toBe('followUpReview');
    expect(
      (await chief.command(caseId, { type: 'archive', outcome: 'planDone' })).error?.code,
    ).toBe('case.followUpOpen');
    await chief.must(caseId, { type: 'reviewFollowUp', id: 1, note: '恢复良好' });
    const archived = await chief.must(caseId, { type: 'archive', outcome: 'planDone' });
    expect(archived.case.state).toBe('archived');

    const events = await requester.get<RouteOutput<typeof listCaseEvents>>(
      `/v1/cases/${caseId}/events`,
    );
    expect(events.body.items.map((event) => event.type)).toEqual([
      'submit',
      'accept',
      'inviteExperts',
      'acceptInvitation',
      'schedule',
      'checkIn',
      'checkIn',
      'startConsultation',
      'endConsultation',
      'publishReport',
      'recordReceipt',
      'rate',
      'planFollowUp',
      'answerFollowUp',
      'reviewFollowUp',
      'archive',
    ]);
    const versions = events.body.items.map((event) => event.caseVersion);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(versions.at(-1)).toBe(archived.case.version);
  });

  it('keeps the expert’s access for thirty days and not a minute longer', async () => {
    const caseId = await story.receipted();
    await requester.must(caseId, { type: 'rate', score: 4, comment: '' });
    const closed = await chief.must(caseId, { type: 'planFollowUp', items: [] });
    expect(closed.case).toMatchObject({ state: 'archived', archive: { outcome: 'noFollowUp' } });
    stage.clock.advance({ days: 30 });
    expect((await chief.caseOf(caseId)).status).toBe(200);
    stage.clock.advance({ minutes: 1 });
    expect((await chief.caseOf(caseId)).status).toBe(404);
    expect((await requester.caseOf(caseId)).status).toBe(200);
  });
});
