// Opening a case until its first CT picture is on screen, beside OHIF opening the same study from the same server in the
// same browser, turn by turn. ROUNDS (default 9) after WARM_UP (default 2); PROFILE=1 adds the waterfall of ours.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openChromium, openProfile, SCREEN, SOFTWARE_GL } from './harness/chromium.mjs';
import { caseWithCt } from './harness/demoCase.mjs';
import { median, rounded } from './harness/figures.mjs';
import { firstImage, viewerImage, watchForFirstImage } from './harness/firstImage.mjs';
import { serveThrough } from './harness/forward.mjs';
import { fetchOhif, OHIF_VERSION, serveOhif } from './harness/ohif.mjs';
import { signIn } from './harness/people.mjs';
import { bundle, bundlePortal, makeDataDir, startServer } from './harness/server.mjs';
import { watchTraffic } from './harness/traffic.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
const WARM_UP = Number(process.env.WARM_UP ?? 2);
const ACCOUNT = 'chief';
const PASSWORD = 'huizhen-demo';
const AIM = 0.5;

const dist = await fetchOhif();
await bundle();
await bundlePortal();
const dataDir = await makeDataDir();
const server = await startServer({ dataDir, isDemo: true });
const token = await signIn(server.url, ACCOUNT, PASSWORD);
const { caseId, study, objects } = await caseWithCt(server.url, {
  authorization: `Bearer ${token}`,
});
const ours = await serveThrough(server.url);
const ohif = await serveOhif({ dist, upstream: `${server.url}/dicom-web`, token });
const targets = {
  ours: `${ours.url}/#/cases/${caseId}`,
  ohif: `${ohif.url}/viewer?StudyInstanceUIDs=${study}`,
};
try {
  const cold = await inFreshContexts();
  const warm = await inOneProfile();
  const passed = [cold, warm].every(({ ratioOfMedians }) => ratioOfMedians <= AIM);
  const summary = { ohif: OHIF_VERSION, objects, rounds: ROUNDS, aim: AIM, passed, cold, warm };
  process.stdout.write(`${JSON.stringify(summary, null, 1)}\n`);
  process.exitCode = passed ? 0 : 1;
} finally {
  await Promise.all([ours.close(), ohif.close()]);
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** Nothing kept from one round to the next: what somebody sees who opens the portal on this machine for the first time. */
async function inFreshContexts() {
  const browser = await openChromium(SOFTWARE_GL);
  try {
    return await compare(async (url) => {
      const context = await browser.newContext(SCREEN);
      try {
        return await openOnce(context, url);
      } finally {
        await context.close();
      }
    });
  } finally {
    await browser.close();
  }
}

/** One profile on disk for all rounds: scripts, and what the browser compiled of them, are kept as each allows. */
async function inOneProfile() {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-bench-profile-'));
  const context = await openProfile(dir, SOFTWARE_GL);
  try {
    return await compare((url) => openOnce(context, url));
  } finally {
    await context.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function compare(open) {
  const rounds = { ours: [], ohif: [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    // who goes first changes, so that neither always finds the machine as the other left it
    const order = round % 2 === 0 ? ['ours', 'ohif'] : ['ohif', 'ours'];
    for (const name of order) {
      const result = await open(targets[name]);
      if (round >= 0) rounds[name].push(result);
    }
  }
  const summary = Object.fromEntries(Object.entries(rounds).map(([k, v]) => [k, summarise(v)]));
  const ratio = (key) => Math.round((summary.ours[key] / summary.ohif[key]) * 1000) / 1000;
  return {
    ...summary,
    ratioOfMedians: ratio('medianMs'),
    ratioUntilItCanBeWorkedWith: ratio('medianViewerMs'),
  };
}

function summarise(rounds) {
  return {
    medianMs: rounded(median(rounds.map(({ ms }) => ms))),
    medianViewerMs: rounded(median(rounds.map(({ viewerMs }) => viewerMs))),
    ms: rounds.map(({ ms }) => rounded(ms)),
    untilFirstImage: {
      requests: median(rounds.map(({ requests }) => requests)),
      fromNetwork: median(rounds.map(({ fromNetwork }) => fromNetwork)),
      kilobytesOnTheWire: Math.round(median(rounds.map(({ wireBytes }) => wireBytes)) / 1000),
      kilobytesUnpacked: Math.round(median(rounds.map(({ bytes }) => bytes)) / 1000),
    },
  };
}

async function openOnce(context, url) {
  if (url === targets.ours) {
    const answer = await context.request.post(`${ours.url}/v1/sessions`, {
      data: { account: ACCOUNT, password: PASSWORD },
    });
    if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`);
  }
  const page = await context.newPage();
  try {
    const traffic = await watchTraffic(page);
    await page.addInitScript(watchForFirstImage);
    await page.goto(url, { waitUntil: 'commit' });
    const ms = await firstImage(page, 60_000);
    const total = traffic.total();
    const viewerMs = await viewerImage(page, 60_000);
    if (process.env.PROFILE && url === targets.ours) process.stderr.write(traffic.waterfall());
    return { ms, viewerMs, ...total };
  } finally {
    await page.close();
  }
}
