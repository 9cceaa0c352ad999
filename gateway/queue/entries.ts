import { UPSTREAM_STATE, type Entry, type EntryFacts, type QueueRecord } from './types';

const fresh = (facts: EntryFacts): Entry => ({
  ...facts,
  source: 'pending',
  state: 'waiting',
  attempts: 0,
  failure: null,
  deliveredAt: null,
  isFileGone: false,
});

/** Applies one record; ids that are not known any more are left alone. */
export function applyRecord(entries: Map<string, Entry>, record: QueueRecord): void {
  const change = (id: string, patch: Partial<Entry>) => {
    const entry = entries.get(id);
    if (entry) entries.set(id, { ...entry, ...patch });
  };
  switch (record.t) {
    case 'received':
      if (!entries.has(record.entry.id)) entries.set(record.entry.id, fresh(record.entry));
      return;
    case 'source':
      return change(record.id, { source: record.state });
    case 'delivered':
      for (const id of record.ids)
        change(id, { state: UPSTREAM_STATE.delivered, deliveredAt: record.at, failure: null });
      return;
    case 'refused':
      return change(record.id, { state: UPSTREAM_STATE.refused, failure: record.failure });
    case 'retried':
      return change(record.id, { state: UPSTREAM_STATE.waiting, failure: null });
    case 'fileGone':
      return change(record.id, { isFileGone: true });
    case 'forgotten':
      entries.delete(record.id);
      return;
  }
}

/** The shortest journal that leads to this entry. */
export function* recordsOf(entry: Entry): Generator<QueueRecord> {
  const { source, state, failure, deliveredAt, isFileGone, attempts: _, ...facts } = entry;
  yield { t: 'received', entry: facts };
  if (source !== 'pending') yield { t: 'source', id: entry.id, state: source };
  if (state === 'refused' && failure) yield { t: 'refused', id: entry.id, failure };
  if (state === 'delivered') yield { t: 'delivered', ids: [entry.id], at: deliveredAt ?? '' };
  if (isFileGone) yield { t: 'fileGone', id: entry.id };
}
