import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDetail } from '../shared/api/cases';
import { paperOriginOf } from '../shared/domain/paper/origin';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';
import { uploadInto } from './support/upload';
import { words } from './support/words';

const DOCUMENTS = path.join(
  fileURLToPath(new URL('..', import.meta.url)),
  'resources/demo/documents',
);
const demo = (name: string) => readFile(path.join(DOCUMENTS, name));

/** A county doctor makes one document of three photos, one of them broken, with the keyboard alone. */
describe('paper that was photographed', () => {
  let server: DemoServer;
  let browser: Browser;
  let county: Desk;
  let caseId = '';
  const records = async () => {
    const reply = await county.page.request.get(`${server.url}/v1/cases/${caseId}`);
    return ((await reply.json()) as CaseDetail).records;
  };
  const documents = async () =>
    (await records()).filter(({ payload }) => paperOriginOf(payload) !== null);

  beforeAll(async () => {
    server = await startDemoServer();
    browser = await openChromium();
    county = await openDesk(browser, server.url);
    await county.signIn('county');
    const { request } = county.page;
    const made = await request.post(`${server.url}/v1/cases`, {
      data: { idempotencyKey: crypto.randomUUID() },
    });
    caseId = ((await made.json()) as CaseDetail).case.id;
    const chart = await demo('chart-liu-1.jpg');
    const files: [string, Buffer][] = [
      ['病历-1.jpg', chart],
      ['检验单.jpg', await demo('lab-slip-liu-1.jpg')],
      ['病历-2.jpg', (await demo('chart-liu-2.jpg')).subarray(0, 20_000)],
    ];
    for (const [name, bytes] of files)
      await uploadInto(request, server.url, { caseId, name, bytes });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('becomes one document: put in order, straightened, tagged; a broken page is named and left out', async ({
    onTestFailed,
  }) => {
    const { page } = county;
    onTestFailed(() => county.failed('paper'));
    await page.goto(`${server.url}/#/cases/${caseId}/edit`);
    await county.button('request:drop.paper').click();
    const strip = page.getByRole('navigation', { name: words('paper:strip.label') });
    await strip.locator('[data-status="broken"]').waitFor();
    await expect.poll(() => strip.locator('[data-status="ready"]').count()).toBe(2);
    const angle = page.getByRole('spinbutton', { name: words('paper:skew.degrees') });
    expect(Math.abs(Number(await angle.inputValue())), 'found by itself').toBeGreaterThan(0.3);
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('r');
    await page.keyboard.press('w');
    await page.keyboard.press('6');
    await county.picture('paper-bench');
    await page.keyboard.press('Control+Enter');
    await strip.waitFor({ state: 'detached' });
    const [made] = await documents();
    const origin = paperOriginOf(made?.payload);
    expect(made).toMatchObject({ kind: 'document', itemCount: 2, mime: 'application/pdf' });
    expect(origin?.pages.map(({ title, tag }) => [title, tag])).toEqual([
      ['检验单', 'labSlip'],
      ['病历-1', 'progressNote'],
    ]);
    expect(origin?.pages[1]?.steps).toMatchObject({ quarterTurns: 1, cleaned: true });
    expect(await records(), 'originals stay').toHaveLength(4);
  });

  it('leads from the document to its originals, and can be put in order again', async ({
    onTestFailed,
  }) => {
    const { page } = county;
    onTestFailed(() => county.failed('paper-again'));
    const [before] = await documents();
    await page.goto(`${server.url}/#/cases/${caseId}`);
    const timeline = page.getByRole('navigation', { name: words('casePage:timeline.label') });
    await timeline
      .getByRole('button', { name: before?.title ?? '' })
      .first()
      .click();
    await page.getByRole('img', { name: words('casePage:stage.page', { page: 1 }) }).waitFor();
    expect(await timeline.getByRole('button', { name: '病历-1' }).count(), 'in the document').toBe(
      0,
    );
    await county.button('casePage:stage.originals').click();
    await page.getByRole('menuitem', { name: '病历-1' }).click();
    await page.getByRole('img', { name: '病历-1' }).waitFor();
    await timeline
      .getByRole('button', { name: before?.title ?? '' })
      .first()
      .click();
    await county.button('casePage:stage.paperAgain').click();
    const strip = page.getByRole('navigation', { name: words('paper:strip.label') });
    await expect.poll(() => strip.locator('[data-status="ready"]').count()).toBe(2);
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+Enter');
    await strip.waitFor({ state: 'detached' });
    const after = await documents();
    expect(after, 'takes the place of the one before').toHaveLength(1);
    expect(after[0]?.id).not.toBe(before?.id);
    expect(paperOriginOf(after[0]?.payload)?.pages).toHaveLength(1);
  });
});
