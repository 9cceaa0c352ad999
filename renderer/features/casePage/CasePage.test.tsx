import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  applyCommand,
  confirmRecordIdentity,
  getCase,
  listCaseEvents,
  listSubmissions,
} from '../../../shared/api/cases';
import { appError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import {
  aCase,
  aDetail,
  aRecord,
  aReportEntry,
  CASE_ID,
  CHIEF,
  REQUESTER,
  START,
} from '../../platform/testing/aCaseDetail';
import { aMe, createFakePlatform, type FakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { CasePage } from './CasePage';

const visited: string[] = [];

function show(platform: FakePlatform, reader: Actor) {
  return renderScreen(
    <CasePage
      caseId={CASE_ID}
      stages={{
        fetchPath: (path, init) => platform.server.fetch(path, init),
        loadDocumentViewer: () => Promise.reject(new Error('no document in this test')),
        images: (studies) => <p>{`images ${studies.join(' ')}`}</p>,
        ecg: (record) => <p>{`ecg ${record.title}`}</p>,
        slide: (record) => <p>{`slide ${record.title}`}</p>,
        lab: (record) => <p>{`lab ${record.title}`}</p>,
        video: (record) => <p>{`video ${record.title}`}</p>,
      }}
      panels={{
        opinion: () => <p>opinion panel</p>,
        report: () => <p>report panel</p>,
        followUp: () => <p>follow-up panel</p>,
      }}
      onNavigate={(path) => visited.push(path)}
    />,
    platform,
    { me: aMe({ ...reader }) },
  );
}

// queries by role walk the whole page; on a busy CI machine one test takes several seconds
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

describe('case page', () => {
  beforeEach(() => {
    visited.length = 0;
    localStorage.clear();
  });

  it('shows its own shape while the case loads', async () => {
    const platform = createFakePlatform();
    platform.answer(getCase, () => new Promise(() => undefined));
    await show(platform, REQUESTER);
    expect(screen.getByLabelText('正在打开病例').getAttribute('aria-busy')).toBe('true');
  });

  it('says whom to ask when the case may not be seen', async () => {
    const platform = createFakePlatform();
    platform.answer(getCase, appError('forbidden', 'case.notYours'));
    await show(platform, REQUESTER);
    expect(await screen.findByText('找不到这份病例，或您无权查看')).toBeTruthy();
    expect(screen.getByText('case.notYours')).toBeTruthy();
  });

  it('lets the requesting doctor settle whose material it is, once for all, and asks him otherwise', async () => {
    const unsure = aRecord({
      kind: 'image',
      mime: 'image/jpeg',
      payload: { identity: 'unverified' },
    });
    const sure = { ...unsure, payload: { identity: 'confirmed' } };
    const state = aCase({ state: 'accepted' });
    const platform = createFakePlatform();
    platform.answer(getCase, aDetail(state, REQUESTER, { records: [unsure] }));
    platform.answer(confirmRecordIdentity, () => {
      platform.answer(getCase, aDetail(state, REQUESTER, { records: [sure] }));
      return sure;
    });
    await show(platform, REQUESTER);
    await screen.findByText('1 份资料身份待核对');
    await userEvent.click(screen.getByText('核对无误，属于本患者'));
    await waitFor(() => expect(screen.queryByText('1 份资料身份待核对')).toBeNull());
    expect(screen.queryByText('核对无误，属于本患者')).toBeNull();
    cleanup();

    const asExpert = createFakePlatform();
    asExpert.answer(getCase, aDetail(state, CHIEF, { records: [unsure] }));
    await show(asExpert, CHIEF);
    expect(await screen.findByText(/可请申请医师核对/)).toBeTruthy();
    expect(screen.queryByText('核对无误，属于本患者')).toBeNull();
  });

  it('keeps the case on screen when the server is lost, and says since what', async () => {
    const platform = createFakePlatform();
    platform.answer(getCase, aDetail(aCase({ state: 'accepted' }), REQUESTER));
    await show(platform, REQUESTER);
    await screen.findByText('张某泽');
    platform.answer(getCase, appError('unavailable', 'net.offline'));
    platform.push({ type: 'caseChanged', caseId: CASE_ID, version: 9 });
    expect(await screen.findByText(/显示的是此前读取的内容/)).toBeTruthy();
    expect(screen.getByText('张某泽')).toBeTruthy();
  });

  it('opens the newest pictures, and another piece of material from the timeline by keyboard', async () => {
    const platform = createFakePlatform();
    const study = aRecord({
      id: '00000000-0000-4000-8000-0000000000f2',
      kind: 'study',
      modality: 'US',
      title: '超声',
      studyInstanceUid: '1.2.3',
    });
    const ecg = aRecord({ kind: 'ecg', title: '心电图', occurredAt: '2026-11-23T00:00:00Z' });
    platform.answer(
      getCase,
      aDetail(aCase({ state: 'accepted' }), REQUESTER, { records: [study, ecg] }),
    );
    await show(platform, REQUESTER);
    expect(await screen.findByText('images 1.2.3')).toBeTruthy();
    const timeline = within(screen.getByRole('navigation', { name: '病例资料' }));
    timeline.getByRole('button', { name: /超声/ }).focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(await screen.findByText('ecg 心电图')).toBeTruthy();
    expect(screen.getByText('images 1.2.3')).toBeTruthy();
  });

  it('shows a step that is not possible yet, disabled, with the reason', async () => {
    const platform = createFakePlatform();
    platform.answer(getCase, aDetail(aCase({ state: 'reporting' }), CHIEF));
    await show(platform, CHIEF);
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: '签发报告' });
    expect(button.disabled).toBe(true);
    expect(button.getAttribute('aria-description')).toBeTruthy();
  });

  it('keeps what was typed when somebody else changed the case meanwhile', async () => {
    const platform = createFakePlatform();
    const current = aCase({ state: 'inConsultation' });
    platform.answer(getCase, aDetail(current, CHIEF));
    platform.answer(applyCommand, appError('conflict', 'case.staleVersion'));
    await show(platform, CHIEF);
    await userEvent.click(await screen.findByRole('button', { name: '更多操作' }));
    await userEvent.click(await screen.findByText('报告危急值'));
    await userEvent.type(screen.getByLabelText('危急值内容'), '主动脉夹层');
    platform.answer(getCase, aDetail({ ...current, version: 6 }, CHIEF));
    await userEvent.click(screen.getByRole('button', { name: '报告危急值' }));
    expect(await screen.findByText(/病例刚被他人更新/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>('危急值内容').value).toBe('主动脉夹层');

    platform.answer(applyCommand, aDetail({ ...current, version: 7 }, CHIEF));
    await userEvent.click(screen.getByRole('button', { name: '报告危急值' }));
    await waitFor(() => expect(screen.queryByLabelText('危急值内容')).toBeNull());
    const last = platform.sent.findLast(({ id }) => id === 'applyCommand');
    expect(last?.call.body).toMatchObject({
      expectedVersion: 6,
      command: { type: 'raiseCriticalFinding', text: '主动脉夹层' },
    });
  });

  it('does not start a consultation before two identifiers were compared', async () => {
    const platform = createFakePlatform();
    const checkIn = (actor: Actor, party: 'requester' | 'expert') => ({
      party,
      userId: actor.userId,
      at: START,
      device: '',
      preflightPassed: true,
    });
    const checkIns = [checkIn(REQUESTER, 'requester'), checkIn(CHIEF, 'expert')];
    platform.answer(getCase, aDetail(aCase({ state: 'checkedIn', checkIns }), CHIEF));
    await show(platform, CHIEF);
    await userEvent.click(await screen.findByRole('button', { name: '开始会诊' }));
    const dialog = within(await screen.findByRole('dialog'));
    const start = dialog.getByRole<HTMLButtonElement>('button', { name: '开始会诊' });
    await userEvent.click(dialog.getByText('在场'));
    await userEvent.click(dialog.getByText('不同意录像'));
    await userEvent.click(dialog.getByLabelText(/姓名/));
    expect(start.disabled).toBe(true);
    await userEvent.click(dialog.getByLabelText(/出生日期/));
    expect(start.disabled).toBe(false);
  });

  it('asks readers of an older report to read the new one', async () => {
    const platform = createFakePlatform();
    const reports = [aReportEntry(1), aReportEntry(2, { conclusionChanged: true })];
    platform.answer(
      getCase,
      aDetail(aCase({ state: 'published', reports }), REQUESTER, { readReportVersion: 1 }),
    );
    await show(platform, REQUESTER);
    expect(await screen.findByText(/会诊结论有变化，请重新阅读并登记决定/)).toBeTruthy();
  });

  it('leads to the page where a step is done', async () => {
    const platform = createFakePlatform();
    platform.answer(getCase, aDetail(aCase({ state: 'returned' }), REQUESTER));
    await show(platform, REQUESTER);
    await userEvent.click(await screen.findByRole('button', { name: '再次提交' }));
    expect(visited).toEqual([`/cases/${CASE_ID}/edit`]);
  });

  it('reads a resubmission field by field in the words of the form', async () => {
    const platform = createFakePlatform();
    platform.answer(getCase, aDetail(aCase({ state: 'submitted' }), REQUESTER));
    platform.answer(listCaseEvents, { items: [] });
    platform.answer(listSubmissions, {
      items: [
        {
          number: 1,
          kind: 'submission' as const,
          at: START,
          byName: '王医生',
          changes: [],
          recordsAdded: [],
          recordsRemoved: [],
        },
        {
          number: 2,
          kind: 'submission' as const,
          at: START,
          byName: '王医生',
          changes: [{ path: 'patient.sex', before: '', after: 'female' }],
          recordsAdded: ['超声动态'],
          recordsRemoved: [],
        },
      ],
    });
    await show(platform, REQUESTER);
    await userEvent.click(await screen.findByRole('tab', { name: '经过' }));
    expect(await screen.findByText('性别')).toBeTruthy();
    expect(screen.getByText('女')).toBeTruthy();
    expect(screen.getByText('超声动态')).toBeTruthy();
  });
});
