import type { MedianBeat, MedianLead } from '../../../../shared/domain/ecg/analysis/analysis';
import { STANDARD_LEADS } from '../../../../shared/domain/ecg/leads';
import type { PaperGain, PaperSheet, Strip } from '../../../../shared/domain/ecg/paper';
import type { EcgTrace } from '../../../../shared/domain/ecg/traces';
import type { SheetPointMark } from '../../../ports/ecgViewer';

/** Averaged beats are looked at closely: fast paper, high gain. */
export const BEAT_SPEED_MM_PER_S = 50;
/** The largest of these with which all leads stay on a sheet of usual height. */
const BUTTERFLY_GAINS = [20, 10, 5] as const;
const BUTTERFLY_MM = 60;
export const GRID_GAIN_MM_PER_MV = 10;

const START_MM = 15;
const MARGIN_MM = 5;
const FOOTER_MM = 5;
/** Between two columns, where the next lead's name stands. */
const GAP_MM = 5;

type Placed = { readonly beat: MedianBeat; readonly tone?: 'prior' };

/** All leads over each other on one baseline; the chosen one in front. */
export function butterflySheet(beat: MedianBeat, chosen: string | null): PaperSheet {
  const gain = butterflyGain(beat);
  const { low, high } = extent([beat]);
  const topMm = MARGIN_MM + 2;
  const baselineMm = topMm + high * gain;
  const heightMm = 2 * Math.max(high, -low) * gain;
  const leads = [...beat.leads].sort(
    (a, b) => Number(b.label === chosen) - Number(a.label === chosen),
  );
  const strips = leads.map((lead): Strip => ({
    ...stripOf(lead, beat, 0),
    leftMm: START_MM,
    baselineMm,
    heightMm,
    mmPerUnit: gain,
    ...(lead.label !== chosen && { tone: 'quiet' }),
  }));
  return sheetOf(strips, {
    widthMm: START_MM + durationS(beat) * BEAT_SPEED_MM_PER_S + MARGIN_MM,
    heightMm: baselineMm - low * gain + FOOTER_MM + MARGIN_MM,
    pulses: [{ leftMm: MARGIN_MM - 1, baselineMm, gainMmPerMv: gain }],
  });
}

export function butterflyGain(beat: MedianBeat): PaperGain {
  const { low, high } = extent([beat]);
  return BUTTERFLY_GAINS.find((gain) => (high - low) * gain <= BUTTERFLY_MM) ?? 5;
}

/** Every lead's beat in its own field, the earlier one behind the present one, aligned where the QRS begins. */
export function beatGrid(beat: MedianBeat, prior: MedianBeat | null): PaperSheet {
  const gain = GRID_GAIN_MM_PER_MV;
  const placed: readonly Placed[] = prior ? [{ beat }, { beat: prior, tone: 'prior' }] : [{ beat }];
  const columnMm = durationS(beat) * BEAT_SPEED_MM_PER_S + GAP_MM;
  const fields = fieldsOf(beat);
  const rows = Math.max(...fields.map(({ row }) => row)) + 1;
  const heights = Array.from({ length: rows }, (_, row) => {
    const labels = new Set(fields.filter((field) => field.row === row).map(({ label }) => label));
    return extent(
      placed.map((one) => one.beat),
      labels,
    );
  });
  const tops = heights.reduce<number[]>(
    (sums, { low, high }) => [...sums, (sums.at(-1) ?? 0) + (high - low) * gain + 4],
    [MARGIN_MM + 3],
  );
  const baselines = heights.map(({ high }, row) => (tops[row] ?? 0) + high * gain);
  const strips = fields.flatMap(({ label, row, column }) =>
    placed.flatMap(({ beat: source, tone }): Strip[] => {
      const lead = source.leads.find((one) => one.label === label);
      if (!lead) return [];
      const { low, high } = heights[row] ?? { low: -1, high: 1 };
      return [
        {
          ...stripOf(lead, source, alignment(beat, source)),
          row,
          toS: durationS(beat),
          leftMm: START_MM + column * columnMm,
          baselineMm: baselines[row] ?? 0,
          heightMm: 2 * Math.max(high, -low) * gain,
          mmPerUnit: gain,
          sampleRateHz: source.sampleRateHz,
          ...(tone && { tone }),
        },
      ];
    }),
  );
  const columns = Math.max(...fields.map(({ column }) => column)) + 1;
  return sheetOf(strips, {
    widthMm: START_MM + columns * columnMm + MARGIN_MM,
    heightMm: (tops.at(-1) ?? 0) + FOOTER_MM + MARGIN_MM,
    pulses: baselines.map((baselineMm) => ({
      leftMm: MARGIN_MM - 1,
      baselineMm,
      gainMmPerMv: gain,
    })),
  });
}

