import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { removePushSubscription, savePushSubscription } from '../../../shared/api/notifications';
import { getServerInfo } from '../../../shared/api/sessions';
import { createPush } from '../../platform/push';
import { createFakePushDevice } from '../../platform/testing/fakePushDevice';
import { aMe, createFakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { PushSetting } from './PushSetting';

vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

async function show(options: Parameters<typeof createFakePushDevice>[0] = {}, isDesktop = false) {
  const platform = createFakePlatform();
  platform.answer(getServerInfo, {
    version: '1',
    centreName: '省远程医学中心',
    now: '2026-11-23T09:40:00.000Z',
    pushPublicKey: 'k',
    demoAccounts: null,
  });
  platform.answer(savePushSubscription, { saved: true });
  platform.answer(removePushSubscription, { removed: true });
  const webPush = createPush({
    api: platform.api,
    device: createFakePushDevice(options).device,
    owner: { read: () => aMe().userId, write: () => undefined },
    isDesktop,
  });
  await webPush.begin(aMe().userId);
  await renderScreen(<PushSetting />, { ...platform, webPush });
}

describe('the setting for pushes', () => {
  it.each([
    ['desktop', {}, true, '桌面端会自行提醒，无需设置。'],
    ['no support', { support: 'unsupported' as const }, false, '这个浏览器不支持推送通知。'],
    ['no TLS', { support: 'insecure' as const }, false, /门户未使用 https/],
    ['blocked', { permission: 'denied' as const }, false, /浏览器已禁止本站通知/],
  ])('says what stands in the way and offers nothing: %s', async (_, options, desktop, words) => {
    await show(options, desktop);
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('is turned on and off again', async () => {
    await show();
    await userEvent.click(screen.getByRole('button', { name: '开启' }));
    expect(await screen.findByText(/已开启，仅限本设备/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '关闭' }));
    expect(await screen.findByText(/未开启/)).toBeTruthy();
  });

  it('says why it could not be turned on', async () => {
    await show({ unreachable: true });
    await userEvent.click(screen.getByRole('button', { name: '开启' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/连不上浏览器的推送服务/);
    expect(screen.getByRole('button', { name: '开启' })).toBeTruthy();
  });
});
