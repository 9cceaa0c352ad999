import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UPLOADS_PATH, type IntakeBatch, type IntakeItem } from '../../../shared/api/intake';
import type { EcgSamples } from '../../../shared/domain/ecg/amplitude';
import { recordingOf, type EcgManifest } from '../../../shared/domain/ecg/manifest';
import type { EcgRecording } from '../../../shared/domain/ecg/recording';
import { readSampleBlock, type SampleBlock } from '../../../shared/domain/ecg/sampleBlock';
import { parsed } from '../../../shared/domain/ecg/testing/parsed';
import { createEventBus } from '../../events/bus';
import { makeTar } from '../../modules/intake/testing/tar';
import { createStory } from '../story';
import { createTestServer, type TestServer } from '../testServer';
import { ecgFile, ecgFiles, ECG_ROOT } from './ecgFiles';

/** Everything there is, so that no new file can be forgotten here. */
const PATHS = readdirSync(ECG_ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`.slice(ECG_ROOT.pathname.length))
  .map((path) => path.replace(/^\/+/u, ''))
  .toSorted();
/** Notes of a sleep study and no signal at all: nothing in it can be drawn. */
const WITHOUT_SIGNAL = ['edf/test_edfann.edf'];
/** Files that belong to a recording whose header is another file. */
const isPart = (path: string): boolean => path.startsWith('wfdb/') && !path.endsWith('.hea');
const RECORDINGS = PATHS.filter((path) => !isPart(path) && !WITHOUT_SIGNAL.includes(path));

let stage: TestServer;
let caseId: string;
let base: string;
let items: ReadonlyMap<string, IntakeItem>;

beforeAll(async () => {
  stage = await createTestServer();
  base = await stage.server.app.listen({ host: '127.0.0.1', port: 0 });
  caseId = await createStory(stage).draft();
  const tar = makeTar(PATHS.map((path) => [path, Buffer.from(ecgFile(path))]));
  await untilTakenIn(() => upload(tar));
  for (let held = await firstHeld(); held; held = await firstHeld()) await vouch(held);
  items = new Map((await batch()).items.map((item) => [item.path, item]));
}, 120_000);
afterAll(() => stage.close());

const headers = async () => ({
  authorization: `Bearer ${await stage.tokenOf('requester')}`,
  'tus-resumable': '1.0.0',
});

async function upload(bytes: Buffer): Promise<void> {
  const metadata = Object.entries({ caseId, name: '心电', bundle: 'tar' })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  const created = await fetch(base + UPLOADS_PATH, {
    method: 'POST',
    headers: {
      ...(await headers()),
      'upload-length': String(bytes.length),
      'upload-metadata': metadata,
    },
  });
  expect(created.status).toBe(201);
  const sent = await fetch(new URL(created.headers.get('location') ?? '', base), {
    method: 'PATCH',
    headers: {
      ...(await headers()),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    },
    body: new Uint8Array(bytes),
  });
  expect(sent.status).toBe(204);
}

async function batch(): Promise<IntakeBatch> {
  const client = await stage.clientAs('requester');
  const { body } = await client.get<{ items: IntakeBatch[] }>(`/v1/cases/${caseId}/intake`);
  const [first] = body.items;
  if (!first) throw new Error('the upload is not listed');
  return first;
}

const firstHeld = async (): Promise<IntakeItem | undefined> =>
  (await batch()).items.find(
    ({ outcome, resolution }) => outcome === 'quarantined' && resolution === null,
  );

/** As the intake view does: looks again whenever the server says that something has changed. */
async function untilTakenIn(start: () => Promise<void>): Promise<void> {
  const bus = createEventBus(stage.database.url);
  const taken = new Promise<void>((resolve, reject) => {
    bus.subscribe(({ event }) => {
      if (event.type !== 'intakeChanged') return;
      batch().then(({ status }) => {
        if (status === 'done') resolve();
        if (status === 'failed') reject(new Error('the upload failed'));
      }, reject);
    });
  });
  try {
    await start();
    await taken;
  } finally {
    await bus.close();
  }
}

/** The recorders' demonstration patients are not the case's: two people of the hospital say that they belong to it. */
async function vouch({ id, path, reason }: IntakeItem): Promise<void> {
  expect(reason?.code).toBe('file.patientMismatch');
  for (const person of ['requester', 'colleague'] as const) {
    const client = await stage.clientAs(person);
    const url = `/v1/cases/${caseId}/intake/items/${id}/resolution`;
    const reply = await client.call('POST', url, { decision: 'accept', note: '已电话核对' });
    expect([path, reply.status, reply.error]).toEqual([path, 200, null]);
  }
}

const urlOf = (path: string): string =>
  `/v1/cases/${caseId}/records/${items.get(path)?.recordId ?? path}/ecg`;

async function manifestOf(path: string): Promise<EcgManifest> {
  const client = await stage.clientAs('requester');
  const { status, body } = await client.get<EcgManifest>(urlOf(path));
  expect(status).toBe(200);
  return body;
}

async function blockOf(path: string, group: number, query: string): Promise<SampleBlock> {
  const response = await fetch(`${base}${urlOf(path)}/groups/${group}/data?${query}`, {
    headers: await headers(),
  });
  const block = response.ok ? readSampleBlock(await response.arrayBuffer()) : null;
  if (!block) throw new Error(`${path}: ${response.status}`);
  return block;
}

/** Through the two routes, put together as a viewer does. */
async function viewed(path: string): Promise<EcgRecording> {
  const manifest = await manifestOf(path);
  const values: SampleBlock['values'][] = [];
  for (const group of manifest.groups.keys()) {
    values.push((await blockOf(path, group, 'from=0')).values);
  }
  return recordingOf(manifest, values);
}
/** Samples by a digest of their bytes: comparing millions of numbers one by one takes minutes. */
const digested = ({ groups, ...rest }: EcgRecording) => ({
  ...rest,
  groups: groups.map(({ channels, ...group }) => ({
    ...group,
    channels: channels.map(({ samples, ...channel }) => ({ ...channel, samples: digest(samples) })),
  })),
});
const digest = (samples: EcgSamples): string =>
  `${samples.constructor.name} ${samples.length} ${createHash('sha256').update(samples).digest('hex')}`;

const inFile = (path: string): EcgRecording => parsed(ecgFiles(path));

describe('every file there is, dropped on a case of the whole server', () => {
  it('is on a record of the case, the files of one recording on one', () => {
    expect([...items.keys()].toSorted()).toEqual(PATHS);
    const records = [...items.values()].map(({ recordId }) => recordId);
    expect(records).not.toContain(null);
    expect(new Set(records).size).toBe(RECORDINGS.length + WITHOUT_SIGNAL.length);
  });

  it.each(RECORDINGS)('%s is seen bit for bit as it is in the file', async (path) => {
    expect(digested(await viewed(path))).toEqual(digested(inFile(path)));
  });

  it.each(RECORDINGS)('%s is the same read in ranges, a channel at a time', async (path) => {
    for (const [index, { channels }] of inFile(path).groups.entries()) {
      const length = channels[0]?.samples.length ?? 0;
      const step = Math.ceil(length / 5) + 1;
      for (const [channel, { samples }] of channels.entries()) {
        for (let from = 0; from < length; from += step) {
          const query = `from=${from}&count=${step}&channels=${channel}`;
          const { values } = await blockOf(path, index, query);
          expect(values.map(digest)).toEqual([digest(samples.subarray(from, from + step))]);
        }
      }
    }
  });

  it.each(WITHOUT_SIGNAL)('%s is notes to be read, not an ECG', async (path) => {
    const recordId = items.get(path)?.recordId ?? '';
    const record = await stage.database.db
      .selectFrom('case_record')
      .select(['kind', 'category', 'title', 'payload'])
      .where('id', '=', recordId)
      .executeTakeFirstOrThrow();
    expect(record).toMatchObject({ kind: 'note', category: 'chart' });
    const { sections } = record.payload as { sections: { text: string }[] };
    expect(sections[0]?.text).toMatch(/^\d+:\d\d:\d\d {2}\S/u);
    const client = await stage.clientAs('requester');
    expect(await client.get(urlOf(path))).toMatchObject({ status: 404 });
  });

  it('a long one gets its overview from what the server runs behind everything else', async () => {
    expect(await manifestOf('wfdb/100.hea')).toMatchObject({ isLong: true, derived: 'waiting' });
    while ((await stage.server.overviews.makeWaiting()) > 0);
    const { derived, groups } = await manifestOf('wfdb/100.hea');
    expect(derived).toBe('ready');
    const widest = groups[0]?.levels.at(-1) ?? 0;
    const { values } = await blockOf('wfdb/100.hea', 0, `from=0&bucket=${widest}`);
    const edges = values.map((pairs) => [Math.min(...pairs), Math.max(...pairs)]);
    const whole = inFile('wfdb/100.hea').groups[0]?.channels.map(({ samples }) =>
      [...samples].reduce(
        ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const,
        [Infinity, -Infinity] as readonly [number, number],
      ),
    );
    expect(edges).toEqual(whole);
  });
});
