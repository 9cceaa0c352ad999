import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';
import { words } from './support/words';
import { viewerDesk } from './story/viewerDesk';

/** The image viewer by its keys, with the CT of 80 slices of the demo. */
describe('reading pictures in a real browser', () => {
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

  async function openCt() {
    const desk = await openDesk(browser, server.url);
    await desk.signIn('chief');
    await desk.page.getByText('王某芳').first().click();
    const view = viewerDesk(desk);
    await view.slice.waitFor({ timeout: 60_000 });
    await view.press('Shift+Digit1');
    return { desk, view };
  }

  /** What a place says of its picture. */
  const sliceIn = ({ page }: Desk, slot: number) =>
    page.getByTestId(`pane-${slot}`).getByTestId('slice');

  it('draws a length, takes it back and puts it back', async () => {
    const { desk, view } = await openCt();
    const lengths = async () => (await view.pane.innerHTML()).match(/>[\d.]+ mm</g)?.length ?? 0;
    const before = await lengths();
    await view.press('l');
    await view.drag([0.4, 0.4], [0.55, 0.5]);
    await expect.poll(lengths).toBe(before + 1);
    await view.press('Control+z');
    await expect.poll(lengths).toBe(before);
    await view.press('Control+Shift+Z');
    await expect.poll(lengths).toBe(before + 1);
    await desk.picture('viewer-measured');
    desk.assertQuiet();
    await desk.close();
  });

  it('shows two places and scrolls them together once they are joined', async () => {
    const { desk, view } = await openCt();
    await view.press('Shift+Digit2');
    const { page } = desk;
    await page.getByRole('button', { pressed: true }).first().waitFor();
    const card = page.locator('.hz-card').first();
    await card.dragTo(page.getByTestId('pane-1'));
    await expect.poll(() => sliceIn(desk, 1).innerText()).toMatch(/^1 \/ 80/);
    await view.pane.click();
    await view.press('ArrowDown');
    await expect.poll(() => sliceIn(desk, 0).innerText()).toMatch(/^2 \/ 80/);
    expect(await sliceIn(desk, 1).innerText()).toMatch(/^1 \/ 80/);
    await view.press('v');
    await view.press('PageDown');
    await expect.poll(() => sliceIn(desk, 0).innerText()).toMatch(/^12 \/ 80/);
    await expect.poll(() => sliceIn(desk, 1).innerText()).toMatch(/^12 \/ 80/);
    await desk.picture('viewer-linked');
    desk.assertQuiet();
    await desk.close();
  });

  it('cuts three planes from the slices, thickens them, and gives the slices back', async () => {
    const { desk, view } = await openCt();
    const { page } = desk;
    await view.press('Shift+M');
    const planes = page.getByRole('group', { name: words('viewer:mpr.title') });
    await planes.waitFor({ timeout: 120_000 });
    for (const [slot, plane] of ['axial', 'coronal', 'sagittal'].entries())
      await page
        .getByTestId(`pane-${slot}`)
        .getByText(words(`viewer:mpr.view.${plane}`))
        .waitFor();
    await expect.poll(() => drawnPixels(desk, 1)).toBeGreaterThan(1000);

    const source = sliceIn(desk, 3);
    const before = await source.innerText();
    await view.press('PageDown');
    // ten steps of the plane are fewer slices of the source, but some: the other places go along
    await expect.poll(() => source.innerText()).not.toBe(before);

    await view.press(']');
    await expect.poll(() => view.overlay.innerText()).toContain('MIP 1 mm');
    await view.press('\\');
    await expect.poll(() => view.overlay.innerText()).toContain('MinIP 1 mm');
    await desk.picture('viewer-mpr');
    await view.press('Shift+M');
    await planes.waitFor({ state: 'detached' });
    await expect.poll(() => view.slice.innerText()).toMatch(/\/ 80/);
    desk.assertQuiet();
    await desk.close();
  });
});

/** Pixels of a place's canvas that are not black. */
const drawnPixels = ({ page }: Desk, slot: number): Promise<number> =>
  page
    .getByTestId(`pane-${slot}`)
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: new Uint8ClampedArray(),
      };
      return data.filter((value, at) => at % 4 === 0 && value > 20).length;
    });
