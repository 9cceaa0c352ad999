import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getCase } from '../../../shared/api/cases';
import { getSchedule, type Booking, type Room } from '../../../shared/api/scheduling';
import { aCase, aDetail, CASE_ID, COORDINATOR } from '../../platform/testing/aCaseDetail';
import { aMe, createFakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { SchedulePage } from '.';
import { dayStart, HOUR } from './lanes';

// antd in jsdom is slow on a busy machine
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const room = (n: number, kind: Room['kind'], name: string): Room => ({
  id: id(n),
  hospitalId: id(90) as never,
  hospitalName: '青禾县中医院',
  kind,
  name,
  capacity: 6,
  terminal: `T${n}`,
  deviceType: '',
  active: true,
});
const OTHER_CASE = id(77) as typeof CASE_ID;

/** Tomorrow at an hour in China, so that moving there is never in the past. */
const at = (hour: number) => new Date(dayStart(Date.now(), 0) + (24 + hour) * HOUR).toISOString();

const booking = (caseId: string, resourceKind: Booking['resourceKind'], n: number, hour: number) =>
  ({
    caseId,
    requestNo: caseId === CASE_ID ? 'HZ20261124-0001' : 'HZ20261124-0002',
    state: 'scheduled',
    mode: 'video',
    urgency: 'routine',
    resourceKind,
    resourceId: id(n),
    startsAt: at(hour),
    endsAt: new Date(Date.parse(at(hour)) + HOUR / 2).toISOString(),
    hospitalName: caseId === CASE_ID ? '青禾县中医院' : '柏泉县人民医院',
    departmentName: '儿科',
    chiefName: '耿主任',
  }) as Booking;

const BOARD = {
  rooms: [room(1, 'centre', '1号会诊室'), room(2, 'county', '远程会诊室')],
  experts: [{ userId: id(3) as never, name: '耿主任', departmentName: '儿科' }],
  bookings: [
    booking(CASE_ID, 'room', 1, 9),
    booking(CASE_ID, 'room', 2, 9),
    booking(CASE_ID, 'expert', 3, 9),
    booking(OTHER_CASE, 'expert', 3, 10),
  ],
  waiting: 2,
};

async function open() {
  const platform = createFakePlatform();
  platform.answer(getSchedule, BOARD);
  platform.answer(getCase, aDetail(aCase({ state: 'scheduled' }), COORDINATOR));
  await renderScreen(<SchedulePage />, platform, { me: aMe({ role: 'coordinator' }) });
  await userEvent.click(await screen.findByRole('button', { name: '后一天' }));
  return platform;
}

describe('the schedule board', () => {
  it('is worked without a mouse: a booking opens with Enter, and says what can be done', async () => {
    await open();
    (await screen.findByRole('button', { name: /HZ20261124-0001/ })).focus();
    await userEvent.keyboard('{Enter}');
    const card = (await screen.findByText('HZ20261124-0001')).closest('div');
    expect(card?.textContent).toContain('1号会诊室');
    expect(card?.textContent).toContain('远程会诊室');
    await screen.findByText('打开病例');
  });

  it('shows who is taken at the wished time, and does not offer to move there', async () => {
    await open();
    await userEvent.click(await screen.findByRole('button', { name: /HZ20261124-0001/ }));
    await userEvent.click(await screen.findByText('改期'));
    const dialog = await screen.findByRole('dialog');
    const time = within(dialog).getByLabelText('新的开始时间');
    await userEvent.clear(time);
    const wished = new Date(Date.parse(at(10)) + 8 * HOUR).toISOString();
    await userEvent.type(time, `${wished.slice(0, 10)} ${wished.slice(11, 16)}{Enter}`);
    await userEvent.type(within(dialog).getByLabelText('改期原因'), '专家门诊');
    expect((await within(dialog).findByRole('alert')).textContent).toContain('耿主任');
    expect(within(dialog).getByText('改期并通知各方').closest('button')?.disabled).toBe(true);
  });

  it('leads from what waits for a slot to the queue', async () => {
    await open();
    expect((await screen.findByText('待安排 2 例')).getAttribute('href')).toBe(
      '/queue?stage=coordinating',
    );
  });
});
