import type { StandardLead } from './leads';
import type { EcgTrace } from './traces';

export const PAPER_SPEEDS_MM_PER_S = [25, 50] as const;
export const GAINS_MM_PER_MV = [5, 10, 20] as const;
export const ECG_LAYOUTS = ['3x4+1', '6x2', '12x1'] as const;

export type PaperSettings = {
  readonly speedMmPerS: (typeof PAPER_SPEEDS_MM_PER_S)[number];
  readonly gainMmPerMv: (typeof GAINS_MM_PER_MV)[number];
  readonly layout: (typeof ECG_LAYOUTS)[number];
};

/** Part of a trace at its place on the paper; all lengths in millimetres of paper, y downwards. */
export type Strip = {
  readonly trace: EcgTrace;
  /** Time window shown, seconds from the start of the group. */
  readonly fromS: number;
  readonly toS: number;
  readonly leftMm: number;
  /** Height of the trace's `shift` value: the 0 mV line as a rule. */
  readonly baselineMm: number;
  readonly heightMm: number;
};

export type CalibrationPulse = { readonly leftMm: number; readonly baselineMm: number };

export type PaperSheet = {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly strips: readonly Strip[];
  /** One for each row that has a millivolt scale: 1 mV high, 0.2 s wide. */
  readonly pulses: readonly CalibrationPulse[];
};

const MARGIN_MM = 5;
const PULSE_ROOM_MM = 15;
/** Room for +1.5 and -1.5 mV around the baseline; larger complexes run into the neighbour, as on paper. */
const ROW_MILLIVOLTS = 3;
const SECONDS_SHOWN = 10;

const COLUMNS: Readonly<Record<PaperSettings['layout'], readonly (readonly StandardLead[])[]>> = {
  '3x4+1': [
    ['I', 'II', 'III'],
    ['aVR', 'aVL', 'aVF'],
    ['V1', 'V2', 'V3'],
    ['V4', 'V5', 'V6'],
  ],
  '6x2': [
    ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'],
    ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'],
  ],
  '12x1': [],
};

/**
 * Places traces on paper. Columns follow each other in time (2.5 s each in 3x4), aligned with the rhythm strip below, so
 * that a beat can be followed across the sheet.
 *
 * @param traces - In printing order; leads a column layout does not name are added as full-width rows.
 * @param totalS - Length of the recording in seconds.
 * @param fromS - Start of the window shown; 10 s are shown, or less where the recording ends.
 */
export function layOut(
  traces: readonly EcgTrace[],
  settings: PaperSettings,
  totalS: number,
  fromS: number,
): PaperSheet {
  const { speedMmPerS, gainMmPerMv, layout } = settings;
  const shownS = Math.min(SECONDS_SHOWN, totalS);
  const rowMm = ROW_MILLIVOLTS * gainMmPerMv;
  const rows = rowsOf(traces, layout);
  const startMm = MARGIN_MM + PULSE_ROOM_MM;
  const strips = rows.flatMap((row, rowIndex) => {
    const eachS = shownS / row.length;
    return row.flatMap((trace, column): Strip[] =>
      trace === null
        ? []
        : [
            {
              trace,
              fromS: fromS + column * eachS,
              toS: fromS + (column + 1) * eachS,
              leftMm: startMm + column * eachS * speedMmPerS,
              baselineMm: MARGIN_MM + (rowIndex + 0.5) * rowMm,
              heightMm: rowMm,
            },
          ],
    );
  });
  return {
    widthMm: wholeSquares(startMm + shownS * speedMmPerS + MARGIN_MM),
    heightMm: wholeSquares(2 * MARGIN_MM + rows.length * rowMm),
    strips,
    pulses: rows.flatMap((row, rowIndex) =>
      row.some((trace) => trace?.unscaled === null)
        ? [{ leftMm: MARGIN_MM + 5, baselineMm: MARGIN_MM + (rowIndex + 0.5) * rowMm }]
        : [],
    ),
  };
}

/** Paper ends on a heavy line. */
const wholeSquares = (mm: number): number => Math.ceil(mm / 5) * 5;

type Row = readonly (EcgTrace | null)[];

function rowsOf(traces: readonly EcgTrace[], layout: PaperSettings['layout']): Row[] {
  const columns = COLUMNS[layout];
  const find = (lead: StandardLead): EcgTrace | null =>
    traces.find((trace) => trace.lead === lead) ?? null;
  const placed = new Set<EcgTrace | null>();
  const grid = (columns[0] ?? []).map((_, rowIndex) =>
    columns.map((column) => {
      const lead = column[rowIndex];
      const trace = lead ? find(lead) : null;
      placed.add(trace);
      return trace;
    }),
  );
  const filled = grid.filter((row) => row.some((trace) => trace !== null));
  const rhythm = layout === '3x4+1' ? find('II') : null;
  const others = traces.filter((trace) => !placed.has(trace));
  return [...filled, ...(rhythm ? [[rhythm]] : []), ...others.map((trace) => [trace])];
}

/** Place on the paper as time and, where the strip has a scale, voltage. */
export type PaperPoint = {
  readonly strip: Strip;
  /** Seconds from the start of the group. */
  readonly atS: number;
  /** mV as recorded, or `null` without calibration. */
  readonly millivolts: number | null;
};

/** What lies under a point of the sheet; `null` outside every strip. Strips of a row share its full height. */
export function locate(
  { strips }: PaperSheet,
  { speedMmPerS, gainMmPerMv }: PaperSettings,
  xMm: number,
  yMm: number,
): PaperPoint | null {
  const strip = strips.find(
    ({ leftMm, fromS, toS, baselineMm, heightMm }) =>
      xMm >= leftMm &&
      xMm <= leftMm + (toS - fromS) * speedMmPerS &&
      Math.abs(yMm - baselineMm) <= heightMm / 2,
  );
  if (!strip) return null;
  return {
    strip,
    atS: strip.fromS + (xMm - strip.leftMm) / speedMmPerS,
    millivolts:
      strip.trace.unscaled === null
        ? strip.trace.shift + (strip.baselineMm - yMm) / gainMmPerMv
        : null,
  };
}

export type CaliperReading = {
  readonly durationMs: number;
  /** `null` without calibration. */
  readonly millivolts: number | null;
  /** Rate if the distance is one RR interval; `null` for a distance of 0. */
  readonly ratePerMin: number | null;
};

/** Distance between two points of one strip. */
export function readCaliper(
  from: { readonly xMm: number; readonly yMm: number },
  to: { readonly xMm: number; readonly yMm: number },
  strip: Strip,
  { speedMmPerS, gainMmPerMv }: PaperSettings,
): CaliperReading {
  const durationMs = (Math.abs(to.xMm - from.xMm) / speedMmPerS) * 1000;
  return {
    durationMs,
    millivolts: strip.trace.unscaled === null ? (from.yMm - to.yMm) / gainMmPerMv : null,
    ratePerMin: durationMs === 0 ? null : 60_000 / durationMs,
  };
}
