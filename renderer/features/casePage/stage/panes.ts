import type { CaseRecord } from '../../../../shared/api/cases';

/** What lies on the stage: a piece of material, a published report as its PDF, or the film bench over a scan. */
export type StageItem =
  | { readonly kind: 'record'; readonly record: CaseRecord }
  | { readonly kind: 'report'; readonly version: number }
  | { readonly kind: 'film'; readonly record: CaseRecord };

export type PaneIndex = 0 | 1;

/** The stage in one or two columns; what the second one held stays in it while it is away. */
export type Panes = {
  readonly items: readonly [StageItem | null, StageItem | null];
  readonly count: 1 | 2;
  /** Where a click in the timeline opens. */
  readonly active: PaneIndex;
};

export const onePane = (item: StageItem | null): Panes => ({
  items: [item, null],
  count: 1,
  active: 0,
});

export const itemKey = (item: StageItem): string =>
  item.kind === 'report' ? `report ${String(item.version)}` : `${item.kind} ${item.record.id}`;

const isSame = (a: StageItem | null, b: StageItem): boolean =>
  a !== null && itemKey(a) === itemKey(b);

/** Into the active column; what is open in the other one already is only brought forward. */
export function openIn(panes: Panes, item: StageItem): Panes {
  const other = otherPane(panes.active);
  if (panes.count === 2 && isSame(panes.items[other], item)) return { ...panes, active: other };
  return putInto(panes, panes.active, item);
}

/** Beside what is being looked at, which stays. */
export function openBeside(panes: Panes, item: StageItem): Panes {
  if (panes.items[panes.active] === null) return openIn(panes, item);
  if (isSame(panes.items[panes.active], item)) return panes;
  const other = otherPane(panes.active);
  return { ...putInto({ ...panes, count: 2 }, other, item), active: other };
}

export function putInto(panes: Panes, pane: PaneIndex, item: StageItem): Panes {
  const items: Panes['items'] = pane === 0 ? [item, panes.items[1]] : [panes.items[0], item];
  return { ...panes, items, active: pane, count: pane === 1 ? 2 : panes.count };
}

/** Closing the left column moves the right one there. */
export function closePane(panes: Panes, pane: PaneIndex): Panes {
  const kept = panes.items[otherPane(pane)];
  return { items: [kept, null], count: 1, active: 0 };
}

/** One column keeps the active item; two show again what the second one held. */
export function setCount(panes: Panes, count: 1 | 2): Panes {
  if (count === panes.count) return panes;
  if (count === 2) return { ...panes, count, active: panes.items[1] === null ? 1 : panes.active };
  const front = panes.items[panes.active];
  const back = panes.items[otherPane(panes.active)];
  return { items: [front, back], count, active: 0 };
}

export const otherPane = (pane: PaneIndex): PaneIndex => (pane === 0 ? 1 : 0);

/** Material as the server last told it: it may have been renamed or vouched for since it was opened. */
export function renewed(panes: Panes, records: readonly CaseRecord[]): Panes {
  const renew = (item: StageItem | null): StageItem | null => {
    if (item === null || item.kind === 'report') return item;
    const record = records.find(({ id }) => id === item.record.id);
    return record && record !== item.record ? { ...item, record } : item;
  };
  const items: Panes['items'] = [renew(panes.items[0]), renew(panes.items[1])];
  return { ...panes, items };
}
