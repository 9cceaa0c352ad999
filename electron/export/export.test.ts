import { describe, expect, it } from 'vitest';
import { createPrintReport } from './printReport';
import { createSavePdf, type SavePdfPorts } from './savePdf';

const PDF = Buffer.from('%PDF-1.7\n...\n%%EOF\n');
const WINDOW = { senderId: 1 };

function saving(overrides: Partial<SavePdfPorts> = {}) {
  const written: [string, string][] = [];
  const savePdf = createSavePdf({
    askWhere: async (_senderId, name) => `/chosen/${name}`,
    write: async (path, bytes) => void written.push([path, Buffer.from(bytes).toString()]),
    onFailure: () => undefined,
    ...overrides,
  });
  const save = (bytes: Uint8Array) =>
    savePdf({ suggestedName: '会诊报告.pdf', bytes: Uint8Array.from(bytes) }, WINDOW);
  return { save, written };
}

describe('saving a report', () => {
  it('writes the bytes where the person chose', async () => {
    const { save, written } = saving();
    expect(await save(PDF)).toEqual({ ok: true, value: { isSaved: true } });
    expect(written).toEqual([['/chosen/会诊报告.pdf', PDF.toString()]]);
  });

  it('writes nothing when the person closed the dialog', async () => {
    const { save, written } = saving({ askWhere: async () => null });
    expect([await save(PDF), written]).toEqual([{ ok: true, value: { isSaved: false } }, []]);
  });

  it.each([
    ['nothing', ''],
    ['a web page', '<html>%PDF-1.7 %%EOF'],
    ['a program', 'MZ\u0090\u0000'],
    ['a download that was cut', '%PDF-1.7\n1 0 obj'],
  ])('refuses %s', async (_what, text) => {
    const { save, written } = saving();
    expect(await save(Buffer.from(text))).toMatchObject({ error: { code: 'desktop.notPdf' } });
    expect(written).toEqual([]);
  });

  it.each([
    ['ENOSPC', 'device.diskFull'],
    ['EACCES', 'desktop.cannotWriteFile'],
    ['EBUSY', 'desktop.cannotWriteFile'],
  ])('says what the disk said: %s', async (errno, code) => {
    const failure = Object.assign(new Error(), { code: errno });
    const { save } = saving({ write: () => Promise.reject(failure) });
    expect(await save(PDF)).toMatchObject({
      error: { kind: 'device', code, retry: 'safe', params: { reason: errno } },
    });
  });
});

describe('printing a report', () => {
  it.each([
    [null, { ok: true, value: { isPrinted: true } }],
    ['Print job canceled', { ok: true, value: { isPrinted: false } }],
    ['Invalid printer settings', { ok: false, error: { code: 'desktop.printFailed' } }],
  ])('answers %j with %j', async (failure, reply) => {
    const print = createPrintReport({ print: async () => failure, onFailure: () => undefined });
    expect(await print(undefined, WINDOW)).toMatchObject(reply);
  });
});
