import type { DrawnLane } from '../../ports/ecgLanes';

/** A curve is at least this thick, CSS pixels. */
export const LEAST_PX = 1.2;

/**
 * Upper and lower edge of a lane's curve in each column, device pixels. Columns where nothing was recorded get an upper
 * edge below the lower one.
 *
 * @param out - At least twice as long as the lane is wide: upper, lower, upper, lower, …
 */
export function laneEdges(
  { columns: { min, max }, zeroPx, middle, pxPerUnit, topPx, bottomPx }: DrawnLane,
  leastPx: number,
  out: Float32Array,
): void {
  for (let column = 0; column < min.length; column++) {
    const low = min[column] ?? Infinity;
    const high = max[column] ?? -Infinity;
    if (low > high) {
      out[2 * column] = 1;
      out[2 * column + 1] = 0;
      continue;
    }
    let upper = zeroPx - (high - middle) * pxPerUnit;
    let lower = zeroPx - (low - middle) * pxPerUnit;
    if (upper > lower) [upper, lower] = [lower, upper];
    if (lower - upper < leastPx) {
      const centre = (upper + lower) / 2;
      upper = centre - leastPx / 2;
      lower = centre + leastPx / 2;
    }
    // what leaves its lane still shows at its border
    out[2 * column] = Math.min(bottomPx - leastPx, Math.max(topPx, upper));
    out[2 * column + 1] = Math.max(topPx + leastPx, Math.min(bottomPx, lower));
  }
}
