import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { applyCommand, listEmergencies } from '../../../shared/api/cases';
import {
  listNotifications,
  markNotificationsRead,
  type Notification,
} from '../../../shared/api/notifications';
import { appError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { aMe, createFakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { NotificationBell, RingingEmergencies } from '.';

// antd in jsdom is slow on a busy machine
vi.setConfig({ testTimeout: 30_000 });

const CASE = '00000000-0000-4000-8000-00000000000c' as CaseId;

const aNotification = (id: number, over: Partial<Notification> = {}): Notification => ({
  id,
  event: 'submitted',
  caseId: CASE,
  requestNo: 'HZ20261123-0001',
  params: {},
  highlight: false,
  createdAt: '2026-11-23T09:40:00.000Z',
  readAt: null,
  ...over,
});
const page = (...items: Notification[]) => ({
  items,
  nextCursor: null,
  unread: items.filter((item) => item.readAt === null).length,
});

function Here() {
  return <output aria-label="here">{useLocation().pathname}</output>;
}
const here = () => screen.getByLabelText('here').textContent;

describe('notifications', () => {
  afterEach(cleanup);

  it('stand out when something came back, lead to the case and are read then', async () => {
    const platform = createFakePlatform();
    platform.answer(
      listNotifications,
      page(aNotification(2, { event: 'rejected', highlight: true }), aNotification(1)),
    );
    platform.answer(markNotificationsRead, { unread: 1 });
    await renderScreen(
      <>
        <NotificationBell />
        <Here />
      </>,
      platform,
    );
    await userEvent.click(await screen.findByRole('button', { name: '通知，2 条未读' }));
    const row = (await screen.findByText('申请被拒绝')).closest('button');
    expect(row?.getAttribute('data-highlight')).toBe('true');
    await userEvent.click(screen.getByText('申请被拒绝'));
    expect(here()).toBe(`/cases/${CASE}`);
    expect(platform.sent.find((one) => one.id === 'markNotificationsRead')?.call.body).toEqual({
      ids: [2],
    });
  });

  it('announce what has just come in, not what was there before', async () => {
    const platform = createFakePlatform();
    const old = aNotification(1, { event: 'rejected', highlight: true });
    platform.answer(listNotifications, page(old));
    await renderScreen(<NotificationBell />, platform);
    await screen.findByRole('button', { name: '通知，1 条未读' });
    expect(screen.queryByText('申请被拒绝')).toBeNull();
    platform.answer(
      listNotifications,
      page(aNotification(2, { event: 'returned', highlight: true }), old),
    );
    act(() => platform.push({ type: 'notified', unread: 2 }));
    await screen.findByText('申请被退回，需补充资料');
    expect(screen.queryByText('申请被拒绝')).toBeNull();
  });
});

describe('a ringing emergency', () => {
  afterEach(cleanup);

  const ringing = {
    caseId: CASE,
    version: 2,
    requestNo: 'HZ20261123-0002',
    hospitalName: '柏泉县人民医院',
    ageYears: 58,
    sex: 'male' as const,
    chiefComplaint: '胸痛 90 分钟',
    onsetAt: null,
    submittedAt: '2026-11-23T09:40:00.000Z',
  };
  const show = (
    platform: ReturnType<typeof createFakePlatform>,
    role: 'expert' | 'triage' | 'requester',
  ) =>
    renderScreen(
      <>
        <RingingEmergencies />
        <Here />
      </>,
      platform,
      { me: aMe({ role }) },
    );

  it('is answered by an expert with one click and opens', async () => {
    const platform = createFakePlatform();
    platform.answer(listEmergencies, { items: [ringing] });
    await show(platform, 'expert');
    platform.answer(applyCommand, appError('conflict', 'case.invitationClosed'));
    await userEvent.click(await screen.findByText('接诊'));
    await screen.findByText(/邀请已结束/);
    expect(here()).toBe('/');
    expect(platform.sent.find((one) => one.id === 'applyCommand')?.call.body).toMatchObject({
      command: { type: 'answerEmergency' },
      expectedVersion: 2,
    });
  });

  it('stops when somebody else has answered', async () => {
    const platform = createFakePlatform();
    platform.answer(listEmergencies, { items: [ringing] });
    await show(platform, 'expert');
    await screen.findByText('胸痛 90 分钟');
    platform.answer(listEmergencies, { items: [] });
    act(() => platform.push({ type: 'caseChanged', caseId: CASE, version: 3 }));
    await waitFor(() => expect(screen.queryByText('胸痛 90 分钟')).toBeNull());
  });

  it('is watched, not answered, by triage, and does not concern the county', async () => {
    const platform = createFakePlatform();
    platform.answer(listEmergencies, { items: [ringing] });
    await show(platform, 'triage');
    await screen.findByText('胸痛 90 分钟');
    expect(screen.queryByText('接诊')).toBeNull();
    cleanup();
    const county = createFakePlatform();
    await show(county, 'requester');
    expect(county.sent).toEqual([]);
  });
});
