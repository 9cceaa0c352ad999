import { fittedCrop } from './geometry';
import { reduced, rotated, type Luma } from './luma';
import { WHOLE_PAGE, type PaperCrop } from './paper';

const WORKING_PIXELS = 320;
/** A page that fills this share of the picture needs no crop. */
const FILLS = 0.95;
/** Less than this is a slip on a large table, or a lamp. */
const LEAST_SHARE = 0.12;
/** Rows and columns of the paper are bright for at least this share of its extent. */
const BRIGHT_SHARE = 0.35;
/** Taken off each side, so that no line of the table stays. */
const INSET = 0.004;

/**
 * Where the paper lies on what was photographed or scanned around it: the largest bright field.
 *
 * @param degrees - Straightening that will be done; the crop is measured on the straightened page.
 * @returns `WHOLE_PAGE` when paper fills the picture or cannot be told from its surroundings.
 */
export function paperEdges(luma: Luma, degrees: number): PaperCrop {
  const small = reduced(luma, WORKING_PIXELS);
  const threshold = otsu(small);
  if (threshold === null) return WHOLE_PAGE;
  const straight = degrees === 0 ? small : rotated(small, degrees, 0);
  const field = largestField(straight, threshold);
  if (!field) return WHOLE_PAGE;
  const { left, top, right, bottom } = withSteps(straight, trimmed(field));
  const [width, height] = [right - left, bottom - top];
  const share = (width * height) / (small.width * small.height);
  if (share < LEAST_SHARE || share > FILLS) return WHOLE_PAGE;
  return fittedCrop({
    x: left / small.width + INSET,
    y: top / small.height + INSET,
    width: width / small.width - 2 * INSET,
    height: height / small.height - 2 * INSET,
  });
}

type Sides = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Pixels on either side of an edge that are compared. */
const STRIP = 5;
/** Beyond its edge the table is darker than the paper by this share; a shadow that crosses the paper has no such step. */
const LEAST_STEP = 0.8;

/** Sides at which nothing ends are those of the picture: a shadow must not cut a page in two. */
function withSteps(luma: Luma, { left, top, right, bottom }: Sides): Sides {
  const { width, height } = luma;
  const isEdge = (inside: Sides, outside: Sides): boolean => {
    const beyond = meanOf(luma, outside);
    return beyond === null || beyond < (meanOf(luma, inside) ?? 0) * LEAST_STEP;
  };
  const across = { top, bottom };
  const along = { left, right };
  return {
    left: isEdge(
      { ...across, left: left + 1, right: left + STRIP },
      { ...across, left: left - STRIP, right: left - 1 },
    )
      ? left
      : 0,
    right: isEdge(
      { ...across, left: right - STRIP, right: right - 1 },
      { ...across, left: right + 1, right: right + STRIP },
    )
      ? right
      : width,
    top: isEdge(
      { ...along, top: top + 1, bottom: top + STRIP },
      { ...along, top: top - STRIP, bottom: top - 1 },
    )
      ? top
      : 0,
    bottom: isEdge(
      { ...along, top: bottom - STRIP, bottom: bottom - 1 },
      { ...along, top: bottom + 1, bottom: bottom + STRIP },
    )
      ? bottom
      : height,
  };
}

/** `null` where nothing of it is on the picture. */
function meanOf(
  { width, height, values }: Luma,
  { left, top, right, bottom }: Sides,
): number | null {
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(width, right); x += 1) {
      sum += values[y * width + x] ?? 0;
      count += 1;
    }
  }
  return count === 0 ? null : sum / count;
}

/** Whether a pixel of the picture lies on the paper and not near its edge. */
export type OnPaper = (x: number, y: number) => boolean;

/** Kept away from the edge of the paper, in pixels of the working size: edges lean with the paper, not with its lines. */
const EDGE_MARGIN = 7;

/**
 * The field of the paper as it lies, whatever its angle.
 *
 * @returns `null` when paper cannot be told from its surroundings, or fills the picture.
 */
