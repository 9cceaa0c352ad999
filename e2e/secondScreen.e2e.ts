import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewerDesk } from './story/viewerDesk';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { secondScreen } from './support/secondScreen';
import { startDemoServer, type DemoServer } from './support/server';
import { named, words } from './support/words';

const PATIENT = '王某芳';

/** One person with two windows of one browser, as a portal user has them. */
describe('the second screen of the portal', () => {
  let server: DemoServer;
  let browser: Browser;
  let desk: Desk;
  let second: Page;
  let view: ReturnType<typeof viewerDesk>;
  const cases: Record<string, string> = {};

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDemoServer(), openChromium()]);
    desk = await openDesk(browser, server.url);
    await desk.signIn('chief');
    const reply = await desk.context.request.get(`${server.url}/v1/cases?limit=50`);
    const { items } = (await reply.json()) as { items: { id: string; patientName: string }[] };
    for (const { id, patientName } of items) cases[patientName] ??= id;
    view = viewerDesk(desk);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const sliceOf = (page: Page) => page.getByTestId('pane-0').getByTestId('slice');
  const openCase = (id: string | undefined) =>
    desk.page.evaluate((path) => (window.location.hash = path), `/cases/${id}`);

  it('shows the case with its patient above, and nothing but pictures', async () => {
    await openCase(cases[PATIENT]);
    await view.slice.waitFor({ timeout: 60_000 });
    const opened = desk.context.waitForEvent('page');
    await view.press('Shift+X');
    second = await opened;
    await sliceOf(second).waitFor({ timeout: 60_000 });
    const head = second.locator('header').first();
    expect(await head.innerText()).toContain(PATIENT);
    expect(await head.innerText()).toMatch(/岁/);
    expect(await head.innerText()).toContain(words('secondScreen:title'));
    expect(await second.getByRole('navigation', { name: words('common:rail.label') }).count()).toBe(
      0,
    );
    // the name of a window is read in task bars
    expect(await second.title()).not.toContain(PATIENT);
    await secondScreen(second).picture('second-screen');
  });

  it('scrolls with the first once they are joined, in both directions', async () => {
    await view.press('Shift+Digit1');
    await secondScreen(second).press('Shift+Digit1');
    await expect.poll(() => sliceOf(second).innerText()).toMatch(/^1 \/ 80/);
    await view.press('PageDown');
    await expect.poll(() => view.slice.innerText()).toMatch(/^11 \/ 80/);
    expect(await sliceOf(second).innerText()).toMatch(/^1 \/ 80/);
    await view.press('Home');
    await view.press('v');
    await view.press('PageDown');
    await expect.poll(() => sliceOf(second).innerText()).toMatch(/^11 \/ 80/);
    await secondScreen(second).press('PageDown');
    await expect.poll(() => view.slice.innerText()).toMatch(/^21 \/ 80/);
    await view.press('v');
  });

  it('shows what is drawn on the first without being loaded again', async () => {
    const lengths = async () =>
      (await second.getByTestId('pane-0').innerHTML()).match(/>[\d.]+ mm</g)?.length ?? 0;
    const before = await lengths();
    await view.press('l');
    await view.drag([0.4, 0.4], [0.55, 0.5]);
    await expect.poll(lengths).toBe(before + 1);
    await view.press('Control+z');
    await expect.poll(lengths).toBe(before);
    await view.press('s');
  });

  it('shows a series sent to it from the first where it was last touched', async () => {
    await secondScreen(second).press('Shift+Digit3');
    await second.getByTestId('pane-2').click();
    expect(await second.getByTestId('pane-2').getByTestId('slice').count()).toBe(0);
    await desk.page.locator('.hz-card').first().click({ button: 'right' });
    await desk.page.getByRole('menuitem', { name: words('viewer:rail.send') }).click();
    await expect
      .poll(() => second.getByTestId('pane-2').getByTestId('slice').allInnerTexts())
      .toEqual([expect.stringMatching(/\/ 80/)]);
    await desk.page.getByText(words('viewer:told.sent')).waitFor();
  });

  it('remembers over a reload how it was arranged', async () => {
    await second.reload();
    for (const slot of [0, 2])
      await second.getByTestId(`pane-${slot}`).getByTestId('slice').waitFor({ timeout: 30_000 });
  });

  it('says so, very visibly, when the first goes to another patient, and follows when asked', async () => {
    const [other = ''] = Object.keys(cases).filter((name) => name !== PATIENT);
    await openCase(cases[other]);
    const band = second.getByRole('alert');
    await expect.poll(() => band.innerText()).toContain(words('secondScreen:other.front'));
    await expect.poll(() => band.innerText()).toContain(other);
    expect(await band.innerText()).toContain(PATIENT);
    await secondScreen(second).picture('second-screen-other-case');
    await second.getByRole('button', { name: named('secondScreen:follow') }).click();
    await expect.poll(() => second.locator('header').first().innerText()).toContain(other);
    expect(await second.getByRole('alert').count()).toBe(0);
  });

  it('keeps nothing of the patient once the case is closed, and shows it when it is opened again', async () => {
    await openCase(cases[PATIENT]);
    await second.getByRole('button', { name: named('secondScreen:follow') }).click();
    await sliceOf(second).waitFor({ timeout: 60_000 });
    await desk.go('home');
    await second.getByTestId('second-screen-empty').waitFor();
    expect(await second.locator('body').innerText()).not.toContain(PATIENT);
    await openCase(Object.entries(cases).find(([name]) => name !== PATIENT)?.[1]);
    await second.getByText(words('secondScreen:offer.title')).waitFor();
    await openCase(cases[PATIENT]);
    await sliceOf(second).waitFor({ timeout: 60_000 });
  });

  it('goes when the person signs out on the first', async () => {
    const role = new RegExp(`${words('caseTerms:role.expert')}$`);
    await desk.page.getByRole('button', { name: role }).click();
    await desk.page.getByText(words('common:user.signOut'), { exact: true }).click();
    await desk.page.getByLabel(words('signIn:account')).waitFor();
    await expect
      .poll(
        async () =>
          second.isClosed() || !(await second.locator('body').innerText()).includes(PATIENT),
      )
      .toBe(true);
    // cases that are there for the statistics name a report that they do not have
    desk.forgive(/404 .*\/reports\/1\)$/);
    desk.assertQuiet();
  });
});
