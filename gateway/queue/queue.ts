import path from 'node:path';
import { applyRecord, recordsOf } from './entries';
import { openJournal, readJournal, type Journal } from './journal';
import type { Spool } from './spool';
import {
  UPSTREAM_STATE,
  type Entry,
  type EntryFacts,
  type Failure,
  type QueueNumbers,
  type QueueRecord,
  type SourceState,
} from './types';
import { createWaitingLine, type BatchLimits } from './waitingLine';

export type Queue = {
  /** @returns When the entry would survive a power cut. */
  enqueue(entry: EntryFacts): Promise<void>;
  /** Notes what the sender heard; lost in a power cut without harm. */
  noteSource(id: string, state: SourceState): void;
  /** Entry with the same object in the same bytes that is not refused: nothing new has to be kept. */
  findSame(sopInstanceUid: string, sha256: string): Entry | null;
  take(limits: BatchLimits): readonly Entry[];
  /**
   * Ends a batch: each of its entries is delivered, refused, or waits again.
   * @param isAboutTheEntry False when the line failed: that is no attempt of the entry's.
   */
  settle(
    batch: readonly Entry[],
    outcomes: ReadonlyMap<string, Outcome>,
    isAboutTheEntry: boolean,
  ): Promise<void>;
  /** By a person: refused entries wait again. */
  retry(ids: readonly string[]): Promise<number>;
  forget(id: string): Promise<void>;
  noteFileGone(id: string): Promise<void>;
  entries(): IterableIterator<Entry>;
  numbers(): QueueNumbers;
  hasWaiting(): boolean;
  onWaiting(listener: () => void): void;
  /** Rewrites the journal when most of it is history. */
  compact(): Promise<void>;
  close(): Promise<void>;
  readonly recovery: Recovery;
};

export type Outcome =
  { readonly kind: 'delivered' } | { readonly kind: 'failed'; readonly failure: Failure };

/** What the start found; for the log and the status page. */
export type Recovery = {
  readonly entries: number;
  readonly damagedLines: number;
  /** Acknowledged entries whose file is not there: a broken disk, or somebody tidied up. */
  readonly lostFiles: number;
  /** Files without an entry, e.g. of a journal that was lost; the caller adopts them. */
  readonly orphans: readonly string[];
};

export type QueueOptions = { readonly spool: Spool; readonly now: () => Date };

const COMPACT_BYTES = 32 * 1024 * 1024;

/** Opens the queue: reads the journal, compares it with the files, writes a journal without history. */
export async function openQueue({ spool, now }: QueueOptions): Promise<Queue> {
  const file = path.join(spool.dir, 'queue.log');
  const { records, damagedLines } = await readJournal<QueueRecord>(file);
  const entries = new Map<string, Entry>();
  for (const record of records) applyRecord(entries, record);
  const files = new Set(await spool.list());
  const lostFiles = await dropMissing(entries, files, now().toISOString());
  const owned = new Set([...entries.values()].map((entry) => entry.file));
  const journal = await openJournal<QueueRecord>(file);
  const recovery: Recovery = {
    entries: entries.size,
    damagedLines,
    lostFiles,
    orphans: [...files].filter((name) => !owned.has(name)),
  };
  const queue = createQueue({ spool, now, journal, entries, recovery });
  await queue.compact();
  return queue;
}

/**
 * An entry without its file: where the sender never heard Success it was never ours, and goes. Otherwise it stays as
 * refused, to be seen.
 */
async function dropMissing(
  entries: Map<string, Entry>,
  files: ReadonlySet<string>,
  at: string,
): Promise<number> {
  let lost = 0;
  for (const entry of [...entries.values()]) {
    if (files.has(entry.file) || entry.isFileGone) continue;
    if (entry.state === UPSTREAM_STATE.delivered) {
      applyRecord(entries, { t: 'fileGone', id: entry.id });
    } else if (entry.source !== 'acknowledged') {
      entries.delete(entry.id);
    } else {
      lost++;
      const failure: Failure = { class: 'permanent', code: 'gateway.fileMissing', at };
      applyRecord(entries, { t: 'refused', id: entry.id, failure });
      applyRecord(entries, { t: 'fileGone', id: entry.id });
    }
  }
  return lost;
}

type Parts = QueueOptions & {
  readonly journal: Journal<QueueRecord>;
  readonly entries: Map<string, Entry>;
  readonly recovery: Recovery;
};

