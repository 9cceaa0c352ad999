// One redraw of a 24 h recording at zooms from the whole day to a second: ours beside uPlot and beside every sample as a
// line, interleaved in one page; ratios of medians. Then planted one-sample spikes, looked for in the pixels.
// HOURS and ROUNDS change the size. uPlot is installed into .cache on demand.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { serveEcgPage } from './ecgPage/serve.mjs';
import { median, percentile } from './harness/figures.mjs';

const HOURS = Number(process.env.HOURS ?? 24);
const ROUNDS = Number(process.env.ROUNDS ?? 9);
const SPIKES = Number(process.env.SPIKES ?? 60);
const UPLOT = 'uplot@1.6.32';
const SPANS_S = [
  HOURS * 3600,
  ...[6 * 3600, 3600, 600, 60, 10, 2].filter((spanS) => spanS < HOURS * 3600),
];
const GOAL_MS = 4;

const root = path.join(import.meta.dirname, '..');
const cache = path.join(root, '.cache/uplot');
const uplotFile = path.join(cache, 'node_modules/uplot/dist/uPlot.iife.min.js');
if (!existsSync(uplotFile))
  execFileSync('npm', ['install', '--silent', '--prefix', cache, '--no-save', UPLOT], {
    stdio: 'inherit',
  });
execFileSync(
  process.execPath,
  ['node_modules/vite/bin/vite.js', 'build', '--config', 'bench/ecgPage/vite.config.ts'],
  { cwd: root },
);

const app = await serveEcgPage({
  extra: (request, response) => {
    if (request.url !== '/uplot.js') return false;
    response.setHeader('content-type', 'text/javascript').end(readFileSync(uplotFile));
    return true;
  },
});
const browser = await chromium.launch({
  executablePath: process.env.HUIZHEN_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-software-rasterizer',
    '--js-flags=--max-old-space-size=8192',
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${app.url}/draw.html`);
  await page.addScriptTag({ url: `${app.url}/uplot.js` });
  const times = await page.evaluate(measureAll, { hours: HOURS, rounds: ROUNDS, spans: SPANS_S });
  const zooms = SPANS_S.map((spanS) => {
    const of = (name) => median(times[spanS][name]);
    const [one, twelve, uplot, naive] = [of('ours'), of('ours12'), of('uplot'), of('naive')];
    return {
      spanS,
      oursMs: rounded(one),
      oursTwelveLeadsMs: rounded(twelve),
      oursTwelveLeadsP95Ms: rounded(percentile(times[spanS].ours12, 0.95)),
      uplotMs: rounded(uplot),
      naiveMs: rounded(naive),
      uplotToOurs: rounded(uplot / one),
      naiveToOurs: rounded(naive / one),
    };
  });
  const spikes = await page.evaluate(recallOfSpikes, {
    hours: HOURS,
    count: SPIKES,
    spans: SPANS_S,
  });
  const worst = Math.max(...zooms.map(({ oursTwelveLeadsMs }) => oursTwelveLeadsMs));
  const passed = spikes.found === spikes.looked && worst <= GOAL_MS;
  process.stdout.write(
    `${JSON.stringify({ hours: HOURS, goalMs: GOAL_MS, worstTwelveLeadsMs: worst, spikes, passed, zooms }, null, 1)}\n`,
  );
  process.exitCode = passed ? 0 : 1;
} finally {
  await browser.close();
  await app.close();
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}

/** In the page: every zoom, all four in turn, a little further on each time. */
async function measureAll({ hours, rounds, spans }) {
  const { drawBench } = window;
  const millivolts = drawBench.millivoltsOf(hours);
  const drawers = {
    ours: await drawBench.ours(hours, 1),
    ours12: await drawBench.ours(hours, 12),
    uplot: drawBench.uplot(millivolts),
    naive: drawBench.naive(millivolts),
  };
  const times = {};
  for (const spanS of spans) {
    times[spanS] = { ours: [], ours12: [], uplot: [], naive: [] };
    const middle = (hours * 3600 - spanS) / 2;
    const viewAt = (round) => ({ startS: middle + round * spanS * 0.001, spanS });
    for (const name of ['ours', 'ours12'])
      await drawers[name].load({ startS: middle, spanS: spanS * 1.05 });
    for (let round = -2; round < rounds; round++) {
      for (const [name, drawer] of Object.entries(drawers)) {
        // every sample of a day as a line takes minutes: once is enough to know
        if (name === 'naive' && spanS > 3600 && round !== 0) continue;
        if (name === 'naive' && spanS > 6 * 3600) continue;
        const start = performance.now();
        await drawer.draw(viewAt(round));
        if (round >= 0) times[spanS][name].push(performance.now() - start);
      }
    }
    if (times[spanS].naive.length === 0) times[spanS].naive.push(Number.NaN);
  }
  drawers.ours.end();
  drawers.ours12.end();
  return times;
}

/** In the page: spikes of 4 mV at places a fixed pseudo-random sequence gives, at every zoom. */
async function recallOfSpikes({ hours, count, spans }) {
  const { drawBench } = window;
  const samples = hours * 3600 * 500;
  let state = 12345;
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const spikes = Array.from({ length: count }, () => ({
    sample: Math.floor(random() * samples),
    channel: 0,
    value: 1600,
  }));
  const drawer = await drawBench.ours(hours, 1, spikes);
  let looked = 0;
  let found = 0;
  for (const spanS of spans) {
    for (const { sample } of spikes) {
      const atS = sample / 500;
      const startS = Math.min(hours * 3600 - spanS, Math.max(0, atS - spanS * random()));
      const view = { startS, spanS };
      await drawer.load(view);
      drawer.draw(view);
      const image = drawer.pixels();
      // one lead has room for 5 mV around its zero line; 3 mV is above every beat
      const lane = image.height - 18;
      const row = Math.round(18 + lane / 2 - (3 * lane) / 5);
      const column = Math.floor(((atS - startS) / spanS) * image.width);
      looked++;
      if (drawBench.hasSpike(image, Math.min(image.width - 1, column), Math.max(18, row))) found++;
    }
  }
  drawer.end();
  return { planted: count, looked, found };
}
