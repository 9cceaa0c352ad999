import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDetail } from '../shared/api/cases';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';
import { named, words } from './support/words';

const demo = (name: string): string =>
  path.join(fileURLToPath(new URL('..', import.meta.url)), 'resources/demo/documents', name);
const HISTORY = '2 小时前突发胸背部撕裂样疼痛，向下放射，伴大汗。';
const EXAM = '双上肢血压相差 40 mmHg，主动脉瓣区闻及舒张期杂音。';

/** An emergency that went out in a minute; paper and record follow. */
describe('the record of an emergency is completed afterwards', () => {
  let server: DemoServer;
  let browser: Browser;
  let county: Desk;
  let caseId = '';
  beforeAll(async () => {
    server = await startDemoServer();
    browser = await openChromium();
    county = await openDesk(browser, server.url);
    await county.signIn('county');
    caseId = await sendEmergency(county.page, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('the county finds it in its worklist, brings the paper and writes the rest', async ({
    onTestFailed,
  }) => {
    const { page } = county;
    onTestFailed(() => county.failed('late-entry'));
    await county.go('home');
    await page.getByRole('link', { name: words('caseTerms:owed.lateEntry') }).click();
    await page.getByRole('heading', { level: 1, name: words('request:late.title') }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/cases/${caseId}/late-entry`);
    await page.locator('input[type=file]').first().setInputFiles(demo('chart-liu-1.jpg'));
    const title = page.getByRole('textbox', { name: words('request:records.titleField') });
    await expect.poll(() => title.count()).toBe(2);
    const row = page
      .getByRole('listitem')
      .filter({ has: title })
      .filter({ has: page.locator('input[value^="chart-liu-1"]') });
    await row.getByRole('combobox', { name: words('request:records.category') }).click();
    await page
      .locator('.ant-select-dropdown')
      .getByText(words('caseTerms:category.consent'))
      .click();
    await page.getByText(words('caseTerms:consent.signed'), { exact: true }).click();
    const field = (key: string) => page.getByLabel(words(key)).first();
    await field('request:consent.signedBy').fill('周某平之妻');
    await field('request:consent.signedAt').fill('2026-01-01 08:00');
    await page.keyboard.press('Enter');
    await field('request:clinical.presentIllness').fill(HISTORY);
    await field('request:clinical.physicalExam').fill(EXAM);
    const diagnosis = page.getByRole('combobox', {
      name: words('request:clinical.provisionalDiagnoses'),
    });
    await diagnosis.fill('主动脉夹层');
    await page.locator('.ant-select-item-option:visible').first().click();
    await page.keyboard.press('Escape');
    await page.getByText(words('request:late.ready')).waitFor();
    const review = page.getByRole('region', { name: words('request:late.section.review') });
    await review.scrollIntoViewIfNeeded();
    expect(await review.innerText()).toContain(EXAM);
    await county.picture('late-entry');
    await county.button('request:late.record').click();
    await page.getByRole('complementary', { name: words('casePage:layout.panel') }).waitFor();
    await expect.poll(() => page.locator('.case-late-mark').count()).toBeGreaterThan(1);
    await county.picture('late-entry-case');
    county.assertQuiet();
  });

  it('the centre reads what was added, by whom and when, and what had gone out', async () => {
    const desk = await openDesk(browser, server.url);
    await desk.signIn('coordinator');
    const { page } = desk;
    await page.goto(`${server.url}/#/cases/${caseId}`);
    await page.getByRole('tab', { name: words('casePage:tab.history') }).click();
    const panel = page.getByRole('region', { name: words('casePage:history.submissions') });
    await panel.getByText(EXAM).waitFor();
    await panel.getByText(/^补记 · 王砚清/).waitFor();
    await desk.button('casePage:lateEntry.original').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText(words('casePage:summary.chiefComplaint')).waitFor();
    expect(await drawer.innerText()).not.toContain(EXAM);
    await desk.picture('late-entry-original');
    desk.assertQuiet();
    await desk.close();
  });

  it('the centre may waive what nobody can bring any more', async () => {
    const other = await sendEmergency(county.page, server.url);
    const desk = await openDesk(browser, server.url);
    await desk.signIn('coordinator');
    const { page } = desk;
    await page.goto(`${server.url}/#/cases/${other}`);
    await desk.button('caseTerms:command.waiveLateEntry').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('患者到院前死亡，家属拒签');
    await dialog.getByRole('button', { name: named('caseTerms:command.waiveLateEntry') }).click();
    await page.getByText(/^补记已豁免 · .*：患者到院前死亡，家属拒签$/).waitFor();
    await desk.picture('late-entry-waived');
    desk.assertQuiet();
    await desk.close();
  });
});

/** As a county doctor sends it from the bedside: the minimum, oral consent, one piece of material. */
async function sendEmergency(page: Page, baseUrl: string): Promise<string> {
  const call = async (method: string, url: string, data: object) => {
    const response = await page.request.fetch(`${baseUrl}${url}`, { method, data });
    expect(response.ok(), `${method} ${url}: ${await response.text()}`).toBe(true);
    return (await response.json()) as CaseDetail;
  };
  const { case: draft } = await call('POST', '/v1/cases', { idempotencyKey: randomUUID() });
  const { form } = draft;
  const onsetAt = new Date(Date.now() - 7_200_000).toISOString();
  await call('PUT', `/v1/cases/${draft.id}/form`, {
    expectedVersion: draft.version,
    form: {
      patient: {
        ...form.patient,
        name: '周某平',
        sex: 'male',
        birthDate: '1959-03-12',
        identityVerified: true,
      },
      clinical: {
        ...form.clinical,
        chiefComplaint: '突发胸背痛 2 小时',
        onsetAt,
      },
      wishes: {
        ...form.wishes,
        urgency: 'emergency',
        purpose: '是否主动脉夹层，如何转运',
        contactPhone: '000-12345',
      },
      consent: { ...form.consent, status: 'oralEmergency' },
    },
  });
  await page.goto(`${baseUrl}/#/cases/${draft.id}/edit`);
  await page.locator('input[type=file]').first().setInputFiles(demo('lab-slip-liu-1.jpg'));
  await page.getByRole('textbox', { name: words('request:records.titleField') }).waitFor();
  // the open form saves itself once more behind the photo: until that has arrived, what we read is soon too old
  await page.goto(`${baseUrl}/#/`);
  for (const end = Date.now() + 10_000; ;) {
    const latest = await page.request.get(`${baseUrl}/v1/cases/${draft.id}`);
    const sent = await page.request.post(`${baseUrl}/v1/cases/${draft.id}/commands`, {
      data: {
        command: { type: 'submit' },
        expectedVersion: ((await latest.json()) as CaseDetail).case.version,
        idempotencyKey: randomUUID(),
      },
    });
    if (sent.ok()) return draft.id;
    const answer = await sent.text();
    if (!answer.includes('case.staleVersion') || Date.now() > end) throw new Error(answer);
  }
}
