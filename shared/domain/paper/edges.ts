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
  const { left, top, right, bottom } = trimmed(field);
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
    };
    const queue = [start];
    seen[start] = 1;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      field.rows[y] = (field.rows[y] ?? 0) + 1;
      field.columns[x] = (field.columns[x] ?? 0) + 1;
      field.count += 1;
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

/** Without thin tongues, such as a reflection that touches the paper. */
function trimmed({ rows, columns }: Field) {
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
