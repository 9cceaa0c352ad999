import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  importIcd10,
  listAudit,
  listDepartments,
  listDictionary,
  listHospitals,
  updateDepartment,
} from '../../../shared/api/administration';
import { aMe, createFakePlatform, type FakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { AdminPage, AuditPage } from '.';
import { DepartmentsTab } from './DepartmentsTab';
import { Icd10Import } from './Icd10Import';

// antd in jsdom is slow on a busy machine
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const department = (n: number, name: string, active = true) => ({
  id: id(n),
  hospitalId: id(90) as never,
  hospitalName: '青禾县中医院',
  name,
  active,
});

const sysadmin = { me: aMe({ role: 'sysadmin' }) };

async function openDepartments(): Promise<FakePlatform> {
  const platform = createFakePlatform();
  platform.answer(listDepartments, {
    items: [department(1, '内科'), department(2, '儿科'), department(3, '旧科室', false)],
  });
  platform.answer(listHospitals, { items: [] });
  await renderScreen(<DepartmentsTab />, platform, sysadmin);
  await screen.findByText('内科');
  return platform;
}

describe('a list of base data', () => {
  it('is searched as one types, and shows what is out of use on demand', async () => {
    await openDepartments();
    expect(screen.queryByText('旧科室')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '含已停用 1' }));
    await screen.findByText('旧科室');
    await userEvent.type(screen.getByPlaceholderText('搜索'), '儿');
    await waitFor(() => expect(screen.queryByText('内科')).toBeNull());
    expect(screen.getByText('儿科')).toBeTruthy();
  });

  it('takes an entry out of use after asking, and keeps everything else about it', async () => {
    const platform = await openDepartments();
    platform.answer(updateDepartment, department(1, '内科', false));
    await userEvent.click(screen.getAllByRole('button', { name: /^停\s*用$/ })[0] as HTMLElement);
    await screen.findByText('停用“青禾县中医院 内科”？');
    await userEvent.click(
      screen.getAllByRole('button', { name: /^停\s*用$/ }).at(-1) as HTMLElement,
    );
    await waitFor(() =>
      expect(platform.sent.find((one) => one.id === 'updateDepartment')?.call).toMatchObject({
        params: { id: id(1) },
        body: { hospitalId: id(90), name: '内科', active: false },
      }),
    );
  });
});

describe('the import of the diagnosis table', () => {
  const take = async (csv: string) => {
    const platform = createFakePlatform();
    platform.answer(importIcd10, { imported: 2, total: 483 });
    const { container } = await renderScreen(<Icd10Import />, platform, sysadmin);
    const input = container.querySelector('input[type="file"]') as HTMLInputElement;
    await userEvent.upload(input, new File([csv], 'icd10.csv', { type: 'text/csv' }));
    return platform;
  };

  it('lists the lines it refuses, with number and reason, and sends nothing', async () => {
    const platform = await take('I21.001,急性前壁心肌梗死\nbad,坏行\nI10.x00,\n');
    await screen.findByText(/有 2 行不能导入，另有 1 行无误/);
    expect(screen.getByText('bad,坏行')).toBeTruthy();
    expect(screen.getByText('缺名称')).toBeTruthy();
    expect(platform.sent.some((one) => one.id === 'importIcd10')).toBe(false);
  });

  it('sends a clean file and says how many there are now', async () => {
    await take('code,name\nI21.001,急性前壁心肌梗死\nI10.x00,高血压\n');
    await screen.findByText('已导入 2 条，现共 483 条');
  });
});

describe('the administration page', () => {
  it('opens the tab its address names', async () => {
    const platform = createFakePlatform();
    platform.answer(listDictionary, { items: [] });
    await renderScreen(
      <Routes>
        <Route path="/admin/*" element={<AdminPage />} />
      </Routes>,
      platform,
      { ...sysadmin, at: '/admin/dictionaries' },
    );
    await screen.findByText('导入 ICD-10 全表');
  });
});

describe('the audit log', () => {
  it('speaks of actions in words, of unknown ones by their code', async () => {
    const platform = createFakePlatform();
    const entry = (seq: number, action: string) => ({
      seq,
      at: '2026-11-24T07:00:00.000Z',
      actorName: 'triage',
      actorRole: 'triage',
      action,
      entity: 'case',
      entityId: id(7),
      requestNo: 'HZ20261124-0001',
      outcome: 'ok',
      hash: 'abcdef0123456789abcdef',
    });
    platform.answer(listAudit, {
      items: [
        entry(3, 'command.returnForSupplement'),
        entry(2, 'record.view'),
        entry(1, 'new.kind'),
      ],
      nextCursor: null,
    });
    await renderScreen(<AuditPage />, platform, { me: aMe({ role: 'auditor' }) });
    await screen.findByText('退回补充');
    expect(screen.getByText('调阅资料')).toBeTruthy();
    expect(screen.getByText('new.kind')).toBeTruthy();
  });
});
