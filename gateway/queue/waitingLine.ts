import type { Entry } from './types';

type Place = Pick<Entry, 'id' | 'priority' | 'orderKey' | 'sizeBytes' | 'subject' | 'attempts'>;
type Group = { readonly key: string; waiting: Place[]; underWay: number };

/** HL7 of one patient is a story: an update must not overtake what it updates. Images have no order among each other. */
const isStrict = ({ subject }: Place): boolean => subject.kind === 'hl7';

/** What failed that often is not the line's fault: it travels alone, so that it holds up nobody. */
const ALONE_AFTER = 3;
const isSuspect = ({ attempts }: Place): boolean => attempts >= ALONE_AFTER;

/** Ids sort by time of arrival. */
const goesBefore = (a: Place, b: Place): boolean =>
  a.priority !== b.priority ? a.priority < b.priority : a.id < b.id;

export type BatchLimits = { readonly maxCount: number; readonly maxBytes: number };

/**
 * What waits for the centre, in the order it shall leave: between patients by priority, then by arrival; of one patient
 * in order, and HL7 one batch at a time.
 */
export function createWaitingLine() {
  const groups = new Map<string, Group>();

  const groupOf = (key: string): Group => {
    const known = groups.get(key);
    if (known) return known;
    const group: Group = { key, waiting: [], underWay: 0 };
    groups.set(key, group);
    return group;
  };

  const next = (): Group | null => {
    let best: Group | null = null;
    for (const group of groups.values()) {
      const head = group.waiting[0];
      if (!head || (isStrict(head) && group.underWay > 0)) continue;
      const champion = best?.waiting[0];
      if (!champion || goesBefore(head, champion)) best = group;
    }
    return best;
  };

  const tidy = (group: Group) => {
    if (group.waiting.length === 0 && group.underWay === 0) groups.delete(group.key);
  };

  return {
    add(entry: Place): void {
      const { waiting } = groupOf(entry.orderKey);
      let at = waiting.length;
      while (at > 0) {
        const before = waiting[at - 1];
        if (!before || goesBefore(before, entry)) break;
        at--;
      }
      waiting.splice(at, 0, entry);
    },

    /** The next batch of one group, or an empty one. Large objects travel alone. */
    take({ maxCount, maxBytes }: BatchLimits): readonly Place[] {
      const group = next();
      if (!group) return [];
      const batch: Place[] = [];
      let bytes = 0;
      for (const entry of group.waiting) {
        const isFull = batch.length >= maxCount || bytes + entry.sizeBytes > maxBytes;
        if (batch.length > 0 && (isFull || entry.subject.kind !== batch[0]?.subject.kind)) break;
        if (batch.some((other) => isSameObject(other, entry))) break;
        if (batch.length > 0 && isSuspect(entry)) break;
        batch.push(entry);
        bytes += entry.sizeBytes;
        if (entry.subject.kind === 'hl7' || isSuspect(entry)) break;
      }
      group.waiting.splice(0, batch.length);
      group.underWay++;
      return batch;
    },

    /** The batch came back: `again` goes to where it was. */
    settle(orderKey: string, again: readonly Place[]): void {
      const group = groupOf(orderKey);
      group.underWay = Math.max(0, group.underWay - 1);
      for (const entry of again) this.add(entry);
      tidy(group);
    },

    isEmpty: () => next() === null,
  };
}
export type WaitingLine = ReturnType<typeof createWaitingLine>;

/** Two objects of one UID must not share a request: its answer is by UID. */
function isSameObject(a: Place, b: Place): boolean {
  return (
    a.subject.kind === 'dicom' &&
    b.subject.kind === 'dicom' &&
    a.subject.sopInstanceUid === b.subject.sopInstanceUid
  );
}
