/** A section of second order: `y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''`. */
export type Biquad = {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
};

/**
 * Sections run forward and backward, so that each has to let through 3/2 dB at the frequency where both together are 3 dB
 * down: for order 2, `(f / corner)^4 = sqrt(2) - 1` there.
 */
const HALF_WAY = (Math.SQRT2 - 1) ** (1 / 4);

/** Butterworth low-pass of order 2 by the bilinear transform, -3 dB at `hz` when run in both directions. */
export function lowPass(hz: number, rateHz: number): Biquad {
  const k = Math.tan((Math.PI * hz) / rateHz) / HALF_WAY;
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const b0 = k * k * norm;
  return { b0, b1: 2 * b0, b2: b0, ...poles(k, norm) };
}

/** As `lowPass`, the other way round. */
export function highPass(hz: number, rateHz: number): Biquad {
  const k = Math.tan((Math.PI * hz) / rateHz) * HALF_WAY;
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  return { b0: norm, b1: -2 * norm, b2: norm, ...poles(k, norm) };
}

const poles = (k: number, norm: number): Pick<Biquad, 'a1' | 'a2'> => ({
  a1: 2 * (k * k - 1) * norm,
  a2: (1 - Math.SQRT2 * k + k * k) * norm,
});

/** Takes out `hz`; in both directions together -3 dB at `hz` + `halfWidthHz` and, nearly, `hz` - `halfWidthHz`. */
export function notch(hz: number, halfWidthHz: number, rateHz: number): Biquad {
  const omega = (2 * Math.PI * hz) / rateHz;
  const edge = (2 * Math.PI * (hz + halfWidthHz)) / rateHz;
  // power let through in one direction: x^2 / (1 + x^2) with x = (cos w - cos w0) / (alpha sin w); 1/sqrt(2) at the edge
  const atEdge = Math.sqrt(1 / (Math.SQRT2 - 1));
  const alpha = Math.abs(Math.cos(edge) - Math.cos(omega)) / (atEdge * Math.sin(edge));
  const norm = 1 / (1 + alpha);
  const middle = -2 * Math.cos(omega) * norm;
  return { b0: norm, b1: middle, b2: norm, a1: middle, a2: (1 - alpha) * norm };
}

/** One direction, in place. The state begins as if the first value had stood there for ever. */
function run({ b0, b1, b2, a1, a2 }: Biquad, values: Float64Array, step: 1 | -1): void {
  const length = values.length;
  const start = step === 1 ? 0 : length - 1;
  const first = values[start] ?? 0;
  const steady = (first * (b0 + b1 + b2)) / (1 + a1 + a2);
  let second = b2 * first - a2 * steady;
  let state = b1 * first - a1 * steady + second;
  for (let count = 0, at = start; count < length; count++, at += step) {
    const input = values[at] ?? 0;
    const output = b0 * input + state;
    state = b1 * input - a1 * output + second;
    second = b2 * input - a2 * output;
    values[at] = output;
  }
}

/**
 * How a stretch is continued beyond its ends:
 * - `value`: turned around its last value, which makes no step;
 * - `level`: turned around its level there, which a complex or hum just at the end does not shift;
 * - `period`: repeated, so that hum goes on as it was.
 */
export type PadOptions = { readonly padSamples: number } & (
  | { readonly pad: 'value' }
  /** Samples whose median is the level. */
  | { readonly pad: 'level'; readonly levelSamples: number }
  | { readonly pad: 'period'; readonly periodSamples: number }
);

/** Runs sections forward and backward, which leaves every wave where it is. */
export function zeroPhase(
  values: Float64Array,
  sections: readonly Biquad[],
  options: PadOptions,
): Float64Array<ArrayBuffer> {
  const pad = Math.max(0, Math.min(Math.ceil(options.padSamples), values.length - 1));
  const padded = new Float64Array(values.length + 2 * pad);
  padded.set(values, pad);
  fillPads(padded, values, pad, options);
  for (const section of sections) run(section, padded, 1);
  for (const section of sections) run(section, padded, -1);
  return padded.slice(pad, pad + values.length);
}

function fillPads(
  padded: Float64Array,
  values: Float64Array,
  pad: number,
  options: PadOptions,
): void {
  const length = values.length;
  const end = pad + length - 1;
  if (options.pad === 'period') {
    const period = Math.max(1, Math.min(options.periodSamples, length));
    for (let at = 1; at <= pad; at++) {
      padded[pad - at] = padded[pad - at + period] ?? 0;
      padded[end + at] = padded[end + at - period] ?? 0;
    }
    return;
  }
  const isLevel = options.pad === 'level';
  const first = isLevel ? median(values.subarray(0, options.levelSamples)) : (values[0] ?? 0);
  const last = isLevel ? median(values.subarray(-options.levelSamples)) : (values[length - 1] ?? 0);
  for (let at = 1; at <= pad; at++) {
    padded[pad - at] = 2 * first - (values[at] ?? 0);
    padded[end + at] = 2 * last - (values[length - 1 - at] ?? 0);
  }
}

const median = (values: Float64Array): number => values.slice().sort()[values.length >> 1] ?? 0;