export function paperField(luma: Luma): OnPaper | null {
  const small = reduced(luma, WORKING_PIXELS);
  const threshold = otsu(small);
  const field = threshold === null ? null : largestField(small, threshold);
  if (!field) return null;
  const { width, height } = small;
  const edges = withSteps(small, trimmed(field));
  const share = ((edges.right - edges.left) * (edges.bottom - edges.top)) / (width * height);
  if (share < LEAST_SHARE || share > FILLS) return null;
  const { rowSpans, columnSpans } = field;
  const isInside = ([from, to]: readonly [number, number], at: number): boolean =>
    at >= from + EDGE_MARGIN && at <= to - EDGE_MARGIN;
  return (x, y) => {
    const u = Math.min(width - 1, Math.floor((x * width) / luma.width));
    const v = Math.min(height - 1, Math.floor((y * height) / luma.height));
    return isInside(rowSpans[v] ?? NOWHERE, u) && isInside(columnSpans[u] ?? NOWHERE, v);
  };
}

const NOWHERE = [Infinity, -Infinity] as const;

/** The brightness between table and paper; `null` where there are not two of them. */
function otsu({ values }: Luma): number | null {
  const counts = new Float64Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const total = values.length;
  const sum = counts.reduce((all, count, value) => all + count * value, 0);
  let [below, sumBelow, most, threshold] = [0, 0, 0, 0];
  for (let value = 0; value < 256; value += 1) {
    below += counts[value] ?? 0;
    if (below === 0 || below === total) continue;
    sumBelow += (counts[value] ?? 0) * value;
    const [low, high] = [sumBelow / below, (sum - sumBelow) / (total - below)];
    const between = below * (total - below) * (high - low) ** 2;
    if (between > most) [most, threshold] = [between, value];
  }
  // spread of the two means, as a share of the whole range
  return Math.sqrt(most) / total < 255 * 0.06 ? null : threshold;
}

type Field = {
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
  readonly count: number;
  /** First and last pixel of the field in each row and column. */
  readonly rowSpans: [number, number][];
  readonly columnSpans: [number, number][];
};

/** The largest connected field of pixels brighter than the threshold, with how many each row and column has. */
function largestField({ width, height, values }: Luma, threshold: number): Field | null {
  const seen = new Uint8Array(values.length);
  const isBright = (at: number) => (values[at] ?? 0) > threshold;
  let largest: Field | null = null;
  for (let start = 0; start < values.length; start += 1) {
    if (seen[start] || !isBright(start)) continue;
    const field = {
      rows: new Uint32Array(height),
      columns: new Uint32Array(width),
      count: 0,
      rowSpans: Array.from({ length: height }, (): [number, number] => [width, -1]),
      columnSpans: Array.from({ length: width }, (): [number, number] => [height, -1]),
    };
    const queue = [start];
    seen[start] = 1;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      field.rows[y] = (field.rows[y] ?? 0) + 1;
      field.columns[x] = (field.columns[x] ?? 0) + 1;
      field.count += 1;
      widen(field.rowSpans[y], x);
      widen(field.columnSpans[x], y);
      const beside = [
        x > 0 ? at - 1 : -1,
        x < width - 1 ? at + 1 : -1,
        at - width,
        at + width < values.length ? at + width : -1,
      ];
      for (const next of beside) {
        if (next < 0 || seen[next] || !isBright(next)) continue;
        seen[next] = 1;
        queue.push(next);
      }
    }
    if (!largest || field.count > largest.count) largest = field;
  }
  return largest;
}

function widen(span: [number, number] | undefined, at: number): void {
  if (!span) return;
  span[0] = Math.min(span[0], at);
  span[1] = Math.max(span[1], at);
}

/** Without thin tongues, such as a reflection that touches the paper. */
function trimmed({ rows, columns }: Field): Sides {
  const vertical = extentOf(rows);
  const horizontal = extentOf(columns);
  return {
    left: horizontal.from,
    right: horizontal.to,
    top: vertical.from,
    bottom: vertical.to,
  };
}

function extentOf(counts: Uint32Array): { readonly from: number; readonly to: number } {
  const least = Math.max(...counts) * BRIGHT_SHARE;
  const from = counts.findIndex((count) => count >= least);
  const to = counts.findLastIndex((count) => count >= least) + 1;
  return { from, to };
}
