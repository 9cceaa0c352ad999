import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDetail } from '../shared/api/cases';
import { openChromium } from './support/browser';
import { openDesk, type Desk } from './support/desk';
import { startDemoServer, type DemoServer } from './support/server';
import { uploadInto } from './support/upload';
import { words } from './support/words';

const SLIDE = path.join(
  fileURLToPath(new URL('..', import.meta.url)),
  'resources/demo/documents/slide-example.svs',
);
const SLIDE_NAME = '术中冰冻切片';
const VIDEO_NAME = '支气管镜检查';
const FILM_NAME = /外院胸部CT胶片扫描件/;

/** Pictures taken from a slide and from a video, and a film on its bench, by the expert who writes the report. */
describe('material that is no DICOM picture gives pictures to the report', () => {
  let server: DemoServer;
  let browser: Browser;
  let chief: Desk;
  let caseId = '';
  const detail = async () => {
    const reply = await chief.page.request.get(`${server.url}/v1/cases/${caseId}`);
    return (await reply.json()) as CaseDetail;
  };

  beforeAll(async () => {
    server = await startDemoServer();
    browser = await openChromium();
    const county = await openDesk(browser, server.url);
    await county.signIn('county');
    const { request } = county.page;
    caseId = await reportedCase(county.page, server.url);
    const send = (name: string, bytes: Buffer) =>
      uploadInto(request, server.url, { caseId, name, bytes });
    await send(`${SLIDE_NAME}.svs`, await readFile(SLIDE));
    await send(`${VIDEO_NAME}.webm`, await recordVideo(county.page));
    await county.close();
    chief = await openDesk(browser, server.url);
    await chief.signIn('chief');
    await chief.page.goto(`${server.url}/#/cases/${caseId}`);
    await chief.page.getByText(words('report:keyImage.none')).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('a slide is drawn without holes, has a scale, and its field of view becomes a key image', async ({
    onTestFailed,
  }) => {
    const { page } = chief;
    onTestFailed(() => chief.failed('slide'));
    await openMaterial(page, SLIDE_NAME);
    await page.getByTestId('slide-complete').waitFor({ state: 'attached' });
    expect(await page.getByTestId('slide-legend').innerText()).toMatch(/\d+ (µm|mm)\s+[\d.]+×/);
    expect(await holesIn(page), 'points inside the slide where no tile is').toBe(0);
    await chief.picture('slide');
    await chief.button('slide:capture.title').click();
    await page.getByText(words('slide:capture.done')).waitFor();
    await expect.poll(() => pictures(page).count()).toBe(1);
    expect(await captionOf(page, 1)).toMatch(new RegExp(`^${SLIDE_NAME} [\\d.]+×$`));
    chief.assertQuiet();
  });

  it('a frame of a video becomes a key image that says when it was', async ({ onTestFailed }) => {
    const { page } = chief;
    onTestFailed(() => chief.failed('video'));
    await openMaterial(page, VIDEO_NAME);
    await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
    await chief.button('video:bar.frameOn').click();
    await chief.button('video:grab.title').click();
    await page.getByText(words('video:grab.done')).waitFor();
    await expect.poll(() => pictures(page).count()).toBe(2);
    expect(await captionOf(page, 2)).toMatch(new RegExp(`^${VIDEO_NAME} 0:0\\d`));
    await chief.picture('video');
    const made = (await detail()).records.filter(({ modality }) => modality === 'OT');
    expect(made.length, 'captures are studies of the case').toBeGreaterThan(0);
    chief.assertQuiet();
  });

  it('a scanned film opens on its bench and goes back', async ({ onTestFailed }) => {
    const { page } = chief;
    onTestFailed(() => chief.failed('film'));
    await openMaterial(page, FILM_NAME);
    await chief.button('casePage:stage.toFilm').click();
    await page.getByRole('img', { name: words('film:canvas.label') }).waitFor();
    await chief.picture('film-bench');
    await chief.button('casePage:stage.leaveBench').click();
    await chief.button('casePage:stage.toFilm').waitFor();
    chief.assertQuiet();
  });
});

/** Key images of the report being written, each with its picture. */
const pictures = (page: Page) => page.locator('.report-key-images img');
const captionOf = (page: Page, number: number): Promise<string> =>
  page.getByLabel(words('report:keyImage.caption', { number })).inputValue();

async function openMaterial(page: Page, name: string | RegExp): Promise<void> {
  const timeline = page.getByRole('navigation', { name: words('casePage:timeline.label') });
  await timeline.getByRole('button', { name }).first().click();
}

/** The demo's case whose report is being written. */
async function reportedCase(page: Page, baseUrl: string): Promise<string> {
  const reply = await page.request.get(`${baseUrl}/v1/cases?state=reporting`);
  const [row] = ((await reply.json()) as { items: { id: string }[] }).items;
  if (!row) throw new Error('the demo has no case in reporting');
  return row.id;
}

/** Two seconds of a moving picture, recorded by the browser itself: no film of a patient is needed to have one. */
async function recordVideo(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), {
      mimeType: 'video/webm;codecs=vp8',
    });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let frame = 0; frame < 50; frame += 1) {
      if (context) context.fillStyle = `hsl(${String(frame * 7)} 60% 40%)`;
      context?.fillRect(0, 0, 320, 240);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

/** Points of a grid over the middle of the slide where nothing was drawn. */
function holesIn(page: Page): Promise<number> {
  return page
    .locator('.slide-canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const context = canvas.getContext('2d');
      let holes = 0;
      for (let x = 0.4; x < 0.6; x += 0.01) {
        for (let y = 0.2; y < 0.8; y += 0.01) {
          const at = [Math.round(x * width), Math.round(y * height)] as const;
          const [red = 0, green = 0, blue = 0] = context?.getImageData(...at, 1, 1).data ?? [];
          // the ground under the tiles is nearly black; no tissue is
          if (red + green + blue < 60) holes += 1;
        }
      }
      return holes;
    });
}
