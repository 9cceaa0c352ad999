import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readQrCode from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyReport } from '../../shared/domain/report/report';
import { loadFonts } from './fonts';
import type { ReportDocumentModel } from './reportDocumentModel';
import { renderReportPdf } from './reportPdf';
import { mdtReport } from './testing/sampleReport';

const packagedOnly = loadFonts(false);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huizhen-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function render(model: ReportDocumentModel, fonts = packagedOnly): Promise<Uint8Array> {
  const pdf = await renderReportPdf(model, fonts);
  if (!pdf.ok) throw new Error(pdf.error.code);
  return pdf.value;
}

function poppler(
  tool: 'pdftotext' | 'pdffonts' | 'pdfinfo' | 'pdfimages',
  pdf: Uint8Array,
): string {
  const file = join(folder, 'report.pdf');
  writeFileSync(file, pdf);
  const args = {
    pdftotext: ['-raw', file, '-'],
    pdffonts: [file],
    pdfinfo: [file],
    pdfimages: ['-list', file],
  };
  return execFileSync(tool, args[tool], { encoding: 'utf8' });
}
const squeezed = (text: string) => text.replace(/\s+/gu, '');

/** pdftotext puts running head and foot between the pages' text; they are taken out to compare sections. */
const bodyText = (pdf: Uint8Array): string =>
  squeezed(
    poppler('pdftotext', pdf)
      .split('\f')
      .map((page) => page.split('本报告为远程会诊意见')[0])
      .join(''),
  );

const picture = (format: 'png' | 'jpeg') =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: '#446688' } })
    .toFormat(format)
    .toBuffer();

