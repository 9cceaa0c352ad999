import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSession, getServerInfo } from '../../../shared/api/sessions';
import type { RouteOutput } from '../../../shared/api/route';
import { appError } from '../../../shared/domain/errors';
import { aMe, createFakePlatform, type FakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { SignInForm, SignInPage } from '.';

// antd in jsdom is slow on a busy machine
vi.setConfig({ testTimeout: 30_000 });

const info: RouteOutput<typeof getServerInfo> = {
  version: '1.2.3',
  centreName: '省远程医学中心',
  now: '2026-11-23T09:40:00.000Z',
  pushPublicKey: 'k',
  demoAccounts: null,
};
const signedIn = { token: 't', expiresAt: '2026-11-24T00:00:00.000Z', me: aMe() };

async function show(part: Partial<typeof info> = {}): Promise<FakePlatform> {
  const platform = createFakePlatform();
  platform.answer(getServerInfo, { ...info, ...part });
  await renderScreen(<SignInPage />, platform);
  await screen.findByText('省远程医学中心');
  return platform;
}

async function tryWith(account: string, password: string): Promise<void> {
  fireEvent.change(screen.getByLabelText('账号'), { target: { value: account } });
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: password } });
  await userEvent.click(screen.getByRole('button', { name: '登录' }));
}

const credentials = (platform: FakePlatform) =>
  platform.sent.filter((one) => one.id === 'createSession').map((one) => one.call.body);

describe('signing in', () => {
  afterEach(cleanup);

  it('says what the system is for and which version it is', async () => {
    await show();
    screen.getByText('本系统用于远程会诊与资料调阅，不作为首次诊断依据。');
    screen.getByText('版本 1.2.3');
    expect(screen.queryByText(/演示环境/)).toBeNull();
  });

  it('fills in a demo person with one click, where the server has any', async () => {
    const platform = await show({
      demoAccounts: [{ account: 'county', name: '王砚清', role: 'requester' }],
    });
    platform.answer(createSession, signedIn);
    await userEvent.click(screen.getByText('王砚清'));
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(platform.session.state.get().status).toBe('signedIn'));
    expect(credentials(platform)).toEqual([{ account: 'county', password: 'huizhen-demo' }]);
  });

  it('says plainly that account or password is wrong', async () => {
    const platform = await show();
    platform.answer(createSession, appError('unauthenticated', 'auth.badCredentials'));
    await tryWith('wang', 'x');
    expect((await screen.findByRole('alert')).textContent).toBe('账号或密码不正确。');
    expect(platform.session.state.get().status).not.toBe('signedIn');
  });

  it('says until when a locked account is locked, in Beijing time', async () => {
    const platform = await show();
    const params = { until: '2026-11-23T09:55:00.000Z' };
    platform.answer(createSession, appError('unauthenticated', 'auth.lockedOut', { params }));
    await tryWith('wang', 'x');
    expect((await screen.findByRole('alert')).textContent).toContain('17:55 后可再试');
  });

  it('asks for the second factor when the account has one, and keeps what was typed', async () => {
    const platform = await show();
    platform.answer(createSession, appError('unauthenticated', 'auth.totpRequired'));
    await tryWith('wang', 'x');
    await screen.findByText('动态验证码');
    expect(screen.queryByRole('alert')).toBeNull();
    const boxes = screen.getAllByLabelText(/^OTP Input/);
    platform.answer(createSession, signedIn);
    boxes.forEach((box, index) => fireEvent.input(box, { target: { value: String(index + 1) } }));
    await userEvent.click(screen.getByRole('button', { name: '登录' }));
    await waitFor(() => expect(credentials(platform)).toHaveLength(2));
    expect(credentials(platform)[1]).toEqual({ account: 'wang', password: 'x', totp: '123456' });
  });

  it('tells a missing server from a wrong password', async () => {
    const platform = createFakePlatform();
    await renderScreen(<SignInPage />, platform);
    await screen.findByText(/与服务器的连接中断/);
    screen.getByText('net.offline');
  });

  it('lets only the same person go on with a page whose session ran out', async () => {
    await renderScreen(<SignInForm account="wang" isReturning />, createFakePlatform());
    expect(screen.getByDisplayValue('wang')).toHaveProperty('disabled', true);
    screen.getByText('重新登录后继续，页面上已填写的内容仍在。');
  });
});
