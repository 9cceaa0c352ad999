export type PlotBox = { readonly width: number; readonly height: number; readonly inset: number };
export type PlotPoint = { readonly x: number; readonly y: number };

/**
 * Places values in a box for a line: x by time so that gaps look like gaps, y by value with the larger on top.
 * A constant course runs through the middle.
 */
export function plotLine(
  points: readonly { readonly at: string; readonly value: number }[],
  { width, height, inset }: PlotBox,
): readonly PlotPoint[] {
  const times = points.map((point) => Date.parse(point.at));
  const values = points.map((point) => point.value);
  const x = scale(times, inset, width - inset);
  const y = scale(values, height - inset, inset);
  return points.map((_, index) => ({ x: x(times[index] ?? 0), y: y(values[index] ?? 0) }));
}

function scale(numbers: readonly number[], from: number, to: number): (value: number) => number {
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low;
  return (value) =>
    span === 0
      ? (from + to) / 2
      : Math.round((from + ((value - low) / span) * (to - from)) * 10) / 10;
}
