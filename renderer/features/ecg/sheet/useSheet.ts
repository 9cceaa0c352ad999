import { useCallback, useMemo, useState } from 'react';
import { canUseColumns, rowsOf, type SheetRow } from '../../../../shared/domain/ecg/layouts';
import {
  placeRows,
  secondsShown,
  USUAL_PAPER,
  type PaperSettings,
  type PaperSheet,
} from '../../../../shared/domain/ecg/paper';
import {
  durationS,
  type EcgGroup,
  type EcgRecording,
} from '../../../../shared/domain/ecg/recording';
import { tracesOf, type EcgTrace } from '../../../../shared/domain/ecg/traces';

/** Paging keeps two seconds of overlap, so that no beat is seen only in halves. */
const OVERLAP_S = 2;
/** Recorders that keep their clock in whole microseconds end a 10 s recording a few milliseconds late. */
const NEGLIGIBLE_S = 0.1;
/** An averaged beat lasts one second: cut into columns it would be a second of crumbs. */
const SHORTEST_FOR_COLUMNS_S = 2.5;
/** A lead that has the sheet to itself gets room for the largest complexes. */
const SOLO_MILLIVOLTS = 4;

export type SheetChoice = {
  readonly groupIndex: number;
  readonly startS: number;
  readonly settings: PaperSettings;
  /** Label of the lead that has the sheet to itself. */
  readonly solo: string | null;
  readonly hidden: ReadonlySet<string>;
};

export type SheetState = SheetChoice & {
  readonly group: EcgGroup;
  /** All traces of the group, as recorded. */
  readonly traces: readonly EcgTrace[];
  /** The same through the filters that are on. */
  readonly drawn: readonly EcgTrace[];
  readonly sheet: PaperSheet;
  /** Rows on the sheet, and those there would be without solo and hidden leads. */
  readonly rows: readonly SheetRow[];
  readonly allRows: readonly SheetRow[];
  readonly totalS: number;
  /** Whether any trace has a millivolt scale. */
  readonly isScaled: boolean;
  readonly canChooseLayout: boolean;
  readonly canPage: boolean;
  readonly setGroup: (index: number) => void;
  readonly setSettings: (change: Partial<PaperSettings>) => void;
  /** Pages one step earlier (-1) or later (1); stops at the ends. */
  readonly page: (direction: -1 | 1) => void;
  readonly goTo: (startS: number) => void;
  readonly setSolo: (label: string | null) => void;
  readonly toggleLead: (label: string) => void;
};

const FIRST: SheetChoice = {
  groupIndex: 0,
  startS: 0,
  settings: USUAL_PAPER,
  solo: null,
  hidden: new Set(),
};

/**
 * Which part of a recording is on the sheet, and how.
 *
 * @param shape - What is done to the traces before they are drawn; must be stable.
 */
export function useSheet(
  { groups }: EcgRecording,
  shape: (traces: readonly EcgTrace[], sampleRateHz: number) => readonly EcgTrace[],
  startS = 0,
): SheetState {
  const [choice, setChoice] = useState<SheetChoice>({ ...FIRST, startS });
  const change = useCallback(
    (parts: Partial<SheetChoice>) => setChoice((before) => ({ ...before, ...parts })),
    [],
  );
  const group = groups[choice.groupIndex] ?? groups[0];
  if (!group) throw new Error('a recording has at least one group');
  const traces = useMemo(() => tracesOf(group), [group]);
  const drawn = useMemo(() => shape(traces, group.sampleRateHz), [traces, group, shape]);
  const totalS = durationS(group);
  const canChooseLayout = totalS >= SHORTEST_FOR_COLUMNS_S && canUseColumns(traces);
  const { settings: wanted, solo, hidden } = choice;
  const settings = useMemo(
    () => (canChooseLayout ? wanted : { ...wanted, layout: '12x1' as const }),
    [canChooseLayout, wanted],
  );
  const shownS = secondsShown(settings.speedMmPerS, totalS);
  const lastStart = totalS - shownS < NEGLIGIBLE_S ? 0 : totalS - shownS;
  const fromS = Math.min(choice.startS, lastStart);
  const allRows = useMemo(() => rowsOf(drawn, settings), [drawn, settings]);
  const rows = useMemo(() => chosenRows(allRows, solo, hidden), [allRows, solo, hidden]);
  const sheet = useMemo(
    () =>
      placeRows(
        rows,
        settings,
        { fromS, totalS },
        solo === null ? {} : { rowMillivolts: SOLO_MILLIVOLTS },
      ),
    [rows, settings, fromS, totalS, solo],
  );
  const goTo = useCallback(
    (startS: number) => change({ startS: Math.min(lastStart, Math.max(0, startS)) }),
    [change, lastStart],
  );
  return {
    ...choice,
    settings,
    group,
    traces,
    drawn,
    rows,
    allRows,
    sheet,
    totalS,
    isScaled: traces.some(({ unscaled }) => unscaled === null),
    canChooseLayout,
    canPage: lastStart > 0,
    setGroup: (groupIndex) => change({ groupIndex, startS: 0, solo: null, hidden: new Set() }),
    setSettings: (parts) =>
      setChoice((before) => ({ ...before, settings: { ...before.settings, ...parts } })),
    page: (direction) => goTo(fromS + direction * (shownS - OVERLAP_S)),
    goTo,
    setSolo: (label) => change({ solo: label }),
    toggleLead: (label) => change({ hidden: toggled(hidden, label) }),
  };
}

function toggled(labels: ReadonlySet<string>, label: string): ReadonlySet<string> {
  const next = new Set(labels);
  if (!next.delete(label)) next.add(label);
  return next;
}

/** The one lead, or all but the hidden ones; a row nobody is left in goes. */
function chosenRows(
  rows: readonly SheetRow[],
  solo: string | null,
  hidden: ReadonlySet<string>,
): readonly SheetRow[] {
  if (solo !== null) {
    const trace = rows.flat().find((one) => one?.label === solo);
    if (trace) return [[trace]];
  }
  if (hidden.size === 0) return rows;
  return rows
    .map((row) => row.map((trace) => (trace && hidden.has(trace.label) ? null : trace)))
    .filter((row) => row.some((trace) => trace !== null));
}
