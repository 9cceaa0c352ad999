import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/browser';
import { readPng, type Picture } from '../support/png';
import { startEcgPage, type EcgPageServer } from './ecgPage';

const RATE_HZ = 500;
/** 4 mV: higher than any beat of the recording. One unit is 2.5 uV. */
const SPIKE = 1600;
const MILLIVOLTS_LOOKED_FOR = 3;
/** Two leads: each has room for 5 mV. */
const LANE_MILLIVOLTS = 5;
const AXIS_PX = 18;

describe('a day of ECG', () => {
  let server: EcgPageServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startEcgPage();
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it.each([
    // in the midst of a bucket, at the edge of a tile, the very first and the last second
    ['13:37:41', 24_530_917],
    ['16:23:04', 1024 * 16 * 1800],
    ['08:15:00', 7],
    ['08:14:59', 43_199_600],
  ])('shows a spike of one sample at every zoom (%s)', async (clock, sample) => {
    const page = await openDay(`spikes=${JSON.stringify([{ sample, channel: 1, value: SPIKE }])}`);
    await goTo(page, sample / RATE_HZ);
    await page.keyboard.press('0');
    const spans: string[] = [];
    for (let step = 0; step < 18; step++) {
      await fine(page);
      const seen = await window(page);
      const picture = readPng(await page.locator('.ecg-lanes').screenshot());
      const x = ((sample / RATE_HZ - seen.startS) / seen.spanS) * picture.width;
      const zero = AXIS_PX + ((picture.height - AXIS_PX) * 3) / 4;
      const laneMm = (picture.height - AXIS_PX) / 2 / LANE_MILLIVOLTS;
      const y = Math.round(zero - MILLIVOLTS_LOOKED_FOR * laneMm);
      expect(inkNear(picture, x, y), `${clock} in a window of ${seen.spanS} s`).toBe(true);
      spans.push(String(seen.spanS));
      await page.keyboard.press('+');
    }
    expect(new Set(spans).size, 'different zooms').toBeGreaterThan(15);
    await page.close();
  });

  it('has no such ink where there is no spike', async () => {
    const page = await openDay('spikes=[]');
    await fine(page);
    const picture = readPng(await page.locator('.ecg-lanes').screenshot());
    const zero = AXIS_PX + ((picture.height - AXIS_PX) * 3) / 4;
    const laneMm = (picture.height - AXIS_PX) / 2 / LANE_MILLIVOLTS;
    const y = Math.round(zero - MILLIVOLTS_LOOKED_FOR * laneMm);
    const columns = Array.from({ length: picture.width - 40 }, (_, x) => x + 40);
    expect(columns.filter((x) => inkNear(picture, x, y))).toEqual([]);
    await page.close();
  });

  it('fetches what is in the window and little more, whatever the length of the recording', async () => {
    const page = await openDay('spikes=[]');
    await fine(page);
    const overview = await fetchedBytes(page);
    // two leads of a day are 173 MB; with twelve leads the same overview is six times this
    expect(overview).toBeLessThan(40_000);
    await goTo(page, 40_000);
    await fine(page);
    expect((await fetchedBytes(page)) - overview).toBeLessThan(600_000);
    await page.close();
  });

  async function openDay(query: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(`${server.url}/?hours=24&leads=2&events=0&${query}`);
    await page.getByRole('img', { name: /连续波形/ }).waitFor();
    return page;
  }
});

/** By the time field, as elapsed time to the thousandth of a second. */
async function goTo(page: Page, atS: number): Promise<void> {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const seconds = (atS % 60).toFixed(3).padStart(6, '0');
  const text = `+${two(atS / 3600)}:${two((atS / 60) % 60)}:${seconds}`;
  await page.keyboard.press('g');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.locator('.ecg-lanes').focus();
}

/** Nothing coarse is on screen any more, and the last frame is drawn. */
async function fine(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await page.waitForFunction(() => document.querySelector('.ecg-coarse')?.textContent === '');
}

const window = (page: Page): Promise<{ startS: number; spanS: number }> =>
  page.locator('.ecg-lanes').evaluate((element) => ({
    startS: Number((element as HTMLElement).dataset['startS']),
    spanS: Number((element as HTMLElement).dataset['spanS']),
  }));

/** Bytes of all blocks asked for so far, as they would travel. */
const fetchedBytes = (page: Page): Promise<number> =>
  page.evaluate(() => {
    type Request = { count: number; bucketSamples: number; channels: number[] };
    const { day } = globalThis as unknown as { day: { requests: Request[] } };
    return day.requests.reduce(
      (sum, { count, bucketSamples, channels }) =>
        sum + count * channels.length * (bucketSamples === 1 ? 2 : 4),
      0,
    );
  });

function inkNear({ bytes, width, channels }: Picture, x: number, y: number): boolean {
  for (
    let column = Math.max(0, Math.floor(x) - 1);
    column <= Math.min(width - 1, Math.floor(x) + 1);
    column++
  )
    if ((bytes[(y * width + column) * channels] ?? 255) < 150) return true;
  return false;
}
