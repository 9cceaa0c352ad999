// Memory while a reader goes from study to study: SWITCHES (default 50) between the demo's cases with pictures in one page,
// taken now and then in the same case. Beside it the memory of OHIF with the same CT open. SLICES=1500 opens one long study instead, as
// a machine of MACHINE_GIB (4) reports itself, and scrolls through all of it.
import { rm } from 'node:fs/promises';
import { openChromium, SCREEN, SOFTWARE_GL } from './harness/chromium.mjs';
import { browserMemory, watchPeak } from './harness/browserMemory.mjs';
import { caseWithCt } from './harness/demoCase.mjs';
import { firstImage, viewerImage, watchForFirstImage } from './harness/firstImage.mjs';
import { caseWithLongCt } from './harness/longCase.mjs';
import { fetchOhif, serveOhif } from './harness/ohif.mjs';
import { signIn } from './harness/people.mjs';
import { bundle, bundlePortal, makeDataDir, startServer } from './harness/server.mjs';

const SWITCHES = Number(process.env.SWITCHES ?? 50);
const SLICES = Number(process.env.SLICES ?? 0);
const MACHINE_GIB = Number(process.env.MACHINE_GIB ?? 4);
const PASSWORD = 'huizhen-demo';
const PATIENCE_MS = 120_000;

await bundle();
await bundlePortal();
const dataDir = await makeDataDir();
const server = await startServer({ dataDir, isDemo: true });
try {
  const figures = SLICES ? await longStudy() : { ours: await switches(), ohif: await ohifOpen() };
  process.stdout.write(`${JSON.stringify(figures, null, 1)}\n`);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function switches() {
  const account = 'triage';
  const candidates = await casesWithPictures(account);
  return inBrowser(account, async (page, pid) => {
    // a case of infarction opens with its ECG
    const cases = [];
    for (const id of candidates) if (await opensWithPictures(page, id)) cases.push(id);
    if (cases.length < 2) throw new Error('too few cases of the demo open with pictures');
    const taken = [];
    for (let n = 0; n <= SWITCHES; n += 1) {
      await goTo(page, cases[n % cases.length]);
      await pictureShown(page, PATIENCE_MS);
      // always in the same case: cases differ in how much they show
      if (n % (3 * cases.length) === 0)
        taken.push({ switches: n, ...(await browserMemory(pid, page)) });
    }
    return { cases: cases.length, taken };
  });
}

function goTo(page, id) {
  return page.evaluate((to) => (location.hash = `#/cases/${to}`), id);
}

async function opensWithPictures(page, id) {
  await goTo(page, id);
  return pictureShown(page, 8000).then(
    () => true,
    () => false,
  );
}

/** A canvas of the drawing library, alone on the page a moment after the case changed, has its picture. */
async function pictureShown(page, timeout) {
  await page.waitForTimeout(300);
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('canvas.cornerstone-canvas')].some((canvas) =>
        canvas.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
      ),
    undefined,
    { timeout },
  );
  await page.waitForTimeout(1500);
}

async function casesWithPictures(account) {
  const headers = { authorization: `Bearer ${await signIn(server.url, account, PASSWORD)}` };
  const get = async (route) => (await fetch(`${server.url}${route}`, { headers })).json();
  const ids = [];
  for (const { id } of (await get('/v1/cases?limit=200')).items) {
    const { records } = await get(`/v1/cases/${id}`);
    if (records.some(({ modality }) => ['CT', 'MR', 'XA'].includes(modality))) ids.push(id);
  }
  return ids;
}

async function ohifOpen() {
  const dist = await fetchOhif();
  const token = await signIn(server.url, 'chief', PASSWORD);
  const ct = await caseWithCt(server.url, { authorization: `Bearer ${token}` });
  const ohif = await serveOhif({ dist, upstream: `${server.url}/dicom-web`, token });
  try {
    return await inBrowser(null, async (page, pid) => {
      await page.goto(`${ohif.url}/viewer?StudyInstanceUIDs=${ct.study}`);
      await firstImage(page, PATIENCE_MS);
      await page.waitForTimeout(8000);
      return browserMemory(pid, page);
    });
  } finally {
    await ohif.close();
  }
}

async function longStudy() {
  const account = 'county';
  const headers = { authorization: `Bearer ${await signIn(server.url, account, PASSWORD)}` };
  const ct = await caseWithLongCt(server.url, headers, SLICES);
  return inBrowser(account, async (page, pid) => {
    const peak = watchPeak(pid);
    await page.goto(`${server.url}/#/cases/${ct.caseId}`);
    const firstMs = await viewerImage(page, PATIENCE_MS);
    await page.locator('canvas.cornerstone-canvas').first().hover();
    const began = performance.now();
    for (let n = 0; n < SLICES; n += 1) {
      await page.mouse.wheel(0, 100);
      if (n % 20 === 0) await page.waitForTimeout(50);
    }
    const scrolledMs = performance.now() - began;
    await page.waitForTimeout(20_000);
    return {
      slices: SLICES,
      firstMs,
      scrolledMs,
      ...(await browserMemory(pid, page)),
      peakMB: peak.stop(),
    };
  });
}

async function inBrowser(account, work) {
  const browser = await openChromium(SOFTWARE_GL);
  try {
    const context = await browser.newContext(SCREEN);
    const page = await context.newPage();
    await page.addInitScript(watchForFirstImage);
    await page.addInitScript(
      (gib) => Object.defineProperty(navigator, 'deviceMemory', { value: gib }),
      MACHINE_GIB,
    );
    if (account) {
      await context.request.post(`${server.url}/v1/sessions`, {
        data: { account, password: PASSWORD },
      });
      await page.goto(`${server.url}/`);
    }
    return await work(page, await pidOf(browser));
  } finally {
    await browser.close();
  }
}

async function pidOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find(({ type }) => type === 'browser').id;
}
