import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewerDesk } from './story/viewerDesk';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';
import { words } from './support/words';

/** A solid really drawn, on a graphics card that is simulated and taken for a real one: seconds a picture, but a picture. */
describe('volume rendering in a browser with a graphics card', () => {
  let server: DemoServer;
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    [server, browser] = await Promise.all([
      startDemoServer(),
      openChromium({ simulatedGraphics: true }),
    ]);
    desk = await openDesk(browser, server.url);
    await desk.page.setViewportSize({ width: 1024, height: 640 });
    // what the page remembers of the card it found; a name that is none of a simulated one
    await desk.context.addInitScript(() => localStorage.setItem('huizhen.graphics', 'test card'));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const volume = () => desk.page.getByTestId('volume');
  /** Share of the area that is not black, and a number that changes with the picture. */
  const drawn = () =>
    volume()
      .locator('canvas')
      .first()
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const context = canvas.getContext('2d');
        const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        let [lit, sum] = [0, 0];
        for (let at = 0; at < data.length; at += 4) {
          if ((data[at] ?? 0) > 20) lit += 1;
          sum = (sum * 31 + (data[at] ?? 0)) % 1_000_003;
        }
        return { share: lit / Math.max(1, data.length / 4), sum };
      });

  it('draws the bones of the chest from the front', async () => {
    await desk.signIn('chief');
    await desk.page.getByText('王某芳').first().click();
    const view = viewerDesk(desk);
    await view.slice.waitFor({ timeout: 60_000 });
    await view.press('Shift+D');
    await desk.page.getByText(words('viewer:volume.note')).waitFor({ timeout: 120_000 });
    await expect.poll(async () => (await drawn()).share, { timeout: 60_000 }).toBeGreaterThan(0.02);
    const letters = volume().locator('xpath=..').locator('.hz-edge');
    expect(await letters.allInnerTexts()).toEqual(['H', 'L', 'F', 'R']);
  });

  it('turns under the hand, and says which side one sees', async () => {
    const before = await drawn();
    const box = await volume().boundingBox();
    if (!box) throw new Error('the solid has no size');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await desk.page.mouse.move(x, y);
    await desk.page.mouse.down();
    // half the height of the area is a quarter of a turn
    await desk.page.mouse.move(x + box.height / 2, y);
    await desk.page.mouse.up();
    const letters = volume().locator('xpath=..').locator('.hz-edge');
    await expect.poll(() => letters.allInnerTexts()).toEqual(['H', 'A', 'F', 'P']);
    await expect.poll(async () => (await drawn()).sum, { timeout: 60_000 }).not.toBe(before.sum);
    expect((await drawn()).share).toBeGreaterThan(0.02);
    await desk.picture('volume-turned');
  });

  it('gives way to the slices it is made of', async () => {
    await desk.page.getByText(words('viewer:volume.leave')).click();
    await volume().waitFor({ state: 'detached' });
    await expect.poll(() => viewerDesk(desk).slice.innerText()).toMatch(/\/ 80/);
    desk.assertQuiet();
  });
});
