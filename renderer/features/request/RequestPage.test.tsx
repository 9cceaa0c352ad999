import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listDepartments } from '../../../shared/api/administration';
import { applyCommand, getCase, saveForm, type CaseDetail } from '../../../shared/api/cases';
import { listIntake } from '../../../shared/api/intake';
import { listExperts } from '../../../shared/api/scheduling';
import { emptyForm } from '../../../shared/domain/consultation/form';
import { appError } from '../../../shared/domain/errors';
import {
  aMe,
  createFakePlatform,
  offline,
  type FakePlatform,
} from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import type { UploadInput, UploadProgress } from '../../ports/uploader';
import { createUploadsStore } from './attachments/uploads';
import { RequestPage } from './RequestPage';
import { aDetail, aForm, aRecord, AT, CASE_ID } from './testing/builders';

// rendering the whole form dozens of times is slow in jsdom, and slower on a busy machine
vi.setConfig({ testTimeout: 30_000 });

const consent = aRecord();
const lab = aRecord({
  id: '00000000-0000-4000-8000-0000000000d2',
  category: 'laboratory',
  title: '血常规',
});

type Shown = {
  readonly platform: FakePlatform;
  readonly paths: string[];
  readonly started: UploadInput[];
  readonly asked: string[];
  readonly progress: (part: Partial<UploadProgress>) => void;
};

async function show(detail: CaseDetail): Promise<Shown> {
  const platform = createFakePlatform();
  let version = detail.case.version;
  platform.answer(getCase, detail);
  platform.answer(saveForm, () => ({ version: ++version, savedAt: AT, fields: [], missing: [] }));
  platform.answer(listIntake, { items: [] });
  platform.answer(listDepartments, { items: [] });
  platform.answer(listExperts, { items: [] });
  const paths: string[] = [];
  const started: UploadInput[] = [];
  const asked: string[] = [];
  let report: (progress: UploadProgress) => void = () => undefined;
  let now: UploadProgress = {
    status: 'sending',
    sentBytes: 0,
    totalBytes: 0,
    batchId: null,
    error: null,
  };
  const uploads = createUploadsStore({
    caseId: CASE_ID,
    uploader: {
      start(input, onProgress) {
        started.push(input);
        report = onProgress;
        now = { ...now, totalBytes: input.content.size };
        return {
          pause: () => asked.push('pause'),
          resume: () => asked.push('resume'),
          cancel: async () => void asked.push('cancel'),
        };
      },
    },
  });
  await renderScreen(
    <RequestPage caseId={CASE_ID} uploads={uploads} onNavigate={(path) => paths.push(path)} />,
    platform,
  );
  await screen.findByLabelText('目录');
  const progress = (part: Partial<UploadProgress>) => {
    now = { ...now, ...part };
    act(() => report(now));
  };
  return { platform, paths, started, asked, progress };
}

const button = (text: string) => screen.getByText(text).closest('button');
const field = (label: string) => screen.getByLabelText(label, { exact: false });
const sent = (platform: FakePlatform, id: string) => platform.sent.filter((one) => one.id === id);

