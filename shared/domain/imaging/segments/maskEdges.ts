/** Where a straight piece of an outline begins and ends, in corners of pixels: pixel (0, 0) has the corners (0, 0) and (1, 1). */
export type Edge = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * The outline of what is at least half covered, along the edges of pixels, in as long pieces as there are.
 *
 * @param coverage - 0 to 255, row by row.
 */
export function maskEdges(
  coverage: ArrayLike<number>,
  columns: number,
  rows: number,
): readonly Edge[] {
  const isIn = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < columns && y < rows && (coverage[y * columns + x] ?? 0) >= 128;
  const edges: Edge[] = [];
  for (let y = 0; y <= rows; y++)
    runs(
      columns,
      (x) => isIn(x, y) !== isIn(x, y - 1),
      (from, to) => edges.push([from, y, to, y]),
    );
  for (let x = 0; x <= columns; x++)
    runs(
      rows,
      (y) => isIn(x, y) !== isIn(x - 1, y),
      (from, to) => edges.push([x, from, x, to]),
    );
  return edges;
}

function runs(
  length: number,
  isSet: (at: number) => boolean,
  found: (from: number, to: number) => void,
): void {
  let start = -1;
  for (let at = 0; at <= length; at++) {
    const here = at < length && isSet(at);
    if (here && start < 0) start = at;
    if (!here && start >= 0) {
      found(start, at);
      start = -1;
    }
  }
}
