import type { Measurement } from '../../../shared/domain/imaging/measurement';

/** What one act of the person did to the list: versions that went, versions that came. */
export type Change = {
  readonly removed: readonly Measurement[];
  readonly added: readonly Measurement[];
};

/** Kept as changes, not as lists: taking one back must not take back what somebody else drew since. */
export type History = {
  readonly past: readonly Change[];
  readonly future: readonly Change[];
};

export const NO_HISTORY: History = { past: [], future: [] };
const DEPTH = 100;

/** `null` when the lists say the same. */
export function changeBetween(
  before: readonly Measurement[],
  after: readonly Measurement[],
): Change | null {
  const missingIn = (list: readonly Measurement[]) => {
    const known = new Set(list.map(keyOf));
    return (one: Measurement) => !known.has(keyOf(one));
  };
  const removed = before.filter(missingIn(after));
  const added = after.filter(missingIn(before));
  return removed.length + added.length === 0 ? null : { removed, added };
}

const keyOf = (measurement: Measurement): string => JSON.stringify(measurement);

/** What was taken back before is gone once something new is done. */
export const record = ({ past }: History, change: Change): History => ({
  past: [...past, change].slice(-DEPTH),
  future: [],
});

type Step = { readonly history: History; readonly list: readonly Measurement[] };

export function undo(history: History, list: readonly Measurement[]): Step | null {
  const change = history.past.at(-1);
  if (!change) return null;
  return {
    history: { past: history.past.slice(0, -1), future: [...history.future, change] },
    list: applied(list, { removed: change.added, added: change.removed }),
  };
}

export function redo(history: History, list: readonly Measurement[]): Step | null {
  const change = history.future.at(-1);
  if (!change) return null;
  return {
    history: { past: [...history.past, change], future: history.future.slice(0, -1) },
    list: applied(list, change),
  };
}

function applied(list: readonly Measurement[], { removed, added }: Change): readonly Measurement[] {
  const gone = new Set([...removed, ...added].map(({ id }) => id));
  return [...list.filter(({ id }) => !gone.has(id)), ...added];
}
