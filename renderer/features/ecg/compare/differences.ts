import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import { MEASURED, valuesOf, type Measured } from '../measure/measurementRows';
import { stLevels } from '../measure/stLevels';

export type Difference = {
  readonly key: Measured;
  readonly now: number | null;
  readonly before: number | null;
  /** Now minus before; for axes the shorter way round. */
  readonly change: number | null;
};

export type StDifference = {
  readonly label: string;
  readonly now: number | null;
  readonly before: number | null;
  readonly change: number | null;
};

/** From here on a change of the ST level is pointed out. */
export const NOTABLE_ST_MV = 0.1;

/** The same quantities measured by the same method in both; what one of them lacks has no change. */
export function differences(now: EcgAnalysis, before: EcgAnalysis): Difference[] {
  const [one, other] = [valuesOf(now), valuesOf(before)];
  return MEASURED.map((key): Difference => {
    const [a, b] = [one[key] ?? null, other[key] ?? null];
    return { key, now: a, before: b, change: changeOf(a, b, key.endsWith('Axis')) };
  }).filter((row) => row.now !== null || row.before !== null);
}

export function stDifferences(now: EcgAnalysis, before: EcgAnalysis): StDifference[] {
  if (!now.medianBeat || !before.medianBeat) return [];
  const earlier = new Map(stLevels(before.medianBeat).map((level) => [level.label, level]));
  return stLevels(now.medianBeat).flatMap(({ label, millivolts }): StDifference[] => {
    const other = earlier.get(label);
    if (!other) return [];
    return [
      {
        label,
        now: millivolts,
        before: other.millivolts,
        change: changeOf(millivolts, other.millivolts, false),
      },
    ];
  });
}

function changeOf(now: number | null, before: number | null, isAngle: boolean): number | null {
  if (now === null || before === null) return null;
  const change = now - before;
  return isAngle ? ((((change + 180) % 360) + 360) % 360) - 180 : change;
}
