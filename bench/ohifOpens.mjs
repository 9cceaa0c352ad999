// Opens every study of the demo in OHIF over our DICOMweb, and its study list; says what is drawn, what failed, how long
// it took. Pictures go to `SHOTS` (default dist/bench/ohif). ONLY=<part of a study's UID> opens one.
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { openChromium, SCREEN, SOFTWARE_GL } from './harness/chromium.mjs';
import { rounded } from './harness/figures.mjs';
import { firstImage, watchForFirstImage } from './harness/firstImage.mjs';
import { fetchOhif, serveOhif } from './harness/ohif.mjs';
import { signIn } from './harness/people.mjs';
import { bundle, makeDataDir, startServer } from './harness/server.mjs';

const SHOTS = path.resolve(process.env.SHOTS ?? 'dist/bench/ohif');
const ACCOUNTS = ['coordinator', 'expert1', 'chief'];
const PATIENCE_MS = Number(process.env.PATIENCE_S ?? 90) * 1000;

const dist = await fetchOhif();
await bundle();
await mkdir(SHOTS, { recursive: true });
const dataDir = await makeDataDir();
const server = await startServer({ dataDir, isDemo: true });
const browser = await openChromium(SOFTWARE_GL);
try {
  const studies = new Map();
  for (const account of ACCOUNTS) {
    const token = await signIn(server.url, account, 'huizhen-demo');
    for (const study of await query(token)) studies.set(study.uid, { ...study, account, token });
  }
  const results = [];
  for (const study of studies.values())
    if (study.uid.includes(process.env.ONLY ?? '')) results.push(await open(study));
  const passed = results.every(({ isFine }) => isFine);
  process.stdout.write(`${JSON.stringify({ passed, results }, null, 1)}\n`);
  process.exitCode = passed ? 0 : 1;
} finally {
  await browser.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function query(token) {
  const response = await fetch(`${server.url}/dicom-web/studies`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()).map((study) => ({
    uid: study['0020000D'].Value[0],
    modalities: study['00080061'].Value,
    description: study['00081030']?.Value?.[0],
    objects: study['00201208'].Value[0],
  }));
}

async function open({ uid, modalities, description, objects, token }) {
  const ohif = await serveOhif({ dist, upstream: `${server.url}/dicom-web`, token });
  const context = await browser.newContext(SCREEN);
  try {
    const page = await context.newPage();
    const heard = listenTo(page);
    await page.addInitScript(watchForFirstImage);
    await page.goto(`${ohif.url}/viewer?StudyInstanceUIDs=${uid}`);
    const ms = await firstImage(page, PATIENCE_MS).catch(() => null);
    await page.waitForTimeout(1500);
    await page.screenshot({
      path: path.join(SHOTS, `${modalities.join('-')}-${uid.slice(-8)}.png`),
    });
    return { uid, modalities, description, objects, firstImageMs: ms && rounded(ms), ...heard };
  } finally {
    await context.close();
    await ohif.close();
  }
}

/** Requests that failed and errors of the page, each said once. */
function listenTo(page) {
  const heard = { requests: 0, failed: [], errors: [] };
  page.on('requestfinished', () => (heard.requests += 1));
  page.on('response', (response) => {
    if (response.status() >= 400) say(heard.failed, `${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) =>
    say(heard.failed, `${request.failure()?.errorText} ${request.url()}`),
  );
  page.on('pageerror', (error) => say(heard.errors, error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') say(heard.errors, message.text());
  });
  return heard;
}

const say = (list, text) => {
  const short = text.slice(0, 300);
  if (!list.includes(short)) list.push(short);
};