function createQueue({ spool, now, journal, entries, recovery }: Parts): Queue {
  const line = createWaitingLine();
  const byObject = new Map<string, string>();
  const underWay = new Set<QueueRecord>();
  let listener: () => void = () => undefined;
  let compactedBytes = 0;
  let lastReceivedAt: string | null = null;
  let lastDeliveredAt: string | null = null;

  const index = (entry: Entry) => {
    if (entry.subject.kind === 'dicom') byObject.set(objectKey(entry), entry.id);
    if (lastReceivedAt === null || entry.receivedAt > lastReceivedAt)
      lastReceivedAt = entry.receivedAt;
    if (entry.deliveredAt && (lastDeliveredAt === null || entry.deliveredAt > lastDeliveredAt))
      lastDeliveredAt = entry.deliveredAt;
  };
  for (const entry of entries.values()) {
    index(entry);
    if (entry.state === UPSTREAM_STATE.waiting) line.add(entry);
  }

  /** Memory follows the disk; a rewrite meanwhile has to know what is on its way. */
  const commit = async (records: readonly QueueRecord[], durable: boolean): Promise<void> => {
    for (const record of records) underWay.add(record);
    try {
      await (durable ? journal.appendDurably(records) : journal.append(records));
      for (const record of records) applyRecord(entries, record);
    } finally {
      for (const record of records) underWay.delete(record);
    }
  };
  const set = (id: string, patch: Partial<Entry>) => {
    const entry = entries.get(id);
    if (entry) entries.set(id, { ...entry, ...patch });
  };

  return {
    recovery,
    async enqueue(facts) {
      await commit([{ t: 'received', entry: facts }], true);
      const entry = entries.get(facts.id);
      if (!entry) return;
      index(entry);
      line.add(entry);
      listener();
    },
    noteSource(id, state) {
      commit([{ t: 'source', id, state }], false).catch(() => undefined); // the axis is for people, not for delivery
    },
    findSame(sopInstanceUid, sha256) {
      const entry = entries.get(byObject.get(`${sopInstanceUid} ${sha256}`) ?? '');
      return entry && entry.state !== UPSTREAM_STATE.refused ? entry : null;
    },
    take(limits) {
      const batch = line.take(limits).map(({ id }) => id);
      for (const id of batch) set(id, { state: UPSTREAM_STATE.sending });
      return batch.flatMap((id) => entries.get(id) ?? []);
    },
    async settle(batch, outcomes, isAboutTheEntry) {
      const orderKey = batch[0]?.orderKey;
      if (orderKey === undefined) return;
      const again: Entry[] = [];
      const records = batch.flatMap((entry) => {
        const outcome = outcomes.get(entry.id);
        if (outcome?.kind === 'delivered') return [];
        if (outcome?.failure.class === 'permanent')
          return [{ t: 'refused', id: entry.id, failure: outcome.failure } as const];
        const failure = outcome?.failure ?? null;
        const attempts = entry.attempts + (isAboutTheEntry ? 1 : 0);
        set(entry.id, { state: UPSTREAM_STATE.waiting, failure, attempts });
        again.push(entries.get(entry.id) ?? entry);
        return [];
      });
      const ids = batch.flatMap(({ id }) => (outcomes.get(id)?.kind === 'delivered' ? [id] : []));
      if (ids.length > 0) lastDeliveredAt = now().toISOString();
      const delivered =
        ids.length > 0 ? [{ t: 'delivered', ids, at: lastDeliveredAt ?? '' } as const] : [];
      try {
        await commit([...records, ...delivered], false);
      } finally {
        line.settle(orderKey, again);
      }
      if (again.length > 0) listener();
    },
    async retry(ids) {
      const refused = ids.flatMap((id) => {
        const entry = entries.get(id);
        return entry?.state === UPSTREAM_STATE.refused && !entry.isFileGone ? [entry] : [];
      });
      if (refused.length === 0) return 0;
      await commit(
        refused.map(({ id }) => ({ t: 'retried', id })),
        true,
      );
      for (const entry of refused) line.add(entry);
      listener();
      return refused.length;
    },
    async forget(id) {
      const entry = entries.get(id);
      if (!entry) return;
      // written first: a crash in between leaves a file without entry, which is sent once more, and no false alarm
      await commit([{ t: 'forgotten', id }], true);
      byObject.delete(objectKey(entry));
      if (!entry.isFileGone) await spool.remove(entry.file);
    },
    async noteFileGone(id) {
      const entry = entries.get(id);
      if (!entry) return;
      await commit([{ t: 'fileGone', id }], true);
      await spool.remove(entry.file);
    },
    entries: () => entries.values(),
    numbers: () => ({ ...count(entries.values()), lastReceivedAt, lastDeliveredAt }),
    hasWaiting: () => !line.isEmpty(),
    onWaiting(fn) {
      listener = fn;
    },
    async compact() {
      const isFirst = compactedBytes === 0;
      if (!isFirst && journal.sizeBytes() < Math.max(COMPACT_BYTES, compactedBytes * 2)) return;
      await journal.rewrite(function* () {
        for (const entry of entries.values()) yield* recordsOf(entry);
        yield* underWay;
      });
      compactedBytes = Math.max(1, journal.sizeBytes());
    },
    close: () => journal.close(),
  };
}

function objectKey({ subject, sha256 }: Entry): string {
  return subject.kind === 'dicom' ? `${subject.sopInstanceUid} ${sha256}` : '';
}

function count(entries: Iterable<Entry>) {
  const numbers = { waiting: 0, sending: 0, delivered: 0, refused: 0, waitingBytes: 0 };
  let oldestWaitingAt: string | null = null;
  for (const { state, sizeBytes, receivedAt } of entries) {
    numbers[state]++;
    if (state !== 'waiting' && state !== 'sending') continue;
    numbers.waitingBytes += sizeBytes;
    if (oldestWaitingAt === null || receivedAt < oldestWaitingAt) oldestWaitingAt = receivedAt;
  }
  return { ...numbers, oldestWaitingAt };
}
