// STOW-RS throughput: sends the real CT series to each target, every round with fresh UIDs so that nothing is a
// duplicate, and prints images per second. Targets are given as name=url[,header:value...]:
//   node bench/stow.mjs ours=http://127.0.0.1:8080/dicom-web,cookie:session=... orthanc=http://127.0.0.1:8042/dicom-web
import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const BOUNDARY = 'bench-boundary';
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PER_REQUEST = Number(process.env.PER_REQUEST ?? 80);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 1);
const SERIES = path.resolve(import.meta.dirname, '../../shared/data/dicom/series-ct-lidc');
if (!existsSync(SERIES)) throw new Error(`the CT series is missing: ${SERIES}`);
const files = readdirSync(SERIES).map((name) => readFileSync(path.join(SERIES, name)));

/** Same length, other digits: every place where one of the series' own UIDs stands gets a new one. */
function renumber(originals, digits) {
  return originals.map((original) => {
    const bytes = Buffer.from(original);
    for (const uid of uidsOf(original)) {
      const fresh = uid.slice(0, -digits.length) + digits;
      const tail = uid.slice(-4);
      const unique = fresh.slice(0, -4) + tail;
      for (let at = bytes.indexOf(uid); at >= 0; at = bytes.indexOf(uid, at + 1))
        bytes.write(unique, at, 'latin1');
    }
    return bytes;
  });
}

function uidsOf(bytes) {
  const head = bytes.toString('latin1', 0, 4096);
  return new Set(head.match(/1\.3\.6\.1\.4\.1\.14519[0-9.]{30,}/g) ?? []);
}

const body = (batch) =>
  Buffer.concat([
    ...batch.flatMap((file) => [
      Buffer.from(`\r\n--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`),
      file,
    ]),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);

async function send(target, batch) {
  const response = await fetch(`${target.url}/studies`, {
    method: 'POST',
    headers: {
      'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`,
      accept: 'application/dicom+json',
      ...target.headers,
    },
    body: body(batch),
  });
  const answer = await response.json();
  const stored = answer['00081199']?.Value?.length ?? 0;
  if (response.status !== 200 || stored !== batch.length) {
    throw new Error(`${target.name}: ${response.status}, ${stored} of ${batch.length} stored`);
  }
}

async function round(target) {
  const fresh = renumber(files, String(randomInt(1e11, 9e11)) + '0000');
  const batches = [];
  for (let at = 0; at < fresh.length; at += PER_REQUEST)
    batches.push(fresh.slice(at, at + PER_REQUEST));
  const start = performance.now();
  const lanes = Array.from({ length: CONNECTIONS }, async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await send(target, batch);
  });
  await Promise.all(lanes);
  return (files.length * 1000) / (performance.now() - start);
}

const targets = process.argv.slice(2).map((argument) => {
  const [, name, rest] = /^([^=]+)=(.*)$/.exec(argument) ?? [];
  const [url, ...headers] = (rest ?? '').split(',');
  return {
    name,
    url,
    headers: Object.fromEntries(headers.map((header) => header.split(/:(.*)/).slice(0, 2))),
  };
});
const rates = new Map(targets.map(({ name }) => [name, []]));
for (let i = 0; i < ROUNDS; i++) {
  for (const target of targets) rates.get(target.name).push(await round(target));
}
for (const [name, values] of rates) {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(
    `${name}: ${median.toFixed(0)} images/s (median), ${values.map((v) => v.toFixed(0)).join(' ')}\n`,
  );
}
