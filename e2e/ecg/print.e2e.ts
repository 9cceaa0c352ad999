import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/browser';
import { readPng } from '../support/png';
import { startEcgPage, type EcgPageServer } from './ecgPage';
import { levelOf, uprightOf } from './measure';

const DPI = 600;
const PX_PER_MM = DPI / 25.4;
/** Rim of the page and the head above the sheet, millimetres; see the print style sheet. */
const SHEET_AT = { left: 6, top: 6 + 27 + 1 };

describe('an ECG on paper', () => {
  let server: EcgPageServer;
  let browser: Browser;
  const folder = mkdtempSync(path.join(tmpdir(), 'huizhen-ecg-print-'));
  beforeAll(async () => {
    server = await startEcgPage();
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** What the print dialog would make a PDF of. */
  async function print(name: string, query: string, prepare?: (page: Page) => Promise<void>) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(`${server.url}/?${query}`);
    await page.getByRole('button', { name: '打印' }).waitFor();
    await prepare?.(page);
    await page.keyboard.press('Control+p');
    await page.waitForFunction(() => 'printed' in window);
    const file = path.join(folder, `${name}.pdf`);
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    await page.close();
    return file;
  }

  const info = (file: string): string => execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  const text = (file: string): string =>
    // spaces between Chinese and figures are the reader's guess
    execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');

  /** Part of a page as a picture; millimetres from its upper left corner. */
  function part(file: string, page: number, [left, top, width, height]: readonly number[]) {
    const px = (mm = 0): string => String(Math.round(mm * PX_PER_MM));
    const out = path.join(folder, 'part');
    execFileSync('pdftoppm', [
      ...['-r', String(DPI), '-f', String(page), '-l', String(page), '-png', '-singlefile'],
      ...['-x', px(left), '-y', px(top), '-W', px(width), '-H', px(height)],
      file,
      out,
    ]);
    return readPng(readFileSync(`${out}.png`));
  }

  it('is A4 landscape, one page for ten seconds at 25 mm/s', async () => {
    const file = await print('usual', 'signal=square');
    expect(info(file)).toMatch(/Pages:\s+1\n/);
    expect(info(file)).toMatch(/Page size:\s+84[12]\.\d+ x 59[45]\.\d+ pts \(A4\)/);
  });

  it('has seconds of 25 mm, millivolts of 10 mm and a control line of 50 mm', async () => {
    const file = await print('size', 'signal=square');
    // lead I: seconds 1 and 2 stand 45 and 70 mm from the sheet's left edge, its zero line 20 mm below the upper one
    const strip = part(file, 1, [SHEET_AT.left + 20, SHEET_AT.top + 5, 62.5, 20]);
    const at = (left: number, top: number, right: number, bottom: number) => ({
      left: left * PX_PER_MM,
      top: top * PX_PER_MM,
      right: right * PX_PER_MM,
      bottom: bottom * PX_PER_MM,
    });
    const second = uprightOf(strip, at(48, 7, 52, 13)) - uprightOf(strip, at(23, 7, 27, 13));
    const millivolt = levelOf(strip, at(12, 13, 22, 17)) - levelOf(strip, at(30, 3, 45, 7));
    expect(second / PX_PER_MM).toBeGreaterThan(24.95);
    expect(second / PX_PER_MM).toBeLessThan(25.05);
    expect(millivolt / PX_PER_MM).toBeGreaterThan(9.97);
    expect(millivolt / PX_PER_MM).toBeLessThan(10.03);

    const line = part(file, 1, [6, 200, 60, 8]);
    const ends = uprightsOf(line);
    expect((ends.right - ends.left) / PX_PER_MM).toBeGreaterThan(49.9);
    expect((ends.right - ends.left) / PX_PER_MM).toBeLessThan(50.1);
  });

  it('says whose it is, when, by which filter, and what is the machine’s own word', async () => {
    const file = await print('words', 'signal=square', async (page) => {
      await page.keyboard.press('k');
      await page.getByText('0.5–40 Hz').click();
      await page.keyboard.press('Escape');
    });
    const printed = text(file);
    for (const words of [
      '李某军',
      '青禾县中医院',
      'HZ20261124-0231',
      '采集 2026-11-24 08:15:00',
      '25 mm/s · 10 mm/mV',
      '本系统滤波 0.5–40 Hz',
      '由采集设备给出，未经本系统核实',
      'SINUS RHYTHM',
      '左线应长 50 mm',
      '第 1 / 1 页',
    ])
      expect(printed).toContain(words.replace(/\s/g, ''));
  });

  it('goes on to a second page at 50 mm/s instead of being made smaller', async () => {
    const file = await print('fast', 'signal=square', (page) => page.keyboard.press('s'));
    expect(info(file)).toMatch(/Pages:\s+2\n/);
    const strip = part(file, 1, [SHEET_AT.left + 60, SHEET_AT.top + 5, 70, 20]);
    const px = (mm: number): number => mm * PX_PER_MM;
    const region = (left: number, right: number) => ({
      left: px(left),
      top: px(7),
      right: px(right),
      bottom: px(13),
    });
    // seconds 1 and 2 stand 70 and 120 mm from the left edge
    const second = uprightOf(strip, region(58, 62)) - uprightOf(strip, region(8, 12));
    expect(second / PX_PER_MM).toBeGreaterThan(49.9);
    expect(second / PX_PER_MM).toBeLessThan(50.1);
    expect(text(file)).toContain('第2/2页');
  });
});

/** First and last column with ink of a picture that shows one line. */
function uprightsOf(picture: ReturnType<typeof readPng>): { left: number; right: number } {
  const hasInk = (x: number): boolean => {
    let dark = 0;
    for (let y = 0; y < picture.height; y++)
      if ((picture.bytes[(y * picture.width + x) * picture.channels] ?? 255) < 128) dark++;
    return dark > 20;
  };
  const columns = Array.from({ length: picture.width }, (_, x) => x).filter(hasInk);
  const groups: number[][] = [];
  for (const x of columns) {
    const last = groups.at(-1);
    if (last && x - (last.at(-1) ?? 0) < 3) last.push(x);
    else groups.push([x]);
  }
  const middle = (group: number[] | undefined): number =>
    group ? group.reduce((sum, x) => sum + x + 0.5, 0) / group.length : Number.NaN;
  return { left: middle(groups[0]), right: middle(groups[1]) };
}
