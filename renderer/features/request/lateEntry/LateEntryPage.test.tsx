import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listDepartments, searchIcd10 } from '../../../../shared/api/administration';
import {
  applyCommand,
  getCase,
  getLateEntryDraft,
  saveLateEntryDraft,
  type CaseDetail,
} from '../../../../shared/api/cases';
import { listIntake } from '../../../../shared/api/intake';
import { appError } from '../../../../shared/domain/errors';
import { createFakePlatform } from '../../../platform/testing/fakePlatform';
import { renderScreen } from '../../../platform/testing/renderScreen';
import { createUploadsStore } from '../attachments/uploads';
import { aDetail, aForm, aRecord, AT, CASE_ID } from '../testing/builders';
import { LateEntryPage } from './LateEntryPage';

vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const BEFORE = '2026-11-23T09:00:00.000Z';
const ct = aRecord({
  id: '00000000-0000-4000-8000-0000000000d3',
  category: 'imaging',
  title: '头颅 CT',
  addedAt: BEFORE,
});

/** Sent out with oral consent and without a history; the signed paper has come in since. */
function owing(records: CaseDetail['records'] = [ct]): CaseDetail {
  const form = aForm();
  return aDetail(
    {
      state: 'reporting',
      version: 7,
      submission: 1,
      submittedAt: BEFORE,
      lateRecord: { completedAt: null, waiver: null },
      form: {
        ...form,
        wishes: { ...form.wishes, urgency: 'emergency' },
        clinical: { ...form.clinical, presentIllness: '', onsetAt: '2026-11-23T08:00:00.000Z' },
        consent: { ...form.consent, status: 'oralEmergency' },
      },
    },
    records,
  );
}

async function show(detail: CaseDetail) {
  const platform = createFakePlatform();
  platform.answer(getCase, detail);
  platform.answer(getLateEntryDraft, { version: 0, savedAt: null, draft: null });
  platform.answer(saveLateEntryDraft, { version: 1, savedAt: AT, draft: null });
  platform.answer(listIntake, { items: [] });
  platform.answer(listDepartments, { items: [] });
  platform.answer(searchIcd10, { items: [] });
  const paths: string[] = [];
  const uploads = createUploadsStore({
    caseId: CASE_ID,
    uploader: {
      start: () => ({
        pause: () => undefined,
        resume: () => undefined,
        cancel: async () => undefined,
      }),
    },
  });
  await renderScreen(
    <LateEntryPage caseId={CASE_ID} uploads={uploads} onNavigate={(path) => paths.push(path)} />,
    platform,
  );
  await screen.findByRole('heading', { name: '补记' });
  return { platform, paths };
}

const review = () => within(screen.getByRole('region', { name: '将要登记的补记' }));
const record = () => screen.getByText('提交补记').closest('button') as HTMLButtonElement;
const write = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value: text } });
const entries = (platform: Awaited<ReturnType<typeof show>>['platform']) =>
  platform.sent
    .filter(({ id }) => id === 'applyCommand')
    .map(({ call }) => (call.body as { command: unknown }).command);

describe('the page of a late entry', () => {
  it('says what is owed and has nothing to record before something is added', async () => {
    await show(owing());
    expect(screen.getByText(/须补齐：知情同意书.*现病史/)).toBeTruthy();
    expect(review().getByText('还没有补充内容。')).toBeTruthy();
    expect(record().disabled).toBe(true);
  });

  it('leaves what had gone out as it is, and lets what came since be named', async () => {
    await show(owing([ct, aRecord({ addedAt: AT })]));
    const titles = screen.getAllByLabelText<HTMLInputElement>('名称');
    expect(titles.map(({ value, disabled }) => [value, disabled])).toEqual([
      ['头颅 CT', true],
      ['知情同意书', false],
    ]);
  });

  it('shows word for word what will be recorded, and records exactly that', async () => {
    const { platform, paths } = await show(owing([ct, aRecord({ addedAt: AT })]));
    write('现病史', '今晨突发胸痛，持续不缓解。');
    await userEvent.click(screen.getByRole('radio', { name: '已签署' }));
    write('签署人', '测试某之妻');
    expect(review().getByText('今晨突发胸痛，持续不缓解。')).toBeTruthy();
    expect(review().getByText('知情同意书')).toBeTruthy();
    platform.answer(applyCommand, owing());
    await userEvent.click(record());
    await waitFor(() => expect(paths).toEqual([`/cases/${CASE_ID}`]));
    expect(entries(platform)).toMatchObject([
      {
        type: 'recordLateEntry',
        entry: {
          clinical: {
            presentIllness: '今晨突发胸痛，持续不缓解。',
            chiefComplaint: '反复胸痛 3 天',
          },
          consent: { status: 'signed', signedBy: '测试某之妻' },
        },
      },
    ]);
  });

  it('asks before it records a part, naming what stays owed', async () => {
    const { platform } = await show(owing());
    write('现病史', '今晨突发胸痛，持续不缓解。');
    await userEvent.click(record());
    expect(await screen.findByText(/提交后仍缺：知情同意书/)).toBeTruthy();
    expect(entries(platform)).toEqual([]);
  });

  it('complains of an emptied field, and of a refusal with everything typed still there', async () => {
    const { platform, paths } = await show(owing([ct, aRecord({ addedAt: AT })]));
    write('现病史', '今晨突发胸痛，持续不缓解。');
    await userEvent.click(screen.getByRole('radio', { name: '已签署' }));
    platform.answer(
      applyCommand,
      appError('validation', 'case.incomplete', {
        fields: [{ path: 'consent.signedBy', code: 'field.required' }],
      }),
    );
    await userEvent.click(record());
    expect((await screen.findAllByText('必填')).length).toBeGreaterThan(0);
    expect(paths).toEqual([]);
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^现病史/).value).toContain('今晨突发胸痛');
  });

  it('sends once more by itself when only the experts had moved the case on', async () => {
    const { platform, paths } = await show(owing([ct, aRecord({ addedAt: AT })]));
    write('现病史', '今晨突发胸痛，持续不缓解。');
    await userEvent.click(screen.getByRole('radio', { name: '已签署' }));
    platform.answer(getCase, { ...owing(), case: { ...owing().case, version: 8 } });
    platform.answer(applyCommand, ({ body }) =>
      body.expectedVersion === 8 ? owing() : appError('conflict', 'case.staleVersion'),
    );
    await userEvent.click(record());
    await waitFor(() => expect(paths).toEqual([`/cases/${CASE_ID}`]));
  });

  it('has nothing to do once the record is complete', async () => {
    const done = owing();
    await show({ ...done, case: { ...done.case, lateRecord: { completedAt: AT, waiver: null } } });
    expect(screen.getByText('这份病例没有待补的内容。')).toBeTruthy();
    expect(record().disabled).toBe(true);
  });
});
