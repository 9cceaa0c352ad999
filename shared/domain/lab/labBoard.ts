import type { LabFlag, LabResult } from '../intake/payload';

/** How a result is marked; the laboratory's word is kept, nothing is computed from the reference range. */
export type LabMark = 'low' | 'high' | 'criticalLow' | 'criticalHigh' | 'abnormal' | 'critical';

export function markOf(flag: LabFlag | null): LabMark | null {
  switch (flag) {
    case 'criticalAbnormal':
      return 'critical';
    case 'criticalLow':
    case 'criticalHigh':
    case 'low':
    case 'high':
    case 'abnormal':
      return flag;
    case 'normal':
    case null:
      return null;
  }
}

export const isCritical = (mark: LabMark | null): boolean =>
  mark === 'critical' || mark === 'criticalLow' || mark === 'criticalHigh';

/** A result and the record it stands in. */
export type LabEntry = { readonly recordId: string; readonly result: LabResult };

/**
 * One test in one unit with one reference range over time, latest first. Other units are another line: converting is the
 * reader's decision. So are other ranges: no value may stand beside a range that was not its own.
 */
export type LabLine = {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly referenceRange: string;
  /** At most one per time in `times`; a second value of the same moment has a line of its own. */
  readonly cells: readonly (LabEntry | null)[];
  readonly notes: readonly string[];
};

export type LabPanel = {
  /** Name of what was ordered; `''` for results that do not say. */
  readonly name: string;
  readonly lines: readonly LabLine[];
};

export type LabBoard = {
  /** When specimens were taken, latest first; `null` last, for results that do not say. */
  readonly times: readonly (string | null)[];
  readonly panels: readonly LabPanel[];
};

/** Results by panel in the order the laboratory sent them, a column per time. */
export function labBoard(entries: readonly LabEntry[]): LabBoard {
  const times = [...new Set(entries.map(({ result }) => result.observedAt))].toSorted(latestFirst);
  const panels = new Map<string, Draft[]>();
  for (const entry of entries) {
    const lines = panels.get(entry.result.panel) ?? [];
    panels.set(entry.result.panel, lines);
    const column = times.indexOf(entry.result.observedAt);
    const fits = lines.find(
      (line) => line.test === lineOf(entry.result) && line.cells[column] === null,
    );
    const line = fits ?? newLine(entry.result, times.length);
    if (!fits) lines.push(line);
    line.cells[column] = entry;
  }
  return {
    times,
    panels: [...panels].map(([name, lines]) => ({
      name,
      lines: lines.map((line, index) => finished(line, `${name} ${String(index)}`)),
    })),
  };
}

type Draft = { readonly test: string; readonly cells: (LabEntry | null)[] };

const newLine = (result: LabResult, width: number): Draft => ({
  test: lineOf(result),
  cells: Array.from({ length: width }, () => null),
});

function finished({ cells }: Draft, key: string): LabLine {
  const [latest] = cells.filter((cell) => cell !== null);
  const result = latest?.result;
  const notes = cells.flatMap((cell) => (cell?.result.note ? [cell.result.note] : []));
  return {
    key,
    name: result?.name || result?.code || '',
    unit: result?.unit ?? '',
    referenceRange: result?.referenceRange ?? '',
    cells,
    notes: [...new Set(notes)],
  };
}

const testOf = ({ code, name, unit }: LabResult): string => JSON.stringify([code || name, unit]);

const lineOf = (result: LabResult): string =>
  JSON.stringify([testOf(result), result.referenceRange]);

const latestFirst = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : b.localeCompare(a);

export type TrendPoint = {
  readonly at: string;
  readonly value: number;
  readonly mark: LabMark | null;
  readonly recordId: string;
};

/** Numeric results of one test in one unit over all records, oldest first; the same result filed twice counts once. */
export function trendOf(
  test: Pick<LabResult, 'code' | 'name' | 'unit'>,
  all: readonly LabEntry[],
): readonly TrendPoint[] {
  const wanted = JSON.stringify([test.code || test.name, test.unit]);
  const points = all.flatMap(({ recordId, result }): TrendPoint[] => {
    if (testOf(result) !== wanted || result.numeric === null || result.observedAt === null)
      return [];
    const mark = markOf(result.flag);
    return [{ at: result.observedAt, value: result.numeric, mark, recordId }];
  });
  const once = new Map(points.map((point) => [`${point.at} ${String(point.value)}`, point]));
  return [...once.values()].toSorted((a, b) => a.at.localeCompare(b.at));
}

/** `10*9/L` and `10^9/L` as laboratories send them, written as laboratories print them; other units stay as they are. */
export const printedUnit = (unit: string): string =>
  unit.replace(/^10[*^e](\d{1,2})/, (_, power: string) => `×10${superscript(power)}`);

const superscript = (digits: string): string =>
  [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit).join('');