describe('report PDF', () => {
  it('carries every section as extractable Chinese text, character by character', async () => {
    const { content } = mdtReport;
    const text = bodyText(await render(mdtReport));
    const written = [
      content.caseSummary,
      content.conclusion,
      content.precautions,
      content.dissent[0]?.text ?? '',
      content.diagnoses[0]?.name ?? '',
      mdtReport.consultation.purpose,
      '姓名王试芳性别女年龄62岁',
      '会诊时间2026-11-2415:00–15:26',
    ];
    for (const part of written) expect(text).toContain(squeezed(part));
  });

  it('embeds subsets of the two weights and no other font', async () => {
    const [, , ...fonts] = poppler('pdffonts', await render(mdtReport))
      .trim()
      .split('\n');
    expect(fonts).toHaveLength(2);
    for (const font of fonts) expect(font).toMatch(/^[A-Z]{6}\+NotoSansSC-\w+\s.*yes yes yes/u);
  });

  it('is an A4 document with the same bytes every time, drawn in under two seconds', async () => {
    const startedAt = performance.now();
    const first = await render(mdtReport);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(Buffer.compare(first, await render(mdtReport))).toBe(0);
    expect(poppler('pdfinfo', first)).toMatch(/A4/u);
  });

  it('says on an amended version what it replaces, why, and that it must be confirmed again', async () => {
    const text = bodyText(await render(mdtReport));
    expect(text).toContain('修订版（第2版），取代第1版');
    expect(text).toContain('补充CEA结果，更正分期表述。');
    expect(text).toContain('会诊结论已变更');
    const first = { ...mdtReport, header: { ...mdtReport.header!, version: 1, supersedes: null } };
    expect(bodyText(await render(first))).not.toContain('修订版');
  });

  it('prints every signature with time and the dissenting expert as dissenting', async () => {
    const text = bodyText(await render(mdtReport));
    expect(text).toMatch(/主会诊专家陈主任主任医师胸外科·省远程医学中心同意2026-11-2509:10/u);
    expect(text).toMatch(/何医师主任医师医学影像科·省远程医学中心保留少数意见/u);
  });

  it('marks a preview and gives it no signatures', async () => {
    const text = squeezed(poppler('pdftotext', await render({ ...mdtReport, header: null })));
    expect(text).toContain('预览稿');
    expect(text).toContain('未签发');
    expect(text).not.toContain('签名时间');
  });

  it('names patient, request and page on every sheet', async () => {
    const long = { ...mdtReport.content, findings: '双肺散在磨玻璃影。\n'.repeat(80) };
    const pages = poppler('pdftotext', await render({ ...mdtReport, content: long }))
      .split('\f')
      .slice(0, -1);
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => {
      expect(page).toContain('王试芳');
      expect(page).toContain('HZ202611240231');
      expect(squeezed(page)).toContain(`第${index + 1}页/共${pages.length}页`);
    });
  });

  it('loses no word of one paragraph that fills several pages', async () => {
    const marks = Array.from({ length: 900 }, (_, index) => `第${index}段所见`);
    const content = { ...mdtReport.content, findings: marks.join('') };
    const text = squeezed(poppler('pdftotext', await render({ ...mdtReport, content })));
    // A mark may be cut in two by the foot of a page, at most one for each page.
    expect(marks.filter((mark) => !text.includes(mark)).length).toBeLessThan(6);
  });

  it('prints the figures it was given and says which are not attached', async () => {
    const pictures = [
      { sopInstanceUid: '1.2.826.0.1.1.1.1', frameNumber: 1, bytes: await picture('png') },
      { sopInstanceUid: '1.2.826.0.1.1.1.2', frameNumber: 1, bytes: await picture('jpeg') },
    ];
    const pdf = await render({ ...mdtReport, pictures, verification: null });
    const images = poppler('pdfimages', pdf).trim().split('\n').slice(2);
    expect(images.filter((line) => /\s64\s+48\s/u.test(line))).toHaveLength(2);
    expect(bodyText(pdf)).toContain('图1右肺上叶尖段结节，轴位·窗位-600/窗宽1500');
    expect(bodyText(pdf).match(/未能附于本报告/gu)).toHaveLength(1);
  });

  it('refuses a damaged picture instead of leaving a hole', async () => {
    const bytes = (await picture('jpeg')).subarray(0, -40);
    const pictures = [{ sopInstanceUid: '1.2.826.0.1.1.1.2', frameNumber: 1, bytes }];
    expect(await renderReportPdf({ ...mdtReport, pictures }, packagedOnly)).toMatchObject({
      ok: false,
      error: { code: 'report.pictureUnreadable', params: { index: 2 } },
    });
  });

  it('prints empty sections as none and unknown particulars as not provided', async () => {
    const patient = { ...mdtReport.patient, birthDate: null, sex: null };
    const text = bodyText(await render({ ...mdtReport, patient, content: emptyReport() }));
    expect(text).toContain('注意事项无');
    expect(text).toContain('性别未提供年龄未提供');
  });

  it.each([
    ['2026-11-10', '14天'],
    ['2026-03-20', '8月'],
    ['2023-03-20', '3岁8月'],
    ['1964-03-02', '62岁'],
  ])('prints the age of somebody born on %s as %s', async (birthDate, age) => {
    const patient = { ...mdtReport.patient, birthDate };
    expect(bodyText(await render({ ...mdtReport, patient }))).toContain(`年龄${age}`);
  });

  describe('verification', () => {
    const code = 'K7QF3MRT9XWAHD2E';
    const shown = 'K7QF-3MRT-9XWA-HD2E';
    const url = `https://hz.example.cn/verify#${code}`;

    /** What a telephone's camera reads from the printed sheet. */
    const scan = async (pdf: Uint8Array, dpi: number): Promise<string | null> => {
      const file = join(folder, 'scan.pdf');
      writeFileSync(file, pdf);
      const args = ['-png', '-r', String(dpi), '-f', '1', '-l', '1', '-singlefile', file];
      execFileSync('pdftoppm', [...args, join(folder, 'scan')]);
      const { data, info } = await sharp(join(folder, 'scan.png'))
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return readQrCode(new Uint8ClampedArray(data), info.width, info.height)?.data ?? null;
    };

    it('is a QR code that opens the page with the code, also from a coarse print', async () => {
      const pdf = await render(mdtReport);
      expect([await scan(pdf, 200), await scan(pdf, 110)]).toEqual([url, url]);
    });

    it('stands in letters on every page beside it', async () => {
      const long = { ...mdtReport.content, findings: '双肺散在磨玻璃影。\n'.repeat(80) };
      const pages = poppler('pdftotext', await render({ ...mdtReport, content: long }))
        .split('\f')
        .slice(0, -1);
      expect(pages.length).toBeGreaterThan(2);
      for (const page of pages) expect(squeezed(page)).toContain(`核验码${shown}`);
    });

    it('without a public address is the code and where to enter it, and no QR code', async () => {
      const pdf = await render({ ...mdtReport, verification: { code, url: null } });
      const text = squeezed(poppler('pdftotext', pdf));
      expect(text).toContain('核验码K7QF-3MRT9XWA-HD2E在会诊门户/verify页输入');
      expect(await scan(pdf, 200)).toBeNull();
    });

    it('is not given to a preview, which nobody has issued', async () => {
      const pdf = await render({ ...mdtReport, header: null });
      expect(poppler('pdftotext', pdf)).not.toContain('K7QF');
      expect(await scan(pdf, 200)).toBeNull();
    });
  });

  it('can be printed in English', async () => {
    const text = poppler('pdftotext', await render({ ...mdtReport, language: 'en' }));
    expect(text).toContain('Remote Consultation Report');
    expect(text).toContain('Chief physician');
  });
});

