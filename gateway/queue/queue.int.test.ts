import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openQueue, type Queue } from './queue';
import { createSpool, type Spool } from './spool';
import type { EntryFacts, Hl7Subject } from './types';

let time: Date;
const now = () => time;
let dir: string;
let spool: Spool;
let queue: Queue;
const opened: Queue[] = [];

async function open(): Promise<Queue> {
  spool = await createSpool({ dir, reserveBytes: 0, now });
  queue = await openQueue({ spool, now });
  opened.push(queue);
  return queue;
}
beforeEach(async () => {
  time = new Date('2026-11-24T02:00:00Z');
  dir = await mkdtemp(path.join(os.tmpdir(), 'huizhen-queue-'));
  await open();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await rm(dir, { recursive: true, force: true });
});

async function add(sop: string, patch: Partial<EntryFacts> = {}): Promise<EntryFacts> {
  const draft = await spool.begin();
  await draft.write(Buffer.from(sop));
  const facts: EntryFacts = {
    ...(await draft.commit('dcm')),
    ...{ receivedAt: now().toISOString(), orderKey: 'patient', priority: 50 },
    ...{ sender: 'CT1', address: '10.0.0.7' },
    subject: {
      ...{ kind: 'dicom', sopClassUid: '2.25.1', sopInstanceUid: sop, studyInstanceUid: '2.25.2' },
      ...{ seriesInstanceUid: '2.25.3', transferSyntax: '2.25.4', modality: 'CT', studyDate: '' },
    },
    ...patch,
  };
  await queue.enqueue(facts);
  return facts;
}
const log = () => path.join(dir, 'queue.log');
const LIMITS = { maxCount: 10, maxBytes: 1000 };
const DELIVERED = { kind: 'delivered' } as const;

describe('the queue, after a crash', () => {
  it('has every entry it took, in the state it noted', async () => {
    const [first, second] = [await add('2.25.11'), await add('2.25.12')];
    const batch = queue.take({ ...LIMITS, maxCount: 1 });
    expect(batch.map(({ id }) => id)).toEqual([first.id]);
    await queue.settle(batch, new Map([[first.id, DELIVERED]]), true);
    const reopened = await open(); // nothing was closed
    const found = [...reopened.entries()].map(({ id, state }) => [id, state]);
    expect(found).toEqual([
      [first.id, 'delivered'],
      [second.id, 'waiting'],
    ]);
  });

  it('lets what was on its way leave again', async () => {
    const { id } = await add('2.25.11');
    expect(queue.take(LIMITS)).toHaveLength(1);
    expect((await open()).take(LIMITS).map((entry) => entry.id)).toEqual([id]);
  });

  it('reads over a torn last line, and writes behind it on a line of its own', async () => {
    const first = await add('2.25.11');
    await appendFile(log(), '0badc0de {"t":"received","entry":{"id":"to');
    await open();
    expect(queue.recovery.damagedLines).toBe(0);
    const second = await add('2.25.12');
    await open();
    expect([...queue.entries()].map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('counts a damaged line in the middle and keeps what stands behind it', async () => {
    await add('2.25.11');
    const second = await add('2.25.12');
    const lines = (await readFile(log(), 'utf8')).split('\n').filter(Boolean);
    expect(lines).toHaveLength(2);
    await writeFile(log(), `${lines[0]?.replace('CT1', 'CT2')}\n${lines[1]}\n`);
    await open();
    expect(queue.recovery.damagedLines).toBe(1);
    expect([...queue.entries()].map(({ id }) => id)).toEqual([second.id]);
    // its file is there and complete: whoever starts the gateway takes it over
    expect(queue.recovery.orphans).toHaveLength(1);
  });

  it('drops an entry without file whose sender never heard Success, and shows one whose sender did', async () => {
    const [unheard, heard] = [await add('2.25.11'), await add('2.25.12')];
    queue.noteSource(heard.id, 'acknowledged');
    await expect.poll(() => readFile(log(), 'utf8')).toContain('acknowledged');
    for (const { file } of [unheard, heard]) await rm(path.join(dir, file));
    await open();
    expect(queue.recovery.lostFiles).toBe(1);
    expect([...queue.entries()]).toMatchObject([
      { id: heard.id, state: 'refused', failure: { code: 'gateway.fileMissing' } },
    ]);
  });
});

describe('the order of the queue', () => {
  it('is that of arrival, also when the clock was set back and the gateway started again', async () => {
    const first = await add('2.25.11');
    time = new Date('2026-11-24T01:51:00Z');
    await open();
    const second = await add('2.25.12');
    expect(queue.take(LIMITS).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('lets the more urgent leave first, of one patient and between patients', async () => {
    const late = await add('2.25.11', { orderKey: 'a' });
    const urgent = await add('2.25.12', { orderKey: 'b', priority: 20 });
    const batches = [queue.take(LIMITS), queue.take(LIMITS)];
    expect(batches.map(([entry]) => entry?.id)).toEqual([urgent.id, late.id]);
  });

  it('keeps messages of one patient one behind the other, others do not wait', async () => {
    const about = { messageType: 'ADT^A08', controlId: '1', sender: 'HIS', charset: 'utf8' };
    const subject: Hl7Subject = { kind: 'hl7', ...about };
    const first = await add('m1', { subject, orderKey: 'a' });
    const second = await add('m2', { subject, orderKey: 'a' });
    const other = await add('m3', { subject, orderKey: 'b' });
    const batch = queue.take(LIMITS);
    expect(batch.map(({ id }) => id)).toEqual([first.id]);
    expect(queue.take(LIMITS).map(({ id }) => id)).toEqual([other.id]);
    expect(queue.take(LIMITS)).toEqual([]);
    await queue.settle(batch, new Map([[first.id, DELIVERED]]), true);
    expect(queue.take(LIMITS).map(({ id }) => id)).toEqual([second.id]);
  });

  it('does not put two objects of one UID into one request', async () => {
    await add('2.25.11');
    await add('2.25.11', { sha256: 'other bytes' });
    expect(queue.take(LIMITS)).toHaveLength(1);
  });

  it('lets what failed often travel alone', async () => {
    const bad = await add('2.25.11');
    await add('2.25.12');
    const failure = { class: 'transient', code: 'http.400', at: '' } as const;
    for (let i = 0; i < 3; i++) {
      const batch = queue.take(LIMITS);
      await queue.settle(batch, new Map([[bad.id, { kind: 'failed', failure }]]), true);
    }
    expect(queue.take(LIMITS).map(({ id }) => id)).toEqual([bad.id]);
  });
});
