import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  applyCommand,
  createCase,
  getCase,
  listCases,
  type CaseSummary,
} from '../../../shared/api/cases';
import type { RouteOutput } from '../../../shared/api/route';
import type { CaseId } from '../../../shared/domain/identity/actor';
import {
  aMe,
  createFakePlatform,
  offline,
  type FakePlatform,
} from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { byPressure } from './CountyHome';
import { CasesPage, HomePage } from '.';

// antd in jsdom is slow on a busy machine
vi.setConfig({ testTimeout: 30_000 });

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as CaseId;

const aSummary = (n: number, over: Partial<CaseSummary> = {}): CaseSummary => ({
  id: id(n),
  requestNo: `HZ2026112300${n}`,
  version: 3,
  state: 'submitted',
  mode: 'video',
  urgency: 'routine',
  mdt: false,
  patientName: `患者${n}`,
  patientSex: 'male',
  patientBirthDate: '1959-03-12',
  hospitalId: aMe().hospitalId as never,
  hospitalName: '青禾县中医院',
  city: '青禾',
  requesterName: '王医生',
  departmentName: '内科',
  diagnosisName: null,
  purpose: '明确诊断',
  chiefName: null,
  startsAt: null,
  createdAt: '2026-11-23T09:40:00.000Z',
  updatedAt: '2026-11-23T09:40:00.000Z',
  submittedAt: null,
  publishedAt: null,
  completeness: 1,
  claim: null,
  owed: null,
  dueAt: null,
  ...over,
});

const counts = { owed: 0, active: 0, done: 0, queue: 0 };
const page = (
  items: CaseSummary[],
  nextCursor: string | null = null,
): RouteOutput<typeof listCases> => ({
  items,
  nextCursor,
  counts,
});

function answerBuckets(
  platform: FakePlatform,
  buckets: Partial<Record<string, CaseSummary[]>>,
): void {
  platform.answer(listCases, ({ query }) => page(buckets[query?.bucket ?? 'all'] ?? []));
}

function Here() {
  return <output aria-label="here">{useLocation().pathname}</output>;
}

const show = (
  screenToShow: 'home' | 'cases',
  platform: FakePlatform,
  role: 'requester' | 'expert' = 'requester',
) =>
  renderScreen(
    <>
      {screenToShow === 'home' ? <HomePage /> : <CasesPage />}
      <Here />
    </>,
    platform,
    { me: aMe({ role }) },
  );
const here = () => screen.getByLabelText('here').textContent;

describe("the county doctor's desk", () => {
  afterEach(cleanup);

  it('puts refused requests first, then returned ones, then by deadline', () => {
    const late = aSummary(1, { owed: 'receipt', dueAt: '2026-11-25T00:00:00.000Z' });
    const soon = aSummary(2, { owed: 'receipt', dueAt: '2026-11-24T00:00:00.000Z' });
    const fix = aSummary(3, { owed: 'fix' });
    const rejected = aSummary(4, { owed: 'rejected' });
    const critical = aSummary(5, { owed: 'criticalFinding' });
    expect([late, fix, soon, critical, rejected].sort(byPressure).map((item) => item.id)).toEqual(
      [critical, rejected, fix, soon, late].map((item) => item.id),
    );
  });

  it('says on the card why a request came back', async () => {
    const platform = createFakePlatform();
    answerBuckets(platform, { owed: [aSummary(1, { state: 'rejected', owed: 'rejected' })] });
    await show('home', platform);
    await screen.findByText('患者1');
    expect(screen.getByText('患者1').closest('li')?.getAttribute('data-tone')).toBe('urgent');
    await screen.findByText(/与服务器的连接中断/);
    expect(platform.sent.some((one) => one.id === 'getCase')).toBe(true);
  });

  it('has one thing to do in each empty column and never shows an empty list for a failure', async () => {
    const platform = createFakePlatform();
    platform.answer(listCases, ({ query }) => (query?.bucket === 'done' ? offline : page([])));
    await show('home', platform);
    await screen.findByText('没有待处理的申请');
    screen.getByText('没有进行中的会诊');
    expect(screen.queryByText('还没有完成的会诊')).toBeNull();
    screen.getByText('net.offline');
  });

  it('starts an emergency with its urgency already set', async () => {
    const platform = createFakePlatform();
    answerBuckets(platform, {});
    platform.answer(createCase, offline);
    await show('home', platform);
    await userEvent.click(screen.getByText('急会诊'));
    await screen.findByText('net.offline');
    expect(platform.sent.find((one) => one.id === 'createCase')?.call.body).toMatchObject({
      form: { wishes: { urgency: 'emergency' } },
    });
  });

  it('follows what happens elsewhere', async () => {
    const platform = createFakePlatform();
    answerBuckets(platform, { active: [aSummary(1)] });
    await show('home', platform);
    await screen.findByText('患者1');
    answerBuckets(platform, { active: [aSummary(2)] });
    act(() => platform.push({ type: 'caseChanged', caseId: id(2), version: 1 }));
    await screen.findByText('患者2');
  });
});

