import type { EcgLongAnalysis } from '../../../../shared/domain/ecg/longAnalysis';

type Trend = EcgLongAnalysis['trend'];

export type RateScale = {
  /** Share of the height from the top at which a rate lies. */
  readonly y: (rate: number) => number;
  /** Rates worth a line. */
  readonly lines: readonly number[];
};

/** From below the slowest to above the fastest rate, in tens. */
export function rateScale({ min, max }: Pick<Trend, 'min' | 'max'>): RateScale | null {
  const known = [...min, ...max].filter((rate) => rate !== null);
  if (known.length === 0) return null;
  const low = Math.floor(known.reduce((a, b) => Math.min(a, b)) / 10) * 10;
  const high = Math.max(low + 20, Math.ceil(known.reduce((a, b) => Math.max(a, b)) / 10) * 10);
  return {
    y: (rate) => (high - rate) / (high - low),
    lines: linesBetween(low, high),
  };
}

function linesBetween(low: number, high: number): number[] {
  const step = high - low > 80 ? 50 : 20;
  const first = Math.floor(low / step) + 1;
  return Array.from({ length: Math.ceil(high / step) - first }, (_, at) => (first + at) * step);
}

export type TrendBox = {
  readonly width: number;
  readonly height: number;
  readonly totalS: number;
  readonly scale: RateScale;
};

/**
 * The course of the heart rate as SVG paths, one point a pixel: band from slowest to fastest, line of the means. Gaps in
 * the trend are gaps in the paths.
 */
export function trendPaths(
  { stepS, mean, min, max }: Trend,
  { width, height, totalS, scale }: TrendBox,
): { readonly band: string; readonly mean: string } {
  const columns = Math.max(1, Math.floor(width));
  const band: string[] = [];
  const line: string[] = [];
  let isDown = false;
  for (let x = 0; x < columns; x++) {
    const first = Math.floor(((x / columns) * totalS) / stepS);
    const last = Math.max(first + 1, Math.ceil((((x + 1) / columns) * totalS) / stepS));
    const part = (values: readonly (number | null)[]): number[] =>
      values.slice(first, last).filter((value) => value !== null);
    const means = part(mean);
    if (means.length === 0) {
      isDown = false;
      continue;
    }
    const y = (rate: number): string => (scale.y(rate) * height).toFixed(1);
    const [low, high] = [Math.min(...part(min), ...means), Math.max(...part(max), ...means)];
    band.push(`M${x} ${y(high)}V${y(low)}`);
    line.push(
      `${isDown ? 'L' : 'M'}${x} ${y(means.reduce((sum, rate) => sum + rate, 0) / means.length)}`,
    );
    isDown = true;
  }
  return { band: band.join(''), mean: line.join('') };
}

/** A tick above each pixel on which an event begins, as one path: ten thousand events are no more ticks than pixels. */
export function eventTicks(
  events: readonly { readonly fromS: number }[],
  { width, totalS, y }: { readonly width: number; readonly totalS: number; readonly y: number },
): string {
  const columns = new Set(events.map(({ fromS }) => Math.floor((fromS / totalS) * width)));
  return [...columns].map((x) => `M${x + 0.5} ${y - 5}V${y}`).join('');
}
