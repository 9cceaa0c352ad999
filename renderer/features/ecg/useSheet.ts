import { useMemo, useState } from 'react';
import { layOut, type PaperSettings, type PaperSheet } from '../../../shared/domain/ecg/paper';
import { durationS, type EcgGroup, type EcgRecording } from '../../../shared/domain/ecg/recording';
import { tracesOf, type EcgTrace } from '../../../shared/domain/ecg/traces';

const SHOWN_S = 10;
/** Paging keeps two seconds of overlap, so that no beat is seen only in halves. */
const STEP_S = 8;
/** Recorders that keep their clock in whole microseconds end a 10 s recording a few milliseconds late. */
const NEGLIGIBLE_S = 0.1;
/** An averaged beat lasts one second: cut into columns it would be a second of crumbs. */
const SHORTEST_FOR_COLUMNS_S = 2.5;

export type SheetState = {
  readonly group: EcgGroup;
  readonly groupIndex: number;
  readonly traces: readonly EcgTrace[];
  readonly settings: PaperSettings;
  readonly sheet: PaperSheet;
  readonly totalS: number;
  readonly fromS: number;
  readonly toS: number;
  readonly setGroup: (index: number) => void;
  readonly setSettings: (change: Partial<PaperSettings>) => void;
  /** Whether any trace has a millivolt scale. */
  readonly isScaled: boolean;
  readonly canChooseLayout: boolean;
  readonly canPage: boolean;
  /** Pages one step earlier (-1) or later (1); stops at the ends. */
  readonly page: (direction: -1 | 1) => void;
};

/** Which part of a recording is on the sheet, and how. */
export function useSheet({ groups }: EcgRecording): SheetState {
  const [groupIndex, setGroupIndex] = useState(0);
  const [startS, setStartS] = useState(0);
  const [settings, setAll] = useState<PaperSettings>({
    speedMmPerS: 25,
    gainMmPerMv: 10,
    layout: '3x4+1',
  });
  const group = groups[groupIndex] ?? groups[0];
  if (!group) throw new Error('a recording has at least one group');
  const traces = useMemo(() => tracesOf(group), [group]);
  const totalS = durationS(group);
  const lastStart = totalS - SHOWN_S < NEGLIGIBLE_S ? 0 : totalS - SHOWN_S;
  const fromS = Math.min(startS, lastStart);
  const canChooseLayout = totalS >= SHORTEST_FOR_COLUMNS_S;
  const shown = useMemo(
    () => (canChooseLayout ? settings : { ...settings, layout: '12x1' as const }),
    [canChooseLayout, settings],
  );
  const sheet = useMemo(() => layOut(traces, shown, totalS, fromS), [traces, shown, totalS, fromS]);
  return {
    group,
    groupIndex,
    traces,
    settings: shown,
    sheet,
    totalS,
    fromS,
    toS: Math.min(totalS, fromS + SHOWN_S),
    isScaled: traces.some(({ unscaled }) => unscaled === null),
    canChooseLayout,
    canPage: lastStart > 0,
    setGroup: (index) => {
      setGroupIndex(index);
      setStartS(0);
    },
    setSettings: (change) => setAll((before) => ({ ...before, ...change })),
    page: (direction) => setStartS(Math.min(lastStart, Math.max(0, fromS + direction * STEP_S))),
  };
}