describe('the request form', () => {
  beforeEach(() => {
    window.IntersectionObserver ??= class {
      observe(): void {
        return undefined;
      }
      disconnect(): void {
        return undefined;
      }
    } as unknown as typeof IntersectionObserver;
    Element.prototype.scrollIntoView = () => undefined;
  });
  afterEach(cleanup);

  it('complains about a field only after the reader has been in it', async () => {
    await show(aDetail({ form: emptyForm() }));
    expect(screen.queryAllByText('必填')).toHaveLength(0);
    fireEvent.blur(field('姓名'));
    expect(screen.getAllByText('必填')).toHaveLength(1);
  });

  it('says what is missing instead of submitting, and then complains everywhere', async () => {
    const { platform } = await show(aDetail({ form: emptyForm() }));
    await userEvent.click(screen.getByText(/提交申请（还缺 \d+ 项）/));
    const reasons = await screen.findByRole('tooltip');
    within(reasons).getByText('姓名：必填');
    within(reasons).getByText('缺少至少一份检查资料');
    within(reasons).getByText('尚未登记有效的知情同意');
    expect(screen.getAllByText('必填').length).toBeGreaterThan(5);
    expect(sent(platform, 'applyCommand')).toEqual([]);
  });

  it('fills birth date and sex from a correct identity number, and never overwrites them', async () => {
    const { platform } = await show(aDetail({ form: emptyForm() }));
    fireEvent.change(field('身份证号'), { target: { value: '999999195903120013' } });
    await waitFor(() => expect(sent(platform, 'saveForm')).toHaveLength(1), { timeout: 3000 });
    expect(sent(platform, 'saveForm')[0]?.call.body).toMatchObject({
      form: { patient: { birthDate: '1959-03-12', sex: 'male' } },
    });
    cleanup();
    const form = { ...emptyForm(), patient: { ...emptyForm().patient, birthDate: '1990-01-01' } };
    await show(aDetail({ form }));
    fireEvent.change(field('身份证号'), { target: { value: '999999195903120013' } });
    fireEvent.blur(field('身份证号'));
    screen.getByText('身份证号与出生日期或性别不一致');
  });

  it('saves first and submits exactly what was saved', async () => {
    const { platform, paths } = await show(aDetail({}, [consent, lab]));
    platform.answer(applyCommand, aDetail({ state: 'submitted', version: 3 }));
    fireEvent.change(field('会诊目的'), { target: { value: '决定是否手术。' } });
    await userEvent.click(screen.getByText(/^提交申请/));
    await waitFor(() => expect(paths).toEqual([`/cases/${CASE_ID}`]));
    expect(
      platform.sent.map((one) => one.id).filter((id) => ['saveForm', 'applyCommand'].includes(id)),
    ).toEqual(['saveForm', 'applyCommand']);
    expect(sent(platform, 'applyCommand')[0]?.call.body).toMatchObject({
      command: { type: 'submit' },
      expectedVersion: 1,
    });
  });

  it('says that nothing was lost when it cannot save, and does not submit', async () => {
    const { platform, paths } = await show(aDetail({}, [consent, lab]));
    platform.answer(saveForm, offline);
    fireEvent.change(field('会诊目的'), { target: { value: '决定是否手术。' } });
    await userEvent.click(screen.getByText(/^提交申请/));
    await screen.findByText('未存到服务器，内容保留在本窗口，联网后自动保存');
    expect([paths, sent(platform, 'applyCommand')]).toEqual([[], []]);
  });

  it('shows why the server refused', async () => {
    const { platform } = await show(aDetail({}, [consent, lab]));
    platform.answer(applyCommand, appError('illegalTransition', 'case.agreementMissing'));
    await userEvent.click(screen.getByText(/^提交申请/));
    await screen.findByText(/没有有效协议/);
    screen.getByText('case.agreementMissing');
  });

  it('goes out again only when every returned item is answered', async () => {
    const items = [
      { id: 1, code: 'R02' as const, text: '缺少薄层序列', answer: null },
      { id: 2, code: 'R05' as const, text: '写明问题', answer: null },
    ];
    const fixList = { items, by: aMe().userId, at: AT };
    const { platform } = await show(
      aDetail({ state: 'returned', version: 7, fixList }, [consent, lab]),
    );
    platform.answer(applyCommand, aDetail({ state: 'submitted', version: 8 }));
    screen.getByText('缺少薄层序列');
    screen.getByText('再次提交（还缺 2 项）');
    fireEvent.change(screen.getByLabelText('第 1 项的答复'), { target: { value: '已补传' } });
    fireEvent.change(screen.getByLabelText('第 2 项的答复'), { target: { value: '已写明' } });
    await userEvent.click(screen.getByText('再次提交'));
    await waitFor(() => expect(sent(platform, 'applyCommand')).toHaveLength(1));
    expect(sent(platform, 'applyCommand')[0]?.call.body).toMatchObject({
      command: {
        type: 'resubmit',
        answers: [
          { id: 1, answer: '已补传' },
          { id: 2, answer: '已写明' },
        ],
      },
      expectedVersion: 7,
    });
  });

  it('asks an emergency for less, and shows everything on demand', async () => {
    const form = aForm();
    await show(aDetail({ form: { ...form, wishes: { ...form.wishes, urgency: 'emergency' } } }));
    screen.getByText('急会诊', { selector: 'h1' });
    expect(screen.queryByLabelText('既往史')).toBeNull();
    await userEvent.click(screen.getByText('显示全部栏目'));
    screen.getByLabelText('既往史');
  });

  it('lets the reader decide when somebody else changed the request', async () => {
    const { platform } = await show(aDetail({}, [consent, lab]));
    const theirs = aForm({ phone: '111' });
    platform.answer(saveForm, appError('conflict', 'case.staleVersion'));
    platform.answer(getCase, aDetail({ form: theirs, version: 9 }, [consent, lab]));
    fireEvent.change(field('会诊目的'), { target: { value: '我的目的写在这里' } });
    await screen.findByText(/他人也修改了这份申请。您的内容仍在页面上/, {}, { timeout: 3000 });
    await userEvent.click(screen.getByText('采用服务器上的'));
    expect(screen.queryByDisplayValue('我的目的写在这里')).toBeNull();
    screen.getByDisplayValue('111');
  });

  it('cannot be edited once it has moved on, and says where it is', async () => {
    await show(aDetail({ state: 'accepted' }));
    screen.getByText('这份申请已是「已受理」，不能再编辑。');
    expect(field('姓名')).toHaveProperty('disabled', true);
  });
});

