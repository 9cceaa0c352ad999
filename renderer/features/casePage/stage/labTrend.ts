import type { CaseRecord } from '../../../../shared/api/cases';
import {
  recordPayloadSchema,
  type LabFlag,
  type LabResult,
} from '../../../../shared/domain/intake/payload';
import { appError, type AppError } from '../../../../shared/domain/errors';
import { err, ok, type Result } from '../../../../shared/lib/result';
import { labTable, type LabTable } from './labTable';

export type LabMark = 'low' | 'high' | 'critical' | 'abnormal' | null;

export type TrendPoint = { readonly at: string; readonly value: number; readonly mark: LabMark };

export type LabSheet = LabTable & {
  /** Per line: numeric results of the same test in the same unit over all records of the case, oldest first. */
  readonly trends: readonly (readonly TrendPoint[])[];
};

/** What a flag means on screen; the laboratory's word is kept, nothing is computed from the reference range. */
export function markOf(flag: LabFlag | null): LabMark {
  switch (flag) {
    case 'criticalLow':
    case 'criticalHigh':
    case 'criticalAbnormal':
      return 'critical';
    case 'low':
      return 'low';
    case 'high':
      return 'high';
    case 'abnormal':
      return 'abnormal';
    case 'normal':
    case null:
      return null;
  }
}

/**
 * One laboratory record as a table with the course of each test over the case.
 *
 * @returns Lines in the laboratory's order; or `file.cannotShow` when the stored results cannot be read, or there are none.
 */
export function labSheet(
  record: CaseRecord,
  all: readonly CaseRecord[],
): Result<LabSheet, AppError> {
  const results = resultsOf(record);
  if (!results || results.length === 0) return err(appError('integrity', 'file.cannotShow'));
  const history = all.filter((other) => other.kind === 'lab').flatMap((r) => resultsOf(r) ?? []);
  const table = labTable(results);
  const trends = table.lines.map(({ cells }) => {
    const some = cells.find((cell) => cell !== null);
    return some ? trendOf(some, history) : [];
  });
  return ok({ ...table, trends });
}

function resultsOf(record: CaseRecord): readonly LabResult[] | null {
  const parsed = recordPayloadSchema.safeParse(record.payload);
  return parsed.success ? (parsed.data.results ?? null) : null;
}

/** Results in different units are different curves: converting is the reader's decision. */
function trendOf(result: LabResult, history: readonly LabResult[]): readonly TrendPoint[] {
  const points = history.flatMap((other): TrendPoint[] => {
    const same = testOf(other) === testOf(result) && other.unit === result.unit;
    if (!same || other.numeric === null || other.observedAt === null) return [];
    return [{ at: other.observedAt, value: other.numeric, mark: markOf(other.flag) }];
  });
  const byTime = new Map(points.map((point) => [`${point.at} ${String(point.value)}`, point]));
  return [...byTime.values()].toSorted((a, b) => a.at.localeCompare(b.at));
}

const testOf = (result: LabResult) => (result.code === '' ? result.name : result.code);
