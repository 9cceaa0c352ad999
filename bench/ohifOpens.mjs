// Opens studies in OHIF over our DICOMweb and says what is drawn, what failed and how long it took; pictures go to `SHOTS`
// (default dist/bench/ohif). `npm run bench ohifOpens` takes the demo's studies and its study list; with `data`, every
// file of the test data, sent by STOW, and what OHIF does not draw from us is opened from Orthanc too. ONLY=<UID part>.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { openChromium, SCREEN, SOFTWARE_GL } from './harness/chromium.mjs';
import { stow } from './harness/ctSeries.mjs';
import { rounded } from './harness/figures.mjs';
import { firstImage, watchForFirstImage } from './harness/firstImage.mjs';
import { fetchOhif, serveOhif } from './harness/ohif.mjs';
import { checkStudyList } from './harness/ohifStudyList.mjs';
import { isInstalled, startOrthanc } from './harness/orthanc.mjs';
import { signIn } from './harness/people.mjs';
import { bundle, makeDataDir, startServer } from './harness/server.mjs';

const DATA = path.resolve(import.meta.dirname, '../../shared/data/dicom');
const SHOTS = path.resolve(process.env.SHOTS ?? 'dist/bench/ohif');
const isData = process.argv[2] === 'data';
const PATIENCE_MS = Number(process.env.PATIENCE_S ?? (isData ? 20 : 60)) * 1000;
const PASSWORD = 'huizhen-demo';
/** A county sees what it owns, the centre what it was sent. */
const ACCOUNTS = isData ? ['county'] : ['coordinator', 'county', 'county2'];

const dist = await fetchOhif();
await bundle();
await mkdir(SHOTS, { recursive: true });
const dataDir = await makeDataDir();
const server = await startServer({ dataDir, isDemo: true });
const orthanc = isData && isInstalled() ? await startOrthanc() : null;
const browser = await openChromium(SOFTWARE_GL);
try {
  const tokens = new Map();
  for (const account of ACCOUNTS) tokens.set(account, await signIn(server.url, account, PASSWORD));
  const known = isData ? new Set((await studiesOf(tokens.get('county'))).keys()) : new Set();
  if (isData) await sendAll(tokens.get('county'));
  const studies = new Map();
  for (const token of tokens.values())
    for (const [uid, study] of await studiesOf(token))
      if (!known.has(uid) && uid.includes(process.env.ONLY ?? '')) studies.set(uid, study);
  const results = [];
  for (const study of studies.values()) results.push(await judge(study));
  const list = isData ? undefined : await openStudyList(tokens.get('coordinator'));
  const passed = results.every(({ verdict }) => verdict !== 'worse') && list?.passed !== false;
  const summary = {};
  for (const { verdict } of results) summary[verdict] = (summary[verdict] ?? 0) + 1;
  process.stdout.write(`${JSON.stringify({ passed, summary, list, results }, null, 1)}\n`);
  process.exitCode = passed ? 0 : 1;
} finally {
  await browser.close();
  await orthanc?.stop();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** `worse` is what another server would have shown; `noPeer`, what nobody compared. */
async function judge(study) {
  const { uid, modalities, description, objects, token } = study;
  const ours = await open(study, `${server.url}/dicom-web`, token, 'ours');
  const facts = { uid, modalities, description, objects, ...ours };
  if (ours.firstImageMs !== null) return { verdict: 'drawn', ...facts };
  if (!orthanc) return { verdict: isData ? 'noPeer' : 'worse', ...facts };
  const peer = await open(study, orthanc.url, undefined, 'orthanc');
  return { verdict: peer.firstImageMs === null ? 'drawnByNeither' : 'worse', ...facts, peer };
}

async function studiesOf(token) {
  const response = await fetch(`${server.url}/dicom-web/studies`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const studies = (await response.json()).map((study) => ({
    uid: study['0020000D'].Value[0],
    modalities: study['00080061'].Value ?? [],
    description: study['00081030']?.Value?.[0],
    objects: study['00201208'].Value[0],
    token,
  }));
  return new Map(studies.map((study) => [study.uid, study]));
}

/** File by file, because what one server refuses the other may take. */
async function sendAll(token) {
  if (!existsSync(DATA)) throw new Error(`the test data are missing: ${DATA}`);
  const files = readdirSync(DATA, { recursive: true })
    .map((name) => path.join(DATA, name))
    .filter((file) => statSync(file).isFile());
  const refused = [];
  for (const file of files) {
    const objects = [readFileSync(file)];
    const headers = { authorization: `Bearer ${token}` };
    await stow(`${server.url}/dicom-web`, headers, objects).catch(() => refused.push(file));
    if (orthanc) await stow(orthanc.url, {}, objects).catch(() => undefined);
  }
  process.stderr.write(`${files.length} files sent, ${refused.length} refused by ours\n`);
}

async function withPage(upstream, token, work) {
  const ohif = await serveOhif({ dist, upstream, token });
  const context = await browser.newContext(SCREEN);
  try {
    const page = await context.newPage();
    const heard = listenTo(page);
    // the guided tour of a first visit would lie over the picture
    await page.addInitScript(() => {
      localStorage.setItem('shownTours', JSON.stringify(['basicViewerTour']));
    });
    return { ...(await work(page, ohif.url)), ...heard };
  } finally {
    await context.close();
    await ohif.close();
  }
}

function open({ uid, modalities }, upstream, token, name) {
  return withPage(upstream, token, async (page, url) => {
    await page.addInitScript(watchForFirstImage);
    await page.goto(`${url}/viewer?StudyInstanceUIDs=${uid}`);
    const ms = await firstImage(page, PATIENCE_MS).catch(() => null);
    await page.waitForTimeout(1000);
    const file = `${modalities.join('-')}-${uid.slice(-8)}-${name}.png`;
    await page.screenshot({ path: path.join(SHOTS, file) });
    return { firstImageMs: ms && rounded(ms) };
  });
}

function openStudyList(token) {
  return withPage(`${server.url}/dicom-web`, token, async (page, url) => {
    const checks = await checkStudyList(page, url);
    await page.screenshot({ path: path.join(SHOTS, 'study-list.png') });
    return { passed: checks.every(({ isFine }) => isFine), checks };
  });
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

function say(list, text) {
  const short = text.slice(0, 300);
  if (!list.includes(short)) list.push(short);
}
