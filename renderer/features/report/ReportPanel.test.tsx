import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getDraft, getReport, saveDraft } from '../../../shared/api/cases';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { emptyReport, type ReportContent } from '../../../shared/domain/report/report';
import { err, ok } from '../../../shared/lib/result';
import {
  aCase,
  aDetail,
  aReportEntry,
  CASE_ID,
  CHIEF,
  MEMBER,
  REQUESTER,
  START,
} from '../../platform/testing/aCaseDetail';
import { aMe, createFakePlatform, type FakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import type { CaseView } from '../../ports/caseView';
import { createReportDesk } from './reportDesk';
import { ReportPanel } from './ReportPanel';

const written: ReportContent = {
  ...emptyReport(),
  conclusion: '考虑早期肺癌',
  recommendations: '胸腔镜肺段切除',
  diagnoses: [{ code: 'R91', name: '肺部阴影' }],
};
const disagreement = {
  expertId: MEMBER.userId,
  status: 'submitted' as const,
  text: '3 个月后薄层 CT 复查',
  agreesWithChief: false,
  at: START,
  by: MEMBER.userId,
};
const published = (content: ReportContent, version: number) => ({
  content,
  header: {
    version,
    publishedAt: START,
    signatories: [],
    amendmentReason: null,
    supersedes: null,
    conclusionChanged: false,
    contentSha256: 'a'.repeat(64),
  },
  latestVersion: version,
});

async function show(
  platform: FakePlatform,
  current: ReturnType<typeof aCase>,
  reader: Actor,
  refusal?: AppError,
) {
  const sent: CaseCommand[] = [];
  const detail = aDetail(current, reader, { readReportVersion: current.reports.length });
  const view: CaseView = {
    detail,
    me: reader,
    running: null,
    refresh: () => Promise.resolve(),
    run: (command) => {
      sent.push(command);
      return Promise.resolve(refusal ? err(refusal) : ok(detail));
    },
  };
  const desk = createReportDesk({ api: platform.api, caseId: CASE_ID });
  await renderScreen(
    <ReportPanel
      view={view}
      desk={desk}
      fetchBlob={() => Promise.resolve(null)}
      onOpenPdf={() => undefined}
      onWide={() => undefined}
      isShown
      pressed={0}
    />,
    platform,
    { me: aMe({ ...reader, name: '耿主任' }) },
  );
  return { sent, desk };
}

function withDraft(content: ReportContent): FakePlatform {
  const platform = createFakePlatform();
  const draft = { kind: 'report' as const, content };
  platform.answer(getDraft, { version: 1, savedAt: START, draft });
  platform.answer(saveDraft, { version: 2, savedAt: START, draft: null });
  return platform;
}

// queries by role walk the whole page; on a busy CI machine one test takes several seconds
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

describe('report panel', () => {
  it('offers the scaffold of the case to a chief who has not begun', async () => {
    const platform = createFakePlatform();
    platform.answer(getDraft, { version: 0, savedAt: null, draft: null });
    await show(platform, aCase({ state: 'reporting' }), CHIEF);
    const conclusion = await screen.findByLabelText<HTMLTextAreaElement>('会诊意见');
    expect(conclusion.value).toContain('____');
    expect(screen.getAllByText(/模板中仍有待填写的空白/).length).toBeGreaterThan(0);
  });

  it('lets nobody type before the stored draft is known', async () => {
    const platform = createFakePlatform();
    await show(platform, aCase({ state: 'reporting' }), CHIEF);
    expect(await screen.findByText('net.offline')).toBeTruthy();
    expect(screen.queryByLabelText('会诊意见')).toBeNull();
  });

  it('names whose dissent is missing and imports it word for word', async () => {
    const platform = withDraft(written);
    const { desk } = await show(
      platform,
      aCase({ state: 'reporting', opinions: [disagreement] }),
      CHIEF,
    );
    await userEvent.click(await screen.findByRole('button', { name: /列\s?入/ }));
    expect(desk.getState().draft?.getState().content.content.dissent).toEqual([
      { expertId: MEMBER.userId, expertName: '荣主任', text: '3 个月后薄层 CT 复查' },
    ]);
  });

  it('publishes exactly what is on screen once the signer has stated who he is', async () => {
    const platform = withDraft(written);
    const { sent } = await show(platform, aCase({ state: 'reporting' }), CHIEF);
    await userEvent.click(await screen.findByRole('button', { name: /签\s?发/ }));
    const dialog = within(await screen.findByRole('dialog'));
    const sign = dialog.getByRole<HTMLButtonElement>('button', { name: '确认签发' });
    expect(sign.disabled).toBe(true);
    await userEvent.click(dialog.getByRole('checkbox', { name: /本人 耿主任/ }));
    await userEvent.click(sign);
    await waitFor(() => expect(sent).toEqual([{ type: 'publishReport', content: written }]));
  });

  it('keeps the report open with the reason when publishing is refused', async () => {
    const platform = withDraft(written);
    const refusal = appError('illegalTransition', 'case.dissentMissing');
    await show(platform, aCase({ state: 'reporting' }), CHIEF, refusal);
    await userEvent.click(await screen.findByRole('button', { name: /签\s?发/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('checkbox'));
    await userEvent.click(dialog.getByRole('button', { name: '确认签发' }));
    expect(await dialog.findByText('case.dissentMissing')).toBeTruthy();
  });

  it('amends from the published words and asks for a reason', async () => {
    const platform = createFakePlatform();
    platform.answer(getReport, published(written, 1));
    platform.answer(getDraft, { version: 0, savedAt: null, draft: null });
    platform.answer(saveDraft, { version: 1, savedAt: START, draft: null });
    const current = aCase({ state: 'published', reports: [aReportEntry(1)] });
    const { sent } = await show(platform, current, CHIEF);
    await userEvent.click(await screen.findByRole('button', { name: /修\s?订/ }));
    const conclusion = await screen.findByLabelText<HTMLTextAreaElement>('会诊意见');
    expect(conclusion.value).toBe('考虑早期肺癌');
    await userEvent.type(conclusion, '，HER2 阳性');
    await userEvent.click(screen.getByRole('button', { name: /签\s?发/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/会诊结论有变化/)).toBeTruthy();
    await userEvent.type(dialog.getByLabelText(/修订原因/), 'FISH 结果回报');
    await userEvent.click(dialog.getByRole('checkbox'));
    await userEvent.click(dialog.getByRole('button', { name: '签发修订版' }));
    await waitFor(() =>
      expect(sent[0]).toMatchObject({
        type: 'amendReport',
        reason: 'FISH 结果回报',
        content: { conclusion: '考虑早期肺癌，HER2 阳性' },
      }),
    );
  });

  it('shows an older version as replaced, with the way to the latest', async () => {
    const platform = createFakePlatform();
    platform.answer(getReport, ({ params }) => published(written, Number(params.version)));
    const reports = [aReportEntry(1), aReportEntry(2)];
    await show(platform, aCase({ state: 'awaitingFeedback', reports }), REQUESTER);
    await userEvent.click(await screen.findByText('第 1 版'));
    await userEvent.click(await screen.findByRole('button', { name: '看最新版' }));
    await waitFor(() => expect(screen.queryByText(/已被第 2 版取代/)).toBeNull());
  });

  it('takes a partial adoption only with its reason', async () => {
    const platform = createFakePlatform();
    platform.answer(getReport, published(written, 1));
    const current = aCase({ state: 'published', reports: [aReportEntry(1)] });
    const { sent } = await show(platform, current, REQUESTER);
    await userEvent.click(await screen.findByText('部分采纳'));
    const send = screen.getByRole<HTMLButtonElement>('button', { name: '提交回执' });
    expect(send.disabled).toBe(true);
    await userEvent.type(screen.getByLabelText('原因'), '本院无胸腔镜');
    await userEvent.type(screen.getByLabelText('本院处理计划'), '转省中心手术');
    await userEvent.click(send);
    expect(sent).toEqual([
      {
        type: 'recordReceipt',
        reportVersion: 1,
        decision: 'partlyAdopted',
        reason: '本院无胸腔镜',
        plan: '转省中心手术',
        orderedAt: null,
      },
    ]);
  });
});
