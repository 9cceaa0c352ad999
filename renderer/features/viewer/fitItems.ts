/** What of a toolbar does not fit, decided by numbers alone. */
export type Fitting = {
  readonly id: string;
  readonly widthPx: number;
  /** Stays when others go: higher outlives lower; `Infinity` never goes. */
  readonly rank: number;
};

/** Room for the button that opens what did not fit. */
export const MORE_PX = 32;

/**
 * The ids that go behind the `…` button in a row of `roomPx`, lowest rank first.
 *
 * @param roomPx - Inner width of the row; 0 while it has not been measured, then everything stays.
 */
export function overflowing(items: readonly Fitting[], roomPx: number): ReadonlySet<string> {
  const needed = items.reduce((sum, { widthPx }) => sum + widthPx, 0);
  if (roomPx === 0 || needed <= roomPx) return new Set();
  const gone = new Set<string>();
  let excess = needed + MORE_PX - roomPx;
  for (const item of items.toSorted((a, b) => a.rank - b.rank)) {
    if (excess <= 0 || item.rank === Infinity) break;
    gone.add(item.id);
    excess -= item.widthPx;
  }
  return gone;
}
