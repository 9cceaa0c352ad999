import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from './support/browser';
import { DEMO_PASSWORD, openDesk } from './support/desk';
import { textOfPdf } from './support/files';
import { startDemoServer, type DemoServer } from './support/server';
import { named, words } from './support/words';

type Row = { id: string; requestNo: string; patientName: string };

/** From the PDF on a county's desk to the page a stranger opens with the code printed on it. */
describe('a printed report is verified by somebody without an account', () => {
  let server: DemoServer;
  let browser: Browser;
  const folder = mkdtempSync(path.join(tmpdir(), 'huizhen-verify-'));
  const file = path.join(folder, 'report.pdf');
  let printed: Row & { code: string };

  beforeAll(async () => {
    server = await startDemoServer();
    browser = await openChromium();
    const context = await browser.newContext();
    await context.request.post(`${server.url}/v1/sessions`, {
      data: { account: 'coordinator', password: DEMO_PASSWORD },
    });
    const list = await context.request.get(`${server.url}/v1/cases?state=archived&limit=1`);
    const [row] = ((await list.json()) as { items: Row[] }).items;
    if (!row) throw new Error('the demo has no archived case');
    const pdf = await context.request.get(`${server.url}/v1/cases/${row.id}/reports/1/pdf`);
    writeFileSync(file, await pdf.body());
    const code = /核验码\s*((?:[2-9A-Z]{4}-){3}[2-9A-Z]{4})/.exec(textOfPdf(file))?.[1];
    if (!code) throw new Error('the report carries no code');
    printed = { ...row, code };
    await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  it('by typing the code, and by holding the file against it', async () => {
    const desk = await openDesk(browser, server.url);
    const { page } = desk;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
    await page.goto(`${server.url}/verify`);
    await page.getByLabel(words('verify:code')).fill(printed.code.toLowerCase());
    await page.getByRole('button', { name: named('verify:check') }).click();
    const card = page.getByRole('region', { name: words('verify:result') });
    await card.waitFor();
    expect(await card.innerText()).toContain(printed.requestNo);
    expect(await page.locator('body').innerText()).not.toContain(printed.patientName);
    const sentBefore = requests.length;
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText(words('verify:file.verdict.issuedFile')).waitFor();
    await desk.picture('verify-genuine');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'forged.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
    await page.getByText(words('verify:file.verdict.other')).waitFor();
    expect(requests.slice(sentBefore), 'the file stays here').toEqual([]);
    expect(requests.filter((request) => request.includes('#'))).toEqual([]);
    desk.assertQuiet();
    await desk.close();
  });

  it('by scanning, on a telephone, also where the address ends with a slash', async () => {
    const desk = await openDesk(browser, server.url);
    await desk.page.setViewportSize({ width: 390, height: 844 });
    await desk.page.goto(`${server.url}/verify/#${printed.code.replaceAll('-', '')}`);
    await desk.page.getByRole('region', { name: words('verify:result') }).waitFor();
    expect(new URL(desk.page.url()).pathname).toBe('/verify');
    await desk.picture('verify-telephone');
    desk.assertQuiet();
    await desk.close();
  });

  it('a code that no report has is answered as such', async () => {
    const desk = await openDesk(browser, server.url);
    desk.forgive(/404 .*\/v1\/verification\//);
    await desk.page.goto(`${server.url}/verify#2222222222222222`);
    await desk.page.getByText(words('errors:report.codeUnknown')).waitFor();
    await desk.picture('verify-unknown');
    desk.assertQuiet();
    await desk.close();
  });
});
