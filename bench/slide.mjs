// Whole slides from the server's side, on the demo's slide: its list of levels for the first time and again, and a screen
// full of tiles as one stream beside one request per tile. Nothing is drawn. ROUNDS (default 15).
import { rm } from 'node:fs/promises';
import { median, rounded } from './harness/figures.mjs';
import { signIn } from './harness/people.mjs';
import { bundle, makeDataDir, startServer } from './harness/server.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
/** Tiles of 240 × 240 that fill a screen of 1366 × 768. */
const [ACROSS, DOWN] = [6, 4];

await bundle();
const dataDir = await makeDataDir();
const server = await startServer({ dataDir, isDemo: true });
try {
  const token = await signIn(server.url, 'coordinator', 'huizhen-demo');
  const get = async (path) => {
    const answer = await fetch(`${server.url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return answer;
  };
  const json = async (path) => (await get(path)).json();
  const root = await recordWithSlide(json);
  const first = await timed(() => json(root));
  const again = [];
  for (let round = 0; round < ROUNDS; round += 1)
    again.push((await timed(() => json(root))).milliseconds);
  const [slide] = first.value.items;
  const base = `${root}/${slide.slideId}/${slide.revision}/tiles`;
  const tiles = screenOf(slide.levels[0]);
  const [stream, single] = [[], []];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const whole = await timed(async () =>
      (await get(`${base}?list=${tiles.join(',')}`)).arrayBuffer(),
    );
    bytes = whole.value.byteLength;
    stream.push(whole.milliseconds);
    const each = async (tile) => (await get(`${base}/${tile}`)).arrayBuffer();
    single.push((await timed(() => Promise.all(tiles.map(each)))).milliseconds);
  }
  const summary = {
    slide: `${slide.format} ${slide.width} × ${slide.height}`,
    tiles: tiles.length,
    bytes,
    rounds: ROUNDS,
    firstListMs: rounded(first.milliseconds),
    listMs: rounded(median(again)),
    streamMs: rounded(median(stream)),
    oneByOneMs: rounded(median(single)),
  };
  process.stdout.write(`${JSON.stringify(summary, null, 1)}\n`);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function timed(work) {
  const start = performance.now();
  const value = await work();
  return { value, milliseconds: performance.now() - start };
}

async function recordWithSlide(json) {
  const { items } = await json('/v1/cases?limit=100');
  for (const { id } of items) {
    const { records } = await json(`/v1/cases/${id}`);
    const slide = records.find(({ kind }) => kind === 'slide');
    if (slide) return `/v1/cases/${id}/records/${slide.id}/slides`;
  }
  throw new Error('the demo has no slide');
}

function screenOf({ width, height, tileWidth, tileHeight }) {
  const columns = Math.min(ACROSS, Math.floor(width / tileWidth));
  const rows = Math.min(DOWN, Math.floor(height / tileHeight));
  return Array.from(
    { length: columns * rows },
    (_, n) => `0/${n % columns}/${Math.floor(n / columns)}`,
  );
}
