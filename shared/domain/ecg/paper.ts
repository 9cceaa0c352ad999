import { rowsOf, type EcgLayout, type LayoutChoice, type SheetRow } from './layouts';
import type { EcgTrace } from './traces';

export const PAPER_SPEEDS_MM_PER_S = [12.5, 25, 50] as const;
export const GAINS_MM_PER_MV = [5, 10, 20] as const;
export type PaperSpeed = (typeof PAPER_SPEEDS_MM_PER_S)[number];
export type PaperGain = (typeof GAINS_MM_PER_MV)[number];

export type PaperSettings = LayoutChoice & {
  readonly speedMmPerS: PaperSpeed;
  /** Limb leads and every lead that is no chest lead. */
  readonly limbGainMmPerMv: PaperGain;
  readonly chestGainMmPerMv: PaperGain;
};

export const USUAL_PAPER: PaperSettings = {
  speedMmPerS: 25,
  limbGainMmPerMv: 10,
  chestGainMmPerMv: 10,
  layout: '3x4+1',
  isCabrera: false,
  rhythmLeads: ['II', 'V1', 'V5'],
};

/** Part of a trace at its place on the paper; all lengths in millimetres of paper, y downwards. */
export type Strip = {
  readonly trace: EcgTrace;
  /** Rows are numbered from the top. */
  readonly row: number;
  /** Time window shown, seconds from the start of the group. */
  readonly fromS: number;
  readonly toS: number;
  readonly leftMm: number;
  /** Height of the trace's `shift` value: the 0 mV line as a rule. */
  readonly baselineMm: number;
  readonly heightMm: number;
  /** Millimetres for one unit of the trace's values: mm/mV, or whatever shows the shape of an uncalibrated trace. */
  readonly mmPerUnit: number;
  /** Samples per second where the strip comes from another recording than the rest of the sheet. */
  readonly sampleRateHz?: number;
  /** Drawn behind the others: an earlier recording, or leads that only give the background. */
  readonly tone?: 'prior' | 'quiet';
};

/** 1 mV high and 0.2 s wide, at the gain of the leads it stands for. */
export type CalibrationPulse = {
  readonly leftMm: number;
  readonly baselineMm: number;
  readonly gainMmPerMv: PaperGain;
};

export type PaperSheet = {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly speedMmPerS: PaperSpeed;
  /** Time window of the whole sheet and where on the paper it begins. */
  readonly fromS: number;
  readonly toS: number;
  readonly startMm: number;
  readonly strips: readonly Strip[];
  /** Only in rows that have a millivolt scale; two in a row whose leads differ in gain, the chest's on the right. */
  readonly pulses: readonly CalibrationPulse[];
};

export type SheetWindow = {
  /** Start of the window shown, seconds. */
  readonly fromS: number;
  /** Length of the recording, seconds; the window ends where the recording ends. */
  readonly totalS: number;
};

export type RowLimits = {
  /** Rows stand no further apart than this, millimetres; they overlap as on a recorder's own paper. */
  readonly mostRowMm?: number;
  /** Room a row leaves for its leads, mV; the layout's own when absent. */
  readonly rowMillivolts?: number;
  /** The paper grows at most so far, millimetres, at its upper and lower edge for what would not fit on it. */
  readonly mostEdgeMm?: number;
};

/** Device pixels a square millimetre needs before its lines are drawn: closer ones melt into a pink ground. */
export const FEWEST_FINE_PIXELS = 2.5;

const MARGIN_MM = 5;
/** Room left of the traces for the calibration pulse, and right of them where a second one stands there. */
const START_MM = 20;
const PULSE_INDENT_MM = 3;
/** A line of print below the last row: speed, gain, filter. */
const FOOTER_MM = 5;

/** Room for half of this above and half below the baseline; larger complexes run into the neighbour, as on paper. */
const ROW_MILLIVOLTS: Readonly<Record<EcgLayout, number>> = {
  '3x4+1': 3,
  '3x4+3': 2.5,
  '6x2': 2.5,
  '12x1': 2,
};
/** Two or three leads alone need not stand as close as twelve. */
const ROOMY = { rows: 3, millivolts: 3 } as const;
/** Complexes of 3.5 to 4 mV stay whole in the outer rows; an artefact does not push the sheet out of the window. */
const MOST_EDGE_MM = 20;
/** Footer and pulse need this much, however short the recording. */
const LEAST_WIDTH_MM = 120;
/** Row of a trace that has no scale, at the height 10 mm/mV would give. */
const UNSCALED_GAIN: PaperGain = 10;

/** Ten seconds are a sheet; slow paper holds twenty on the same length. */
export const secondsShown = (speedMmPerS: PaperSpeed, totalS: number): number =>
  Math.min(totalS, speedMmPerS === 12.5 ? 20 : 10);

