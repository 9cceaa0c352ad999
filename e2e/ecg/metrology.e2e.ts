import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { xOf, yOf, type PaperSheet, type Strip } from '../../shared/domain/ecg/paper';
import { readPng, type Picture } from '../support/png';
import { openScreen, startEcgPage, type EcgPageServer } from './ecgPage';
import { levelOf, uprightOf } from './measure';
import { squareSheet } from './squareSheet';

/** Half a percent: a tenth of what recorders are allowed. */
const TOLERANCE = 0.005;
/** Device pixels for a millimetre of the screen these tests pretend to have measured. */
const DEVICE_PX_PER_MM = 4.21;

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1003, height: 611 },
  { width: 1920, height: 1080 },
] as const;

describe.each([1, 1.25, 2])('ECG paper on a screen with %d pixels for one', (scale) => {
  let server: EcgPageServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startEcgPage();
    browser = await openScreen(scale);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** A page whose screen somebody measured. */
  async function open(size: (typeof SIZES)[number]): Promise<Page> {
    const context = await browser.newContext({ viewport: null });
    const page = await context.newPage();
    await resize(page, size);
    await page.goto(`${server.url}/?signal=square`);
    await page.getByText('25 mm/s · 10 mm/mV').first().waitFor();
    const key = await page.evaluate(() => {
      const { width, height, colorDepth } = screen;
      const { availLeft = 0, availTop = 0 } = screen as unknown as Record<string, number>;
      return `huizhen.screenScale.${width}x${height}@${availLeft},${availTop}:${colorDepth}`;
    });
    await page.evaluate(
      ([name, value]) => localStorage.setItem(name ?? '', value ?? ''),
      [key, String(DEVICE_PX_PER_MM)],
    );
    await page.reload();
    await page.getByText(/已校准/).waitFor();
    return page;
  }

  it.each(SIZES)(
    '1 mV and 1 s have their true size in a window of $width x $height',
    async (size) => {
      const page = await open(size);
      await chooseZoom(page, 100);
      const found = await measure(page, squareSheet({}));
      within(found.millivolt, 10 * DEVICE_PX_PER_MM);
      within(found.second, 25 * DEVICE_PX_PER_MM);
      await page.context().close();
    },
  );

  it.each([50, 150, 300] as const)('at %d percent everything grows alike', async (percent) => {
    const page = await open(SIZES[0]);
    await chooseZoom(page, percent);
    const found = await measure(page, squareSheet({}));
    within(found.millivolt, (10 * DEVICE_PX_PER_MM * percent) / 100);
    within(found.second, (25 * DEVICE_PX_PER_MM * percent) / 100);
    await page.context().close();
  });

  it.each(SIZES)(
    'fitted to a window of $width x $height, 1 s stays 2.5 times 1 mV',
    async (size) => {
      const page = await open(size);
      const found = await measure(page, squareSheet({}));
      within(found.second / found.millivolt, 2.5);
      // the page says how large it drew; the picture has to agree
      within(found.millivolt, 10 * (await pxPerMm(page)) * scale);
      await page.context().close();
    },
  );

  it('resizing changes the size of the squares, never the speed', async () => {
    const page = await open(SIZES[0]);
    const ratios: number[] = [];
    for (const size of [...SIZES, SIZES[0]]) {
      await resize(page, size);
      await settled(page);
      const found = await measure(page, squareSheet({}));
      ratios.push(found.second / found.millivolt);
    }
    for (const ratio of ratios) within(ratio, 2.5);
    expect(await page.getByText('25 mm/s · 10 mm/mV').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it.each([
    ['50 mm/s and 20 mm/mV', ['s', 'g'], { speedMmPerS: 50, gain: 20 }],
    ['12.5 mm/s and 5 mm/mV', ['s', 's', 'g', 'g'], { speedMmPerS: 12.5, gain: 5 }],
  ] as const)('%s are what they say', async (_, keys, { speedMmPerS, gain }) => {
    const page = await open(SIZES[0]);
    for (const key of keys) await page.keyboard.press(key);
    await chooseZoom(page, 100);
    const found = await measure(page, squareSheet({ speedMmPerS, gain }));
    within(found.millivolt, gain * DEVICE_PX_PER_MM);
    within(found.second, speedMmPerS * DEVICE_PX_PER_MM);
    await page.context().close();
  });

  it('the calibration pulse is 1 mV high and 0.2 s wide', async () => {
    const page = await open(SIZES[0]);
    await chooseZoom(page, 300);
    const sheet = squareSheet({});
    const picture = readPng(await page.screenshot());
    const at = await placing(page);
    const [pulse] = sheet.pulses;
    if (!pulse) throw new Error('no pulse');
    const [left, right] = [pulse.leftMm, pulse.leftMm + 5];
    const [top, foot] = [pulse.baselineMm - 10, pulse.baselineMm];
    const upper = levelOf(picture, at(left + 1, top - 1, right - 1, top + 1));
    const lower = levelOf(picture, at(left - 1.8, foot - 1, left - 0.4, foot + 1));
    const first = uprightOf(picture, at(left - 1, top + 2, left + 1, foot - 2));
    const second = uprightOf(picture, at(right - 1, top + 2, right + 1, foot - 2));
    within(lower - upper, 10 * 3 * DEVICE_PX_PER_MM);
    within(second - first, 5 * 3 * DEVICE_PX_PER_MM);
    await page.context().close();
  });

  /** Device pixels of 1 mV and of 1 s in a screenshot, from the first strip that is seen whole. */
  async function measure(
    page: Page,
    sheet: PaperSheet,
  ): Promise<{ millivolt: number; second: number }> {
    const picture = readPng(await page.screenshot());
    const at = await placing(page);
    return squareIn(picture, sheet, at);
  }

  async function placing(page: Page) {
    const box = await page.locator('.ecg-paper').boundingBox();
    if (!box) throw new Error('no paper');
    const mm = await pxPerMm(page);
    return (left: number, top: number, right: number, bottom: number) => ({
      left: (box.x + left * mm) * scale,
      top: (box.y + top * mm) * scale,
      right: (box.x + right * mm) * scale,
      bottom: (box.y + bottom * mm) * scale,
    });
  }
});

type Placing = (
  left: number,
  top: number,
  right: number,
  bottom: number,
) => {
  left: number;
  top: number;
  right: number;
  bottom: number;
};

/** The signal is 0 mV in even seconds and 1 mV in odd ones. */
function squareIn(picture: Picture, sheet: PaperSheet, at: Placing) {
  const strip = sheet.strips[0] as Strip;
  const x = (atS: number): number => xOf(strip, atS, sheet.speedMmPerS);
  const [zero, one] = [yOf(strip, 0), yOf(strip, 1)];
  const lower = levelOf(picture, at(x(0.55), zero - 2, x(0.9), zero + 2));
  const upper = levelOf(picture, at(x(1.2), one - 2, x(1.8), one + 2));
  const edge = (atS: number): number =>
    uprightOf(picture, at(x(atS) - 2, one + 1.5, x(atS) + 2, zero - 1.5));
  return { millivolt: lower - upper, second: edge(2) - edge(1) };
}

const within = (found: number, expected: number): void => {
  expect(Math.abs(found / expected - 1), `${found} is not ${expected}`).toBeLessThan(TOLERANCE);
};

const pxPerMm = async (page: Page): Promise<number> =>
  Number(await page.locator('.ecg-frame').getAttribute('data-px-per-mm'));

async function chooseZoom(page: Page, percent: number): Promise<void> {
  const fits = await pxPerMm(page);
  // through the menu, as a reader does
  await page.getByRole('combobox', { name: '缩放' }).click();
  await page.locator('.ant-select-dropdown').getByText(`${percent} %`, { exact: true }).click();
  await expect.poll(() => pxPerMm(page)).not.toBe(fits);
  // the list fades out over the paper
  await page.locator('.ant-select-dropdown').waitFor({ state: 'hidden' });
  await settled(page);
}

/** Two frames: one to lay out, one to draw. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
      ),
  );

/** The size of the real window, not an emulated one. */
async function resize(
  page: Page,
  { width, height }: { width: number; height: number },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
  await session.detach();
}