describe("the expert's desk", () => {
  afterEach(cleanup);

  it('accepts an invitation on the version that was shown', async () => {
    const platform = createFakePlatform();
    answerBuckets(platform, {
      owed: [aSummary(1, { state: 'coordinating', owed: 'invitation', version: 6 })],
    });
    platform.answer(applyCommand, offline);
    platform.answer(getCase, offline);
    await show('home', platform, 'expert');
    await userEvent.click(await screen.findByText('接受邀请'));
    await waitFor(() => expect(platform.sent.some((one) => one.id === 'applyCommand')).toBe(true));
    expect(platform.sent.find((one) => one.id === 'applyCommand')?.call.body).toMatchObject({
      command: { type: 'acceptInvitation' },
      expectedVersion: 6,
    });
  });

  it('counts down to the next consultation only', async () => {
    const platform = createFakePlatform();
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    answerBuckets(platform, {
      owed: [
        aSummary(1, { state: 'scheduled', owed: 'checkIn', startsAt: inHours(5) }),
        aSummary(2, { state: 'scheduled', owed: 'checkIn', startsAt: inHours(2) }),
      ],
    });
    await show('home', platform, 'expert');
    const next = await screen.findByRole('region', { name: '下一场会诊' });
    expect(next.textContent).toContain('患者2');
    expect(screen.getAllByRole('timer')).toHaveLength(1);
  });
});

describe('the list of cases', () => {
  afterEach(cleanup);

  it('is walked with J and K and opened with Enter, a draft in its form', async () => {
    const platform = createFakePlatform();
    answerBuckets(platform, { all: [aSummary(1), aSummary(2, { state: 'draft' }), aSummary(3)] });
    await show('cases', platform);
    await screen.findByText('患者3');
    for (const key of ['j', 'j', 'k']) fireEvent.keyDown(document.body, { key });
    fireEvent.keyDown(document.body, { key: 'Enter' });
    expect(here()).toBe(`/cases/${id(2)}/edit`);
  });

  it('grows page by page and shows nothing twice', async () => {
    const platform = createFakePlatform();
    platform.answer(listCases, ({ query }) =>
      query?.cursor === 'next'
        ? page([aSummary(2), aSummary(3)])
        : page([aSummary(1), aSummary(2)], 'next'),
    );
    await show('cases', platform);
    await userEvent.click(await screen.findByText('载入更多'));
    await screen.findByText('患者3');
    expect(screen.getAllByText('患者2')).toHaveLength(1);
    expect(screen.queryByText('载入更多')).toBeNull();
    screen.getByText('已显示 3 条');
  });

  it('asks the server once typing has paused, and offers a way out of a filter without matches', async () => {
    const platform = createFakePlatform();
    platform.answer(listCases, ({ query }) => page(query?.q ? [] : [aSummary(1)]));
    await show('cases', platform);
    await screen.findByText('患者1');
    await userEvent.type(screen.getByPlaceholderText('筛选：病人、申请号、医师'), '无此人');
    await userEvent.click(await screen.findByText('清除条件'));
    await screen.findByText('患者1');
    const asked = platform.sent.map((one) => (one.call.query as { q?: string }).q);
    expect(asked).toEqual([undefined, '无此人', undefined]);
  });
});