describe('font coverage', () => {
  it('knows Chinese, Latin and signs of the packaged font and what it lacks', () => {
    const [{ covers }] = packagedOnly.faces;
    const known = [...'会诊龘Az≥µ℃①'].map((character) => covers(character.codePointAt(0) ?? 0));
    expect(known).not.toContain(false);
    expect([0x20bb7, 0x0007, 0x10ffff].map(covers)).toEqual([false, false, false]);
  });
});

describe('a character the packaged font lacks', () => {
  const rare = { ...mdtReport, patient: { ...mdtReport.patient, name: '王𠮷' } };

  it('refuses the document and names the character when no other font is installed', async () => {
    expect(await renderReportPdf(rare, packagedOnly)).toMatchObject({
      ok: false,
      error: {
        code: 'report.glyphMissing',
        kind: 'unsupported',
        retry: 'never',
        params: { characters: '𠮷 (U+20BB7)' },
      },
    });
  });

  it('is found wherever it stands: title, section, caption, signature, watermark', async () => {
    const [image] = mdtReport.content.keyImages;
    const [signer] = mdtReport.header!.signatories;
    const models: ReportDocumentModel[] = [
      { ...mdtReport, requestingInstitution: '𠮷县医院' },
      { ...mdtReport, content: { ...mdtReport.content, precautions: '𠮷' } },
      {
        ...mdtReport,
        content: { ...mdtReport.content, keyImages: [{ ...image!, caption: '𠮷' }] },
      },
      { ...mdtReport, header: { ...mdtReport.header!, signatories: [{ ...signer!, name: '𠮷' }] } },
      { ...mdtReport, watermark: '𠮷' },
    ];
    for (const model of models) {
      const pdf = await renderReportPdf(model, packagedOnly);
      expect(pdf.ok ? null : pdf.error.code).toBe('report.glyphMissing');
    }
  });

  it('is drawn from the system font, run by run, when one is installed', async (context) => {
    const fonts = loadFonts();
    if (fonts.faces.length === 1) context.skip('fonts-noto-cjk is not installed here');
    const pdf = await render(rare, fonts);
    expect(bodyText(pdf)).toContain('姓名王𠮷性别女');
    expect(poppler('pdffonts', pdf)).toMatch(/NotoSansCJKsc-\w+.*yes yes/u);
  });

  it('refuses control characters, which would vanish', async () => {
    const content = { ...mdtReport.content, findings: '所见\u0007' };
    expect(await renderReportPdf({ ...mdtReport, content }, packagedOnly)).toMatchObject({
      error: { params: { characters: 'U+0007' } },
    });
  });
});
