import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getCase, getQueueFacets, listCases, type CaseSummary } from '../../../shared/api/cases';
import { freeTimes, listExperts } from '../../../shared/api/scheduling';
import { aCase, aDetail, aRecord, CASE_ID, COORDINATOR } from '../../platform/testing/aCaseDetail';
import { aMe, createFakePlatform, type FakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { TriageQueuePage } from '.';

// antd in jsdom is slow on a busy machine
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const row: CaseSummary = {
  id: CASE_ID,
  requestNo: 'HZ20261124-0001',
  version: 5,
  state: 'submitted',
  mode: 'async',
  urgency: 'routine',
  mdt: false,
  patientName: '张某泽',
  patientSex: 'male',
  patientBirthDate: '2023-03-10',
  hospitalId: aMe().hospitalId as never,
  hospitalName: '青禾县中医院',
  city: '青禾',
  requesterName: '王医生',
  departmentName: '儿科',
  diagnosisName: null,
  purpose: '明确诊断',
  chiefName: null,
  startsAt: null,
  createdAt: '2026-11-24T01:00:00.000Z',
  updatedAt: '2026-11-24T01:00:00.000Z',
  submittedAt: '2026-11-24T01:00:00.000Z',
  publishedAt: null,
  completeness: 0.5,
  claim: null,
  owed: 'triage',
  dueAt: null,
};

const FACETS = {
  stages: { queue: 1, accepted: 0, coordinating: 3, returned: 0, reporting: 0 },
  urgency: { emergency: 0, routine: 1, elective: 0 },
  async: 1,
  mdt: 0,
  incomplete: 1,
  departments: [{ name: '儿科', count: 1 }],
  cities: [{ name: '青禾', count: 1 }],
};

async function open(platform: FakePlatform = createFakePlatform()) {
  platform.answer(listCases, {
    items: [row],
    nextCursor: null,
    counts: { owed: 0, active: 0, done: 0, queue: 1 },
  });
  platform.answer(getQueueFacets, FACETS);
  const form = aCase().form;
  const current = aCase({
    state: 'submitted',
    form: { ...form, wishes: { ...form.wishes, purpose: '明确诊断', questions: [] } },
    invitations: [],
    chiefId: null,
  });
  platform.answer(
    getCase,
    aDetail(current, COORDINATOR, {
      records: [aRecord({ title: '入院记录' })],
      missing: [{ code: 'consentPaper', section: 'consent' }],
    }),
  );
  platform.answer(listExperts, { items: [] });
  platform.answer(freeTimes, { items: [] });
  await renderScreen(
    <TriageQueuePage renderRecord={(_, record) => <p>{`stage of ${record.title}`}</p>} />,
    platform,
    { me: aMe({ role: 'triage' }) },
  );
  await screen.findByText('知情同意书');
  return platform;
}

const press = (key: string) => {
  act(() => {
    fireEvent.keyDown(document.body, { key });
  });
};

describe('the triage queue', () => {
  it('names what is missing and leaves out what was not written', async () => {
    await open();
    expect(screen.getByText('缺 1 项资料')).toBeTruthy();
    expect(screen.getByText('会诊目的')).toBeTruthy();
    expect(screen.queryByText('需解决的问题')).toBeNull();
    expect(screen.queryByText('—')).toBeNull();
  });

  it('counts on every chip what it would show, and asks for it', async () => {
    const platform = await open();
    expect(screen.getByRole('button', { name: '专家协调中 3' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '儿科 1' }));
    await userEvent.click(screen.getByRole('button', { name: '缺资料 1' }));
    await waitFor(() => {
      const asked = platform.sent.filter((one) => one.id === 'listCases').at(-1)?.call.query;
      expect(asked).toMatchObject({ bucket: 'queue', departmentName: '儿科', incomplete: 'true' });
    });
  });

  it('sends nothing back by a key meant for the picture that lies over it', async () => {
    await open();
    await userEvent.click(screen.getByRole('button', { name: /入院记录/ }));
    await screen.findByText('stage of 入院记录');
    press('x');
    press('r');
    press('a');
    expect(screen.queryByRole('dialog')).toBeNull();
    press('Escape');
    await waitFor(() => expect(screen.queryByText('stage of 入院记录')).toBeNull());
    press('x');
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('lists its keys under a question mark', async () => {
    await open();
    press('?');
    expect(await screen.findByText('分诊快捷键')).toBeTruthy();
  });
});