/**
 * Places traces on paper. Columns follow each other in time (2.5 s each in 3x4), aligned with the rhythm strips below, so
 * that a beat can be followed across the sheet.
 *
 * @param traces - In printing order.
 */
export function layOut(
  traces: readonly EcgTrace[],
  settings: PaperSettings,
  window: SheetWindow,
  limits: RowLimits = {},
): PaperSheet {
  return placeRows(rowsOf(traces, settings), settings, window, limits);
}

/** Whether anything on the sheet has a millivolt scale; else level lines of a grid would only look like one. */
export const hasLevels = ({ strips }: PaperSheet): boolean =>
  strips.some(({ trace }) => trace.unscaled === null);

/** Like `layOut` for rows somebody already chose: one lead alone, or part of the rows of a printed page. */
export function placeRows(
  rows: readonly SheetRow[],
  settings: PaperSettings,
  { fromS, totalS }: SheetWindow,
  limits: RowLimits = {},
): PaperSheet {
  const { speedMmPerS } = settings;
  const { mostRowMm = Infinity, mostEdgeMm = MOST_EDGE_MM } = limits;
  const rowMillivolts = limits.rowMillivolts ?? usualMillivolts(rows, settings);
  const shownS = secondsShown(speedMmPerS, totalS);
  const startMm = START_MM;
  const endMm = startMm + shownS * speedMmPerS;
  const strips: Strip[] = [];
  const pulses: CalibrationPulse[] = [];
  const heightOf = (row: SheetRow): number => {
    const gains = gainsOf(row, settings);
    const tallest = Math.max(...gains.limb, ...gains.chest, ...gains.unscaled);
    return Math.min(mostRowMm, rowMillivolts * tallest);
  };
  const edge = (row: SheetRow | undefined, side: 1 | -1): number =>
    row ? Math.min(mostEdgeMm, overEdgeMm(row, settings, side, heightOf(row) / 2)) : 0;
  let topMm = MARGIN_MM + edge(rows[0], 1);
  rows.forEach((row, index) => {
    const gains = gainsOf(row, settings);
    const heightMm = heightOf(row);
    const baselineMm = topMm + heightMm / 2;
    const place = { row: index, baselineMm, heightMm, startMm, fromS, shownS };
    strips.push(...stripsOf(row, settings, place));
    const [first, second] = new Set([...gains.limb, ...gains.chest]);
    if (first) pulses.push({ leftMm: MARGIN_MM + PULSE_INDENT_MM, baselineMm, gainMmPerMv: first });
    if (second) pulses.push({ leftMm: endMm + PULSE_INDENT_MM, baselineMm, gainMmPerMv: second });
    topMm += heightMm;
  });
  return {
    widthMm: widthMm(endMm, pulses, speedMmPerS),
    heightMm: wholeSquares(topMm + edge(rows.at(-1), -1) + FOOTER_MM + MARGIN_MM),
    speedMmPerS,
    fromS,
    toS: fromS + shownS,
    startMm,
    strips,
    pulses,
  };
}

const usualMillivolts = (rows: readonly SheetRow[], { layout }: PaperSettings): number =>
  rows.length <= ROOMY.rows
    ? Math.max(ROOMY.millivolts, ROW_MILLIVOLTS[layout])
    : ROW_MILLIVOLTS[layout];

/** How far, in whole squares, a row's tallest complex would leave the paper; the same on every page of the recording. */
function overEdgeMm(
  row: SheetRow,
  settings: PaperSettings,
  side: 1 | -1,
  halfRowMm: number,
): number {
  let most = 0;
  for (const trace of row) {
    if (trace === null || trace.unscaled !== null) continue;
    const gain = gainOf(trace, settings) * side;
    for (const value of trace.values) most = Math.max(most, (value - trace.shift) * gain);
  }
  return wholeSquares(Math.max(0, most - halfRowMm - MARGIN_MM));
}

function widthMm(
  endMm: number,
  pulses: readonly CalibrationPulse[],
  speedMmPerS: PaperSpeed,
): number {
  const hasRight = pulses.some(({ leftMm }) => leftMm > endMm);
  const pulseMm = PULSE_INDENT_MM + 0.2 * speedMmPerS;
  const neededMm = endMm + (hasRight ? pulseMm : 0) + MARGIN_MM;
  return Math.max(LEAST_WIDTH_MM, wholeSquares(neededMm - 1e-9));
}

