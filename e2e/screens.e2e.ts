import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from './support/browser';
import { openDesk } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';

/** The middle of a pane, where the viewer writes nothing over the picture. */
async function middleOf(canvas: Locator) {
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the first picture has no place');
  return {
    x: Math.round(box.x + box.width * 0.3),
    y: Math.round(box.y + box.height * 0.35),
    width: Math.round(box.width * 0.4),
    height: Math.round(box.height * 0.3),
  };
}

/**
 * Mean difference of two pictures in grey levels, at the best of the places up to a pixel apart: where the pane has an odd
 * number of pixels the browser and the viewer round the middle to different sides.
 */
function unlikeness(page: Page, a: Buffer, b: Buffer): Promise<number> {
  return page.evaluate(
    async (sources) => {
      const [one, other] = await Promise.all(
        sources.map(async (source) => {
          const image = Object.assign(new Image(), { src: source });
          await image.decode();
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (!one || !other) return 255;
      const differenceAt = (dx: number, dy: number): number => {
        let sum = 0;
        let count = 0;
        for (let y = 1; y < one.height - 1; y++) {
          for (let x = 1; x < one.width - 1; x++, count++) {
            const at = (y * one.width + x) * 4;
            const there = ((y + dy) * one.width + x + dx) * 4;
            sum += Math.abs((one.data[at] ?? 0) - (other.data[there] ?? 0));
          }
        }
        return sum / count;
      };
      const steps = [-1, 0, 1];
      return Math.min(...steps.flatMap((dy) => steps.map((dx) => differenceAt(dx, dy))));
    },
    [a, b].map((png) => `data:image/png;base64,${png.toString('base64')}`),
  );
}

/** Every role signs in by typing and sees its screens with the demo data: no raw keys, no overflow, a quiet console. */
describe('screens of every role in a real browser', () => {
  let server: DemoServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startDemoServer();
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it.each([
    ['county', '/', '我的申请'],
    ['triage', '/queue', '待审核'],
    ['coordinator', '/schedule', '中心会诊室'],
    ['coordinator', '/statistics', '普通会诊及时完成率'],
    ['coordinator', '/experts', '专家库'],
    ['expert1', '/', '待答复的邀请'],
    ['sysadmin', '/admin', '权限矩阵'],
  ])('%s opens %s', async (account, path, words) => {
    const desk = await openDesk(browser, server.url);
    await desk.signIn(account);
    await desk.page.goto(`${server.url}/#${path}`);
    await desk.page.getByText(words).first().waitFor();
    await desk.picture(`screen-${account}${path.replace('/', '-')}`);
    desk.assertQuiet();
    await desk.close();
  });

  it('the lead expert sees the CT, and the label follows the slice on screen', async () => {
    const desk = await openDesk(browser, server.url);
    await desk.signIn('chief');
    await desk.page.getByText('王某芳').first().click();
    const slice = desk.page.getByTestId('slice').first();
    await slice.waitFor({ timeout: 60_000 });
    expect(await slice.innerText()).toMatch(/1\s*\/\s*80/);
    await desk.page.getByTestId('pane-0').hover();
    await desk.page.keyboard.press('End');
    await expect.poll(() => slice.innerText(), { timeout: 30_000 }).toMatch(/80\s*\/\s*80/);
    await desk.picture('case-ct');
    desk.assertQuiet();
    await desk.close();
  });

  it('the CT shown while the viewer is still on its way is the viewer’s own picture, in its place', async () => {
    const desk = await openDesk(browser, server.url);
    await desk.signIn('chief');
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await desk.page.route(/assets\/viewer-/, async (route) => {
      await held;
      await route.continue();
    });
    await desk.page.getByText('王某芳').first().click();
    const first = desk.page.locator('.hz-first-canvas');
    // a chest CT opens in two windows
    await first.nth(1).waitFor();
    await first.nth(0).waitFor();
    const clips = await Promise.all([0, 1].map(async (pane) => middleOf(first.nth(pane))));
    const before: Buffer[] = [];
    for (const clip of clips) before.push(await desk.page.screenshot({ clip }));
    letGo();
    await desk.page.getByTestId('slice').first().waitFor({ timeout: 60_000 });
    await desk.page.locator('.hz-first').waitFor({ state: 'detached' });
    for (const [pane, clip] of clips.entries()) {
      const picture = before[pane];
      if (!picture) throw new Error(`pane ${pane} had no picture`);
      await expect
        .poll(async () => unlikeness(desk.page, picture, await desk.page.screenshot({ clip })), {
          timeout: 30_000,
        })
        .toBeLessThan(1);
    }
    desk.assertQuiet();
    await desk.close();
  });

  it('a technician is shown no clinical text', async () => {
    const desk = await openDesk(browser, server.url);
    await desk.signIn('technician');
    await desk.page.goto(`${server.url}/#/schedule`);
    await desk.page.getByText('中心会诊室').first().waitFor();
    expect(await desk.page.locator('body').innerText()).not.toMatch(/王某芳|肺结节/);
    await desk.close();
  });

  it('the auditor finds the hash chain intact', async () => {
    const desk = await openDesk(browser, server.url);
    await desk.signIn('auditor');
    await desk.page.goto(`${server.url}/#/audit`);
    await desk.page.getByRole('button', { name: '校验哈希链' }).click();
    await desk.page.getByText('哈希链完整').waitFor();
    desk.assertQuiet();
    await desk.close();
  });
});
