/** Window in stored value units after rescale: HU for CT. `width` > 0. */
export type VoiWindow = { readonly centre: number; readonly width: number };

/**
 * `file`: what each image's author chose: its first window, else its first table; `fileWindow`, `fileTable`: one of the others
 * written in it, 0-based; `auto`: 1st to 99th percentile of the image on screen; `full`: its whole range; `fixed`: the same
 * window on every image.
 */
export type WindowChoice =
  | { readonly kind: 'file' }
  | { readonly kind: 'fileWindow' | 'fileTable'; readonly at: number }
  | { readonly kind: 'auto' }
  | { readonly kind: 'full' }
  | { readonly kind: 'fixed'; readonly window: VoiWindow };

export type WindowPreset = { readonly id: string; readonly choice: WindowChoice };

const fixed = (id: string, width: number, centre: number): WindowPreset => ({
  id,
  choice: { kind: 'fixed', window: { centre, width } },
});
const FILE: WindowPreset = { id: 'file', choice: { kind: 'file' } };
const AUTO: WindowPreset = { id: 'auto', choice: { kind: 'auto' } };
const FULL: WindowPreset = { id: 'full', choice: { kind: 'full' } };

/** Customary CT windows; the position in the list is the digit key. */
const CT_PRESETS: readonly WindowPreset[] = [
  fixed('brain', 80, 40),
  fixed('stroke', 40, 40),
  fixed('lung', 1500, -600),
  fixed('mediastinum', 350, 50),
  fixed('bone', 2000, 500),
  fixed('abdomen', 400, 50),
  fixed('liver', 150, 30),
  fixed('angio', 600, 300),
  FILE,
];

/** Presets of a modality in key order 1-9. Only CT has absolute ones: every other modality's values are relative. */
export function windowPresets(modality: string): readonly WindowPreset[] {
  return modality === 'CT' ? CT_PRESETS : [FILE, AUTO, FULL];
}

/**
 * Window that spans the given share of the values; of whole ones never narrower than 1.
 *
 * @param values Values after rescale, at least one; sampled, not sorted in place.
 * @param share 1 for the whole range, 0.98 leaves out one percent at each end.
 * @param counts Whether a value is picture; default: all are.
 */
export function windowOfValues(
  values: ArrayLike<number>,
  share: number,
  counts: (value: number) => boolean = () => true,
): VoiWindow {
  const sorted = Float64Array.from(sample(values).filter(counts)).sort();
  const cut = Math.floor(((1 - share) / 2) * (sorted.length - 1));
  const low = sorted[cut] ?? 0;
  const high = sorted[sorted.length - 1 - cut] ?? low;
  return { centre: (low + high) / 2, width: Math.max(leastWidth(values), high - low) };
}

/** Whole values have no window narrower than one of them; floating ones may all lie between 0 and 1. */
export const leastWidth = (values: ArrayLike<number>): number =>
  values instanceof Float32Array || values instanceof Float64Array ? 1e-9 : 1;

/** Percentiles of a 3 megapixel image do not change when every n-th value is taken. */
const SAMPLES = 65_536;
function sample(values: ArrayLike<number>): number[] {
  const step = Math.max(1, Math.floor(values.length / SAMPLES));
  const taken: number[] = [];
  for (let i = 0; i < values.length; i += step) taken.push(values[i] ?? 0);
  return taken;
}

/** Values of a rectangle of pixels, borders included and clipped to the picture. */
export function valuesIn(
  grid: { readonly columns: number; readonly rows: number; readonly values: ArrayLike<number> },
  from: readonly [number, number],
  to: readonly [number, number],
): Float64Array {
  const held = (value: number, size: number) => Math.min(size - 1, Math.max(0, Math.round(value)));
  const [left, right] = [from[0], to[0]]
    .map((x) => held(x, grid.columns))
    .sort((a, b) => a - b) as [number, number];
  const [top, bottom] = [from[1], to[1]].map((y) => held(y, grid.rows)).sort((a, b) => a - b) as [
    number,
    number,
  ];
  const width = right - left + 1;
  return Float64Array.from({ length: width * (bottom - top + 1) }, (_, i) => {
    const [row, column] = [top + Math.floor(i / width), left + (i % width)];
    return grid.values[row * grid.columns + column] ?? 0;
  });
}

/** Window over the exact minimum and maximum. */
export function fullWindow(
  values: ArrayLike<number>,
  counts: (value: number) => boolean = () => true,
): VoiWindow {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if (!counts(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { centre: 0, width: 1 };
  return { centre: (low + high) / 2, width: Math.max(leastWidth(values), high - low) };
}

/**
 * Window after dragging: right widens, down lowers the brightness (raises the centre), half a percent of the width a pixel
 * with a floor, so that narrow brain windows stay controllable and wide bone windows do not take minutes.
 *
 * @param least Narrowest window: 1 for whole values.
 */
export function dragWindow(from: VoiWindow, dx: number, dy: number, least = 1): VoiWindow {
  const step = Math.max(from.width, 20 * least) / 200;
  return { centre: from.centre + dy * step, width: Math.max(least, from.width + dx * step) };
}
