import { STANDARD_LEADS, type LeadName, type StandardLead } from './leads';
import type { EcgTrace } from './traces';

export const ECG_LAYOUTS = ['3x4+1', '3x4+3', '6x2', '12x1'] as const;
export type EcgLayout = (typeof ECG_LAYOUTS)[number];

export type LayoutChoice = {
  readonly layout: EcgLayout;
  /** Limb leads in the order of their axes, aVL I −aVR II aVF III, instead of I II III aVR aVL aVF. */
  readonly isCabrera: boolean;
  /** Leads for the rhythm strips, most wanted first; leads a recording lacks are passed over. */
  readonly rhythmLeads: readonly LeadName[];
};

/** One row of the sheet: traces that follow each other in time, or `null` where a lead is missing. */
export type SheetRow = readonly (EcgTrace | null)[];

type Limb = StandardLead | '-aVR';

const LIMBS: Readonly<Record<'standard' | 'cabrera', readonly Limb[]>> = {
  standard: ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'],
  cabrera: ['aVL', 'I', '-aVR', 'II', 'aVF', 'III'],
};
const CHEST: readonly Limb[] = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const RHYTHM_STRIPS: Readonly<Record<EcgLayout, number>> = {
  '3x4+1': 1,
  '3x4+3': 3,
  '6x2': 0,
  '12x1': 0,
};

/** Minus sign as printed, not the hyphen. */
const MINUS_AVR = '−aVR';

/** With fewer leads than this, columns would be mostly empty: every lead gets a row of its own. */
const FEWEST_FOR_COLUMNS = 6;

export const canUseColumns = (traces: readonly EcgTrace[]): boolean =>
  traces.filter(({ lead }) => isStandard(lead)).length >= FEWEST_FOR_COLUMNS;

const isStandard = (lead: LeadName | null): boolean =>
  lead !== null && (STANDARD_LEADS as readonly string[]).includes(lead);

/**
 * Sorts traces into the rows of a layout. Leads beyond the twelve share rows of as many columns as the layout has, so
 * that a 15-lead recording stays one sheet.
 *
 * @param traces - In printing order. Falls back to one lead a row when too few of the twelve are there.
 */
export function rowsOf(traces: readonly EcgTrace[], choice: LayoutChoice): SheetRow[] {
  const limbs = LIMBS[choice.isCabrera ? 'cabrera' : 'standard'];
  const find = (name: Limb): EcgTrace | null => findTrace(traces, name);
  const twelve = [...limbs, ...CHEST];
  const others = traces.filter(({ lead }) => !isStandard(lead));
  const columns = canUseColumns(traces) ? columnsOf(choice.layout, limbs) : [];
  if (columns.length === 0) {
    const rows = [...twelve.map(find).filter((trace) => trace !== null), ...others];
    return rows.map((trace) => [trace]);
  }
  const height = columns[0]?.length ?? 0;
  const grid = Array.from({ length: height }, (_, row) =>
    columns.map((column) => find(column[row] ?? 'I')),
  );
  return [
    ...grid.filter((row) => row.some((trace) => trace !== null)),
    ...chunk(others, columns.length),
    ...rhythmRows(traces, choice),
  ];
}

function columnsOf(layout: EcgLayout, limbs: readonly Limb[]): (readonly Limb[])[] {
  switch (layout) {
    case '3x4+1':
    case '3x4+3':
      return [limbs.slice(0, 3), limbs.slice(3), CHEST.slice(0, 3), CHEST.slice(3)];
    case '6x2':
      return [limbs, CHEST];
    case '12x1':
      return [];
  }
}

/** A strip each for the most wanted leads that were recorded, in printing order. */
function rhythmRows(
  traces: readonly EcgTrace[],
  { layout, rhythmLeads }: LayoutChoice,
): SheetRow[] {
  const present = rhythmLeads.filter((lead) => traces.some((trace) => trace.lead === lead));
  const chosen = new Set(present.slice(0, RHYTHM_STRIPS[layout]));
  return traces.filter(({ lead }) => lead !== null && chosen.has(lead)).map((trace) => [trace]);
}

function chunk(traces: readonly EcgTrace[], size: number): SheetRow[] {
  return Array.from({ length: Math.ceil(traces.length / size) }, (_, row) =>
    Array.from({ length: size }, (__, column) => traces[row * size + column] ?? null),
  );
}

function findTrace(traces: readonly EcgTrace[], name: Limb): EcgTrace | null {
  const lead = name === '-aVR' ? 'aVR' : name;
  const trace = traces.find((one) => one.lead === lead) ?? null;
  return trace && name === '-aVR' ? inverted(trace) : trace;
}

const INVERTED = new WeakMap<EcgTrace, EcgTrace>();

/** aVR turned round, once for each trace: whoever draws it may keep what it made of it. */
function inverted(trace: EcgTrace): EcgTrace {
  const known = INVERTED.get(trace);
  if (known) return known;
  const made: EcgTrace = {
    ...trace,
    label: MINUS_AVR,
    values: trace.values.map((value) => -value),
    shift: -trace.shift,
  };
  INVERTED.set(trace, made);
  return made;
}
