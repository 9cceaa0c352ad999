// STOW-RS throughput of our server beside Debian's Orthanc, on the same machine in the same run, turn by turn: an
// 80-slice chest CT per turn, fresh UIDs each time. ROUNDS (default 5), PER_REQUEST images a request, CONNECTIONS at once.
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { readSeries, renumber, stow } from './harness/ctSeries.mjs';
import { median, rounded } from './harness/figures.mjs';
import { isInstalled, startOrthanc } from './harness/orthanc.mjs';
import { seedPeople, signIn } from './harness/people.mjs';
import { bundle, makeDataDir, startDatabase, startServer } from './harness/server.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PER_REQUEST = Number(process.env.PER_REQUEST ?? 80);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 1);

const series = readSeries();
await bundle();
const database = await startDatabase();
const dataDir = await makeDataDir();
const server = await startServer({ databaseUrl: database.url, dataDir });
const orthanc = isInstalled() ? await startOrthanc() : null;
try {
  await seed();
  const token = await signIn(server.url, 'doctor0');
  const targets = {
    ours: { url: `${server.url}/dicom-web`, headers: { authorization: `Bearer ${token}` } },
    ...(orthanc ? { orthanc: { url: orthanc.url, headers: {} } } : {}),
  };
  const rates = Object.fromEntries(Object.keys(targets).map((name) => [name, []]));
  for (const target of Object.values(targets)) await turn(target); // warm-up
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, target] of Object.entries(targets))
      rates[name].push(rounded(await turn(target)));
  }
  const medians = Object.fromEntries(
    Object.entries(rates).map(([name, values]) => [name, median(values)]),
  );
  const summary = {
    imagesPerTurn: series.length,
    megabytesPerTurn: rounded(series.reduce((sum, file) => sum + file.length, 0) / 1e6),
    perRequest: PER_REQUEST,
    connections: CONNECTIONS,
    imagesPerSecond: rates,
    medians,
    ratioOfMedians: orthanc ? rounded(medians.ours / medians.orthanc) : null,
    note: orthanc
      ? undefined
      : 'orthanc and orthanc-dicomweb are not installed: nothing to compare with',
  };
  process.stdout.write(`${JSON.stringify(summary, null, 1)}\n`);
} finally {
  await orthanc?.stop();
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}

/** @returns Images per second for one whole series. */
async function turn({ url, headers }) {
  const fresh = renumber(series);
  const batches = [];
  for (let at = 0; at < fresh.length; at += PER_REQUEST)
    batches.push(fresh.slice(at, at + PER_REQUEST));
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift())
        await stow(url, headers, batch);
    }),
  );
  return (series.length * 1000) / (performance.now() - start);
}

async function seed() {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await seedPeople(client);
  await client.end();
}
