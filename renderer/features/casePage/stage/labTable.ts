import type { LabResult } from '../../../../shared/domain/intake/payload';

/** One test of a laboratory record; each cell belongs to the time of the same position in `times`. */
export type LabLine = {
  readonly name: string;
  readonly unit: string;
  readonly referenceRange: string;
  readonly cells: readonly (LabResult | null)[];
  readonly notes: readonly string[];
};

export type LabTable = {
  /** When specimens were taken, oldest first; `null` last, for results that do not say. */
  readonly times: readonly (string | null)[];
  readonly lines: readonly LabLine[];
};

/**
 * Lays out the results of one record: a line per test, a column per time, so that values of different days never stand
 * under each other as if they were of one. A test that changes its unit or its reference range, and a second value of
 * the same moment, get a line of their own.
 */
export function labTable(results: readonly LabResult[]): LabTable {
  const times = [...new Set(results.map(({ observedAt }) => observedAt))].toSorted(byTime);
  const lines: (LabLine & { readonly cells: (LabResult | null)[]; readonly notes: string[] })[] =
    [];
  for (const result of results) {
    const column = times.indexOf(result.observedAt);
    const fits = lines.find(
      (line) => lineKey(line.cells) === keyOf(result) && line.cells[column] === null,
    );
    const line = fits ?? newLine(result, times.length);
    if (!fits) lines.push(line);
    line.cells[column] = result;
    if (result.note !== '' && !line.notes.includes(result.note)) line.notes.push(result.note);
  }
  return { times, lines };
}

const newLine = (result: LabResult, width: number) => ({
  name: result.name || result.code,
  unit: result.unit,
  referenceRange: result.referenceRange,
  cells: Array.from({ length: width }, (): LabResult | null => null),
  notes: [] as string[],
});

const keyOf = ({ code, name, unit, referenceRange }: LabResult) =>
  JSON.stringify([code || name, unit, referenceRange]);
const lineKey = (cells: readonly (LabResult | null)[]) => {
  const some = cells.find((cell) => cell !== null);
  return some ? keyOf(some) : '';
};
const byTime = (a: string | null, b: string | null) =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a.localeCompare(b);

/** `10*9/L` and `10^9/L` as laboratories send them, written as laboratories print them; other units stay as they are. */
export const printedUnit = (unit: string): string =>
  unit.replace(/^10[*^](\d{1,2})/, (_, power: string) => `×10${superscript(power)}`);

const superscript = (digits: string) =>
  [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit).join('');
