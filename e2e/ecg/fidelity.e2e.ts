import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPng, type Picture } from '../support/png';
import { startEcgPage, type EcgPageServer } from './ecgPage';

/** What the test page offers; see `bench/ecgPage/draw.ts`. */
type DrawBench = {
  ours(
    hours: number,
    leads: number,
    spikes: readonly { sample: number; channel: number; value: number }[],
    kind: 'webgl' | 'canvas',
  ): Promise<{
    readonly kind: string;
    load(view: { startS: number; spanS: number }): Promise<void>;
    draw(view: { startS: number; spanS: number }): void;
    end(): void;
  }>;
};

/** By software here, as nobody's graphics card is at hand: the same shaders, slower. */
const SOFTWARE_GL = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

describe('curves by the graphics card', () => {
  let server: EcgPageServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startEcgPage();
    browser = await chromium.launch({
      executablePath: process.env['HUIZHEN_CHROMIUM'] ?? '/usr/bin/chromium',
      args: SOFTWARE_GL,
    });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function pictureBy(
    page: Page,
    kind: 'webgl' | 'canvas',
    view: { startS: number; spanS: number },
  ) {
    const used = await page.evaluate(
      async ([how, where]) => {
        const { drawBench } = globalThis as unknown as { drawBench: DrawBench };
        const spikes = [{ sample: 900_123, channel: 1, value: 1600 }];
        const drawer = await drawBench.ours(1, 3, spikes, how);
        await drawer.load(where);
        drawer.draw(where);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        Object.assign(globalThis, { drawer });
        return drawer.kind;
      },
      [kind, view] as const,
    );
    expect(used).toBe(kind);
    const picture = readPng(await page.locator('#ours').screenshot());
    await page.evaluate(() => (globalThis as unknown as { drawer: { end(): void } }).drawer.end());
    return picture;
  }

  it.each([3600, 60, 5, 1])('are the ones drawn pixel by pixel, window of %d s', async (spanS) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${server.url}/draw.html`);
    const view = { startS: Math.min(3600 - spanS, 900_123 / 500 - spanS / 2), spanS };
    const byCard = await pictureBy(page, 'webgl', { ...view, startS: Math.max(0, view.startS) });
    const byHand = await pictureBy(page, 'canvas', { ...view, startS: Math.max(0, view.startS) });
    const { different, dark } = compared(byCard, byHand);
    expect(dark, 'there is a curve at all').toBeGreaterThan(1000);
    // lanes that cross and halves of a grey step are the only difference
    expect(different / dark).toBeLessThan(0.02);
    await page.close();
  });

  it('are drawn by hand at once when the card goes away', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${server.url}/draw.html`);
    const kinds = await page.evaluate(async () => {
      const { drawBench } = globalThis as unknown as { drawBench: DrawBench };
      const drawer = await drawBench.ours(1, 3, [], 'webgl');
      const view = { startS: 1000, spanS: 10 };
      await drawer.load(view);
      drawer.draw(view);
      const before = drawer.kind;
      const canvas = document.querySelectorAll<HTMLCanvasElement>('#ours canvas')[1];
      const lost = new Promise((done) => canvas?.addEventListener('webglcontextlost', done));
      canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
      await lost;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return [before, drawer.kind];
    });
    expect(kinds).toEqual(['webgl', 'canvas']);
    const picture = readPng(await page.locator('#ours').screenshot());
    expect(compared(picture, picture).dark).toBeGreaterThan(1000);
    await page.close();
  });
});

function compared(a: Picture, b: Picture): { different: number; dark: number } {
  let different = 0;
  let dark = 0;
  for (let at = 0; at < a.bytes.length; at += a.channels) {
    const [one, two] = [a.bytes[at] ?? 0, b.bytes[at] ?? 0];
    if (Math.min(one, two) < 128) dark++;
    if (Math.abs(one - two) > 24) different++;
  }
  return { different, dark };
}