/** The part of a sheet between two moments as a sheet of its own, with the calibration pulses of its rows. */
export function cutSheet(sheet: PaperSheet, fromS: number, toS: number): PaperSheet {
  const { speedMmPerS, startMm } = sheet;
  const oldEnd = startMm + (sheet.toS - sheet.fromS) * speedMmPerS;
  const endMm = startMm + (toS - fromS) * speedMmPerS;
  const strips = sheet.strips
    .filter((strip) => strip.toS > fromS + 1e-6 && strip.fromS < toS - 1e-6)
    .map((strip) => {
      const [from, to] = [Math.max(strip.fromS, fromS), Math.min(strip.toS, toS)];
      const leftMm = startMm + (from - fromS) * speedMmPerS;
      return { ...strip, fromS: from, toS: to, leftMm };
    });
  const pulses = sheet.pulses.map((pulse) =>
    pulse.leftMm > oldEnd ? { ...pulse, leftMm: pulse.leftMm - oldEnd + endMm } : pulse,
  );
  return {
    ...sheet,
    widthMm: widthMm(endMm, pulses, speedMmPerS),
    fromS,
    toS,
    strips,
    pulses,
  };
}

/** Paper ends on a heavy line. */
const wholeSquares = (mm: number): number => Math.ceil(mm / 5 - 1e-9) * 5;

const isChest = ({ lead }: EcgTrace): boolean => lead?.startsWith('V') ?? false;

export const gainOf = (trace: EcgTrace, settings: PaperSettings): PaperGain =>
  isChest(trace) ? settings.chestGainMmPerMv : settings.limbGainMmPerMv;

function gainsOf(
  row: SheetRow,
  settings: PaperSettings,
): Readonly<Record<'limb' | 'chest' | 'unscaled', PaperGain[]>> {
  const traces = row.filter((trace) => trace !== null);
  const scaled = traces.filter(({ unscaled }) => unscaled === null);
  return {
    limb: scaled.some((trace) => !isChest(trace)) ? [settings.limbGainMmPerMv] : [],
    chest: scaled.some(isChest) ? [settings.chestGainMmPerMv] : [],
    unscaled: scaled.length < traces.length ? [UNSCALED_GAIN] : [],
  };
}

type Place = Pick<Strip, 'row' | 'baselineMm' | 'heightMm'> & {
  readonly startMm: number;
  readonly fromS: number;
  readonly shownS: number;
};

function stripsOf(
  row: SheetRow,
  settings: PaperSettings,
  { startMm, fromS, shownS, ...place }: Place,
): Strip[] {
  const eachS = shownS / row.length;
  return row.flatMap((trace, column): Strip[] =>
    trace === null
      ? []
      : [
          {
            ...place,
            trace,
            fromS: fromS + column * eachS,
            toS: fromS + (column + 1) * eachS,
            leftMm: startMm + column * eachS * settings.speedMmPerS,
            mmPerUnit:
              trace.unscaled === null ? gainOf(trace, settings) : shapeGain(trace, place.heightMm),
          },
        ],
  );
}

/** Without calibration only the shape can be shown: it fills most of its row, whatever the numbers are. */
export function shapeGain({ values, shift }: EcgTrace, heightMm: number): number {
  let most = 0;
  for (const value of values) {
    const away = Math.abs(value - shift);
    if (away > most) most = away;
  }
  return most > 0 ? (0.45 * heightMm) / most : 0;
}

/** Where a moment of a strip lies on the paper. */
export const xOf = (strip: Strip, atS: number, speedMmPerS: number): number =>
  strip.leftMm + (atS - strip.fromS) * speedMmPerS;

/** Where a value of the strip's trace lies on the paper. */
export const yOf = (strip: Strip, value: number): number =>
  strip.baselineMm - (value - strip.trace.shift) * strip.mmPerUnit;

/** Place on the paper as time and value. */
export type PaperPoint = {
  readonly strip: Strip;
  /** Seconds from the start of the group. */
  readonly atS: number;
  /** In the unit of the trace's values: mV only where it is calibrated. */
  readonly value: number;
};

/** What lies under a point of the sheet; `null` outside every strip. Strips of a row share its full height. */
export function locate(sheet: PaperSheet, xMm: number, yMm: number): PaperPoint | null {
  const { speedMmPerS } = sheet;
  const inside = sheet.strips.filter(
    ({ leftMm, fromS, toS, baselineMm, heightMm }) =>
      xMm >= leftMm &&
      xMm <= leftMm + (toS - fromS) * speedMmPerS &&
      Math.abs(yMm - baselineMm) <= heightMm / 2,
  );
  const strip = inside[0];
  if (!strip) return null;
  return {
    strip,
    atS: strip.fromS + (xMm - strip.leftMm) / speedMmPerS,
    value:
      strip.mmPerUnit === 0 ? 0 : strip.trace.shift + (strip.baselineMm - yMm) / strip.mmPerUnit,
  };
}
