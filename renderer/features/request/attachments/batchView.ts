import type { IntakeBatch, IntakeItem } from '../../../../shared/api/intake';

/** What a reader wants to know of a processed upload: problems one by one, the rest as counts. */
export type BatchView = {
  /** Must be decided; other people's material first. Files refused for the same reason stand together. */
  readonly toDecide: readonly (readonly IntakeItem[])[];
  readonly toDecideCount: number;
  readonly decided: readonly IntakeItem[];
  /** Not taken in, and why. */
  readonly ignored: readonly IntakeItem[];
  /** `DICOM CT × 174`, in order of count. */
  readonly attached: readonly { readonly recognisedAs: string; readonly count: number }[];
  readonly duplicates: number;
};

const MISMATCHES = new Set(['file.patientMismatch', 'dicom.patientMismatch']);

/** The file names another patient: red, and it never goes in by one person's word. */
export const isMismatch = (item: IntakeItem): boolean =>
  item.reason !== null && MISMATCHES.has(item.reason.code);

/** Files of all uploads that name another patient and nobody has decided about. */
export const openMismatches = (batches: readonly IntakeBatch[]): number =>
  batches
    .flatMap((batch) => batch.items)
    .filter((item) => item.outcome === 'quarantined' && item.resolution === null)
    .filter(isMismatch).length;

export function viewOfBatch({ items }: IntakeBatch): BatchView {
  const quarantined = items.filter((item) => item.outcome === 'quarantined');
  const open = quarantined.filter((item) => item.resolution === null);
  const counts = new Map<string, number>();
  for (const { outcome, recognisedAs } of items) {
    if (outcome === 'attached') counts.set(recognisedAs, (counts.get(recognisedAs) ?? 0) + 1);
  }
  return {
    toDecide: groupsOf(open),
    toDecideCount: open.length,
    decided: quarantined.filter((item) => item.resolution !== null),
    ignored: items.filter((item) => item.outcome === 'ignored'),
    attached: [...counts]
      .map(([recognisedAs, count]) => ({ recognisedAs, count }))
      .sort((a, b) => b.count - a.count),
    duplicates: items.filter((item) => item.outcome === 'duplicate').length,
  };
}

function groupsOf(open: readonly IntakeItem[]): readonly (readonly IntakeItem[])[] {
  const groups = new Map<string, IntakeItem[]>();
  for (const item of open) {
    const key = JSON.stringify([item.recognisedAs, item.reason]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const rank = ([first]: readonly IntakeItem[]) => (first && isMismatch(first) ? 0 : 1);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b));
}
