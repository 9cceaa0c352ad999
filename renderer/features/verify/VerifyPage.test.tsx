import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { verifyReport, type ReportVerification } from '../../../shared/api/verification';
import { appError } from '../../../shared/domain/errors';
import { sha256Hex } from '../../../shared/lib/sha256';
import { initPublicTexts } from '../../i18n/publicTexts';
import { createFakePlatform, type FakePlatform } from '../../platform/testing/fakePlatform';
import { digestOf, MAX_FILE_BYTES } from './fileDigest';
import { VerifyPage } from '.';

vi.setConfig({ testTimeout: 30_000 });
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const CODE = 'K7QF3MRT9XWAHD2E';
const pdf = new TextEncoder().encode('%PDF-1.7 the report as issued');
const issued = sha256Hex(pdf);
const report = (over: Partial<ReportVerification> = {}): ReportVerification => ({
  status: 'current',
  requestNo: 'HZ20261124-0001',
  version: 1,
  publishedAt: '2026-11-25T01:12:00.000Z',
  issuingCentre: '省远程医学中心',
  latestVersion: 1,
  latestPublishedAt: '2026-11-25T01:12:00.000Z',
  conclusionChanged: false,
  contentSha256: 'c'.repeat(64),
  fileSha256: [issued],
  ...over,
});

async function show(platform: FakePlatform, code: string) {
  await initPublicTexts('zh-CN');
  const entered: string[] = [];
  render(
    <VerifyPage
      api={platform.api}
      code={code}
      onCode={(typed) => entered.push(typed)}
      onLanguage={() => undefined}
    />,
  );
  return entered;
}
const asked = (platform: FakePlatform) => platform.sent.map(({ call }) => call.params);
const answering = (answer: ReportVerification) => {
  const platform = createFakePlatform();
  platform.answer(verifyReport, answer);
  return platform;
};
const drop = async (file: File) => {
  fireEvent.drop(await screen.findByText(/拖到这里/), { dataTransfer: { files: [file] } });
};

describe('the verification page', () => {
  it('waits for a code and hands on what was typed', async () => {
    const platform = createFakePlatform();
    const entered = await show(platform, '');
    await userEvent.type(screen.getByLabelText('核验码'), 'k7qf-3mrt-9xwa-hd2e{Enter}');
    expect(entered).toEqual(['k7qf-3mrt-9xwa-hd2e']);
    expect(platform.sent).toEqual([]);
  });

  it('answers a scanned code at once, written as on the paper', async () => {
    const platform = answering(report());
    await show(platform, CODE);
    expect(await screen.findByText('报告真实，为最新版')).toBeTruthy();
    expect(screen.getByText('2026-11-25 09:12')).toBeTruthy();
    expect(screen.getByText('HZ20261124-0001')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('核验码').value).toBe('K7QF-3MRT-9XWA-HD2E');
    expect(asked(platform)).toEqual([{ code: CODE }]);
  });

  it('asks nobody about what cannot be a code, and says what one looks like', async () => {
    const platform = createFakePlatform();
    await show(platform, 'K7QF-3MRT-9XWA-HD2F');
    expect(screen.getByRole('alert').textContent).toMatch(/应为 16 位/);
    expect(platform.sent).toEqual([]);
  });

  it.each([
    [{ conclusionChanged: false }, /会诊结论未变/],
    [{ conclusionChanged: true }, /会诊结论已变更/],
  ])('sends the holder of a replaced version to the latest: %o', async (over, sentence) => {
    const replaced = { status: 'superseded', latestVersion: 3, ...over } as const;
    await show(answering(report(replaced)), CODE);
    expect(await screen.findByText('报告真实，但已有第 3 版')).toBeTruthy();
    expect(screen.getByText(sentence)).toBeTruthy();
  });

  it('warns of a void consultation', async () => {
    await show(answering(report({ status: 'void' })), CODE);
    expect(await screen.findByText('该会诊已作废')).toBeTruthy();
    expect(screen.getByText(/请勿使用/)).toBeTruthy();
  });

  it('tells an unknown code from a server that cannot be reached', async () => {
    const platform = createFakePlatform();
    platform.answer(verifyReport, appError('notFound', 'report.codeUnknown'));
    await show(platform, CODE);
    expect((await screen.findByRole('alert')).textContent).toMatch(/没有与该核验码对应的报告/);
    cleanup();
    const offline = createFakePlatform();
    await show(offline, CODE);
    expect((await screen.findByRole('alert')).textContent).toMatch(/连接中断/);
    offline.answer(verifyReport, report());
    await userEvent.click(screen.getByText('重试'));
    expect(await screen.findByText('报告真实，为最新版')).toBeTruthy();
  });

  it('recognises an issued PDF and nothing else, without sending the file anywhere', async () => {
    const platform = answering(report());
    await show(platform, CODE);
    await drop(new File([pdf], 'HZ-v1.pdf'));
    expect(await screen.findByText('与本系统签发的 PDF 完全一致。')).toBeTruthy();
    const forged = pdf.with(10, 0x58);
    await drop(new File([forged], 'forged.pdf'));
    expect(await screen.findByText(/与本系统签发的文件不一致/)).toBeTruthy();
    expect(screen.queryByText('与本系统签发的 PDF 完全一致。')).toBeNull();
    expect(platform.sent).toHaveLength(1);
  });

  it('recognises the signed content', async () => {
    const text = new TextEncoder().encode('{"conclusion":"建议手术"}');
    await show(answering(report({ contentSha256: sha256Hex(text) })), CODE);
    await drop(new File([text], 'content.json'));
    expect(await screen.findByText(/签名所覆盖的规范文本/)).toBeTruthy();
  });

  it('does not read a film somebody dropped by mistake', async () => {
    await show(answering(report()), CODE);
    const film = new File([''], 'film.mp4');
    Object.defineProperty(film, 'size', { value: MAX_FILE_BYTES + 1 });
    await drop(film);
    expect(await screen.findByText(/超过 100 MB/)).toBeTruthy();
  });

  it('computes the same digest with and without the platform’s own implementation', async () => {
    const file = new File([pdf], 'x.pdf');
    expect(await digestOf(file)).toBe(issued);
    vi.stubGlobal('crypto', {});
    await waitFor(async () => expect(await digestOf(file)).toBe(issued));
  });
});
