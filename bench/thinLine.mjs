// A CT over a thin line: until the first picture, until the whole stack can be seen coarsely, until it is there without loss;
// beside OHIF on the same server in the same browser, turn by turn, through the shaper. ROUNDS (default 3), MEGABITS (10),
// RTT_MS (60); SLICES makes a series of that length instead of the demo's 80. Every turn begins with an empty browser.
import { rm } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { SCREEN, SOFTWARE_GL } from './harness/chromium.mjs';
import { caseWithCt } from './harness/demoCase.mjs';
import { caseWithLongCt } from './harness/longCase.mjs';
import { median, rounded } from './harness/figures.mjs';
import { firstImage, watchForFirstImage } from './harness/firstImage.mjs';
import { fetchOhif, OHIF_VERSION, serveOhif } from './harness/ohif.mjs';
import { signIn } from './harness/people.mjs';
import { bundle, bundlePortal, makeDataDir, startServer } from './harness/server.mjs';
import { watchStacks } from './harness/stackTimes.mjs';
import { canShape, openLine } from './harness/thinLine.mjs';
import { watchTraffic } from './harness/traffic.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const MEGABITS = Number(process.env.MEGABITS ?? 10);
const RTT_MS = Number(process.env.RTT_MS ?? 60);
const SLICES = Number(process.env.SLICES ?? 0);
const PATIENCE_MS = 180_000 + 1000 * SLICES;
/** The demo's CT is read by its expert, a long one by the doctor whose draft holds it. */
const ACCOUNT = SLICES ? 'county' : 'chief';
const PASSWORD = 'huizhen-demo';

if (!canShape()) throw new Error('the shaper needs root and ../shared/tools');
const dist = await fetchOhif();
await bundle();
await bundlePortal();
const dataDir = await makeDataDir();
const server = await startServer({ dataDir, isDemo: true });
const token = await signIn(server.url, ACCOUNT, PASSWORD);
const headers = { authorization: `Bearer ${token}` };
const ct = await (SLICES
  ? caseWithLongCt(server.url, headers, SLICES)
  : caseWithCt(server.url, headers));
await renditionsAreMade();
const ohif = await serveOhif({ dist, upstream: `${server.url}/dicom-web`, token });
const line = await openLine({ megabits: MEGABITS, rttMs: RTT_MS });
try {
  const origins = { ours: await line.reach(server.url), ohif: await line.reach(ohif.url) };
  const rounds = { ours: [], ohif: [] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of round % 2 === 0 ? ['ours', 'ohif'] : ['ohif', 'ours'])
      rounds[name].push(await turn(name, origins[name]));
  process.stdout.write(`${JSON.stringify(summary(rounds), null, 1)}\n`);
} finally {
  await line.close();
  await ohif.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function turn(name, origin) {
  const browser = await chromium.launch({
    executablePath: line.browser,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      ...SOFTWARE_GL,
      // a loopback address would be one already; the line's is not
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    ],
  });
  try {
    const context = await browser.newContext(SCREEN);
    const page = await context.newPage();
    await page.addInitScript(watchForFirstImage);
    return name === 'ours' ? await openOurs(page, origin) : await openOhif(page, origin);
  } finally {
    await browser.close();
  }
}

async function openOurs(page, origin) {
  await page.context().addCookies(await sessionCookies(origin));
  const traffic = await watchTraffic(page);
  const stacks = await watchStacks(page);
  await page.goto(`${origin}/#/cases/${ct.caseId}`, { waitUntil: 'commit' });
  const firstMs = await firstImage(page, PATIENCE_MS);
  const toFirst = traffic.total().wireBytes;
  const frames = await until(async () => {
    const seen = await stacks.frames(server.url, headers);
    const isWhole = seen.filter(({ losslessMs }) => losslessMs !== null).length >= ct.objects;
    return isWhole ? seen : null;
  });
  const last = (key) => Math.max(...frames.map((frame) => frame[key]));
  return {
    firstMs,
    toFirst,
    coarseMs: last('coarseMs'),
    losslessMs: last('losslessMs'),
    pictureBytes: stacks.bytes(),
    ...traffic.total(),
  };
}

/** Signed in at our end: only what the browser does goes over the line. */
async function sessionCookies(origin) {
  const answer = await fetch(`${server.url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: ACCOUNT, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  return answer.headers.getSetCookie().map((header) => {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(header);
    return { name, value, url: origin };
  });
}

async function openOhif(page, origin) {
  const traffic = await watchTraffic(page);
  const finished = new Map();
  let zero = null;
  page.on('request', () => (zero ??= performance.now()));
  page.on('requestfinished', (request) => {
    if (/\/frames\/\d+/.test(request.url())) finished.set(request.url(), performance.now() - zero);
  });
  await page.goto(`${origin}/viewer?StudyInstanceUIDs=${ct.study}`, { waitUntil: 'commit' });
  const firstMs = await firstImage(page, PATIENCE_MS);
  const toFirst = traffic.total().wireBytes;
  await until(() => finished.size >= ct.objects);
  return { firstMs, toFirst, losslessMs: Math.max(...finished.values()), ...traffic.total() };
}

async function until(look) {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('the whole series did not come');
}

/** The server makes them behind what it is asked for; a study that has been there for a minute has them. */
async function renditionsAreMade() {
  const series = await (
    await fetch(`${server.url}/dicom-web/studies/${ct.study}/instances`, { headers })
  ).json();
  const instances = series.map((entry) => entry['00080018'].Value[0]);
  const [first] = series;
  const url = `${server.url}/dicom-web/studies/${ct.study}/series/${first['0020000E'].Value[0]}/stack`;
  const body = JSON.stringify({
    prefix: '',
    instances,
    wants: instances.map((_, n) => [n, 1, 0, 0]),
  });
  await until(async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    // stored frames are sent whole: half a megabyte each
    return response.ok && (await response.arrayBuffer()).byteLength < 20_000 * instances.length;
  });
}

function summary({ ours, ohif }) {
  const of = (rounds, key) => median(rounds.map((round) => round[key]));
  const all = (rounds) => ({
    firstMs: rounded(of(rounds, 'firstMs')),
    kilobytesToFirst: Math.round(of(rounds, 'toFirst') / 1000),
    losslessMs: rounded(of(rounds, 'losslessMs')),
    kilobytes: Math.round(of(rounds, 'wireBytes') / 1000),
    requests: of(rounds, 'fromNetwork'),
  });
  const lineMs = (of(ours, 'pictureBytes') * 8) / (MEGABITS * 1000);
  const ratio = (key) => Math.round((1000 * of(ours, key)) / of(ohif, key)) / 1000;
  return {
    line: { megabits: MEGABITS, rttMs: RTT_MS },
    slices: ct.objects,
    rounds: ROUNDS,
    ours: {
      ...all(ours),
      coarseMs: rounded(of(ours, 'coarseMs')),
      coarseAfterFirstMs: rounded(median(ours.map((r) => r.coarseMs - r.firstMs))),
      /** the pictures' bytes at the line's rate, nothing else on it */
      pictureLineMs: rounded(lineMs),
    },
    ohif: { version: OHIF_VERSION, ...all(ohif) },
    ratios: { first: ratio('firstMs'), lossless: ratio('losslessMs') },
  };
}