describe('the material of a request', () => {
  afterEach(cleanup);

  const choose = (...files: File[]) =>
    fireEvent.change(screen.getByTestId('files'), { target: { files } });

  it('sends several files as one upload and shows how it goes', async () => {
    const { started, progress, asked } = await show(aDetail());
    choose(new File(['a'.repeat(600)], '1.jpg'), new File(['b'], '2.jpg'));
    expect(started.map(({ name, bundle, caseId }) => [name, bundle, caseId])).toEqual([
      ['2 个文件', 'tar', CASE_ID],
    ]);
    progress({ status: 'sending', sentBytes: 1024 });
    screen.getByText(/正在上传 · 1\.0 KB \/ 3\.5 KB/);
    await userEvent.click(screen.getByText('暂停'));
    progress({ status: 'paused' });
    await userEvent.click(screen.getByText('继续'));
    await userEvent.click(screen.getByText('取消'));
    expect(asked).toEqual(['pause', 'resume', 'cancel']);
    expect(screen.queryByText('2 个文件', { selector: 'strong' })).toBeNull();
  });

  it('says that a broken line is being tried again, and what became of a refused upload', async () => {
    const { progress } = await show(aDetail());
    choose(new File(['a'], 'chart.pdf'));
    progress({ status: 'retrying', error: offline });
    screen.getByText(/线路中断，正在重试/);
    progress({
      status: 'failed',
      error: appError('tooLarge', 'upload.tooLarge', { params: { maxBytes: 21474836480 } }),
    });
    expect(screen.getByRole('alert').textContent).toBe(
      '文件超过单次上限 20.0 GB，没有上传。请分次上传。',
    );
  });

  it('sorts what the server recognised, shows another patient in red, and blocks until it is decided', async () => {
    const { platform } = await show(aDetail({}, [consent, lab]));
    const item = (n: number, over: object) => ({
      id: `00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`,
      path: `CD/IM${n}`,
      sizeBytes: 1,
      outcome: 'attached' as const,
      recognisedAs: 'DICOM CT',
      recordId: null,
      reason: null,
      resolution: null,
      ...over,
    });
    const mismatch = {
      code: 'file.patientMismatch' as const,
      params: { fields: 'name,birthDate' },
    };
    const batch = {
      id: 'b1',
      name: 'CD',
      status: 'done' as const,
      sizeBytes: 9,
      receivedBytes: 9,
      itemsDone: 5,
      itemsTotal: 5,
      startedAt: AT,
      startedBy: aMe().userId,
      failure: null,
      items: [
        item(1, {}),
        item(2, {}),
        item(3, { outcome: 'duplicate' }),
        item(4, { outcome: 'quarantined', reason: mismatch }),
        item(5, { outcome: 'ignored', recognisedAs: 'text', reason: { code: 'file.unknownType' } }),
      ],
    };
    platform.answer(listIntake, { items: [batch] });
    act(() => platform.push({ type: 'intakeChanged', caseId: CASE_ID }));
    await screen.findByText('DICOM CT × 2 已入档');
    screen.getByText('1 个重复，未再入档');
    screen.getByText('1 个未入档');
    const reason = screen.getByText(
      '文件中的姓名、出生日期与本患者不一致，已隔离，不会进入病例。请核对是谁的资料。',
    );
    expect(reason.closest('[data-tone]')?.getAttribute('data-tone')).toBe('urgent');
    screen.getByText('提交申请（还缺 1 项）');
    expect(button('确属本患者，收入病例')).toHaveProperty('disabled', true);
    fireEvent.change(screen.getByLabelText('核对说明（必填）'), {
      target: { value: '已核对腕带' },
    });
    expect(button('确属本患者，收入病例')).toHaveProperty('disabled', false);
  });
});