export const durationS = ({ leads, sampleRateHz }: MedianBeat): number =>
  ((leads[0]?.values.length ?? 1) - 1) / sampleRateHz;

/** Seconds the other beat has to move for its QRS to begin where the first one's does. */
const alignment = (beat: MedianBeat, other: MedianBeat): number =>
  beat.fiducials.qrsOn / beat.sampleRateHz - other.fiducials.qrsOn / other.sampleRateHz;

function stripOf(
  lead: MedianLead,
  beat: MedianBeat,
  skewS: number,
): Pick<Strip, 'trace' | 'row' | 'fromS' | 'toS'> {
  return { trace: traceOf(lead, skewS), row: 0, fromS: 0, toS: durationS(beat) };
}

const traceOf = ({ lead, label, values, derived }: MedianLead, skewS: number): EcgTrace => ({
  lead,
  label,
  values,
  unscaled: null,
  shift: 0,
  derived,
  skewS,
  filters: [],
});

/** Lowest and highest value, never less than half a millivolt to either side. */
function extent(
  beats: readonly MedianBeat[],
  labels?: ReadonlySet<string>,
): { readonly low: number; readonly high: number } {
  let [low, high] = [-0.5, 0.5];
  for (const { leads } of beats)
    for (const { label, values } of leads) {
      if (labels && !labels.has(label)) continue;
      for (const value of values) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  return { low, high };
}

type Field = { readonly label: string; readonly row: number; readonly column: number };

/** Limb leads in two columns, chest leads in two, others below. */
function fieldsOf({ leads }: MedianBeat): Field[] {
  const standard = leads.filter(({ lead }) => isStandard(lead));
  const others = leads.filter(({ lead }) => !isStandard(lead));
  const usual = standard.map(({ lead, label }): Field => {
    const at = (STANDARD_LEADS as readonly string[]).indexOf(lead ?? '');
    return { label, row: at % 3, column: Math.floor(at / 3) };
  });
  const below = standard.length === 0 ? 0 : 3;
  return [
    ...usual,
    ...others.map(({ label }, at) => ({ label, row: below + Math.floor(at / 4), column: at % 4 })),
  ];
}

const isStandard = (lead: MedianLead['lead']): boolean =>
  lead !== null && (STANDARD_LEADS as readonly string[]).includes(lead);

function sheetOf(
  strips: readonly Strip[],
  parts: Pick<PaperSheet, 'widthMm' | 'heightMm' | 'pulses'>,
): PaperSheet {
  return {
    ...parts,
    widthMm: Math.ceil(parts.widthMm / 5) * 5,
    heightMm: Math.ceil(parts.heightMm / 5) * 5,
    speedMmPerS: BEAT_SPEED_MM_PER_S,
    fromS: 0,
    toS: Math.max(...strips.map(({ toS }) => toS)),
    startMm: START_MM,
    strips,
  };
}

/** Names of neighbouring points stand on steps: a QRS is narrower than its name. */
const STEPS = 3;
const STEP_MM = 2.8;

export const FIDUCIALS = ['pOn', 'pOff', 'qrsOn', 'qrsOff', 'tOff'] as const;

/** Onsets and ends of the beat's waves as lines through the first strip of each place. */
export function fiducialMarks(
  sheet: PaperSheet,
  { fiducials, sampleRateHz }: MedianBeat,
  textOf: (name: (typeof FIDUCIALS)[number]) => string,
): SheetPointMark[] {
  const places = new Map<string, Strip>();
  for (const strip of sheet.strips) {
    const place = `${strip.row} ${strip.leftMm}`;
    if (strip.tone === undefined || !places.has(place)) places.set(place, strip);
  }
  return [...places.values()].flatMap((strip, index) =>
    FIDUCIALS.flatMap((name, order): SheetPointMark[] => {
      const sample = fiducials[name];
      if (sample === null) return [];
      const half = strip.heightMm / 2;
      return [
        {
          xMm: strip.leftMm + (sample / sampleRateHz) * sheet.speedMmPerS,
          topMm: Math.max(2, strip.baselineMm - half) + (order % STEPS) * STEP_MM,
          bottomMm: Math.min(sheet.heightMm - 6, strip.baselineMm + half),
          // named once: twelve times the same five words would hide the curves
          text: index === 0 ? textOf(name) : '',
        },
      ];
    }),
  );
}
