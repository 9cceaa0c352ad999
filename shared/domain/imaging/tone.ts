import { assertNever } from '../../lib/result';
import { greatestOf, lookUp, type LutTable } from './lutTable';
import type { VoiFunction } from './voi';
import type { VoiWindow } from './windowing';

/** From values to grey by the pipeline of PS3.4 N.2: modality table, window or table of interest, presentation table. */
export type Tone = {
  readonly modality: LutTable | null;
  readonly voi:
    | { readonly kind: 'window'; readonly window: VoiWindow; readonly fn: VoiFunction }
    | { readonly kind: 'table'; readonly table: LutTable }
    /** All values, from the least to the greatest. */
    | { readonly kind: 'range'; readonly low: number; readonly high: number };
  readonly presentation: LutTable | null;
};

/** Grey from 0 to 255 of one value, not rounded. */
export function toneOf({ modality, voi, presentation }: Tone): (value: number) => number {
  const shareOf = shares(voi);
  return (value) => {
    const share = shareOf(modality ? lookUp(modality, value) : value);
    if (!presentation) return share * 255;
    const last = presentation.entries.length - 1;
    const entry = presentation.entries[Math.round(share * last)] ?? 0;
    return (entry / greatestOf(presentation)) * 255;
  };
}

function shares(voi: Tone['voi']): (value: number) => number {
  switch (voi.kind) {
    case 'window':
      return windowShare(voi.window, voi.fn);
    case 'table': {
      const greatest = greatestOf(voi.table);
      return (value) => clamp(lookUp(voi.table, value) / greatest);
    }
    case 'range':
      return (value) => clamp((value - voi.low) / Math.max(1e-12, voi.high - voi.low));
    default:
      return assertNever(voi);
  }
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

function windowShare({ centre, width }: VoiWindow, fn: VoiFunction): (value: number) => number {
  switch (fn) {
    case 'linear':
      // a width of 1 is a step (PS3.3 C.11.2.1.2.1)
      return width <= 1
        ? (value) => (value > centre - 0.5 ? 1 : 0)
        : (value) => clamp((value - (centre - 0.5)) / (width - 1) + 0.5);
    case 'exact':
      return (value) => clamp((value - centre) / width + 0.5);
    case 'sigmoid':
      return (value) => 1 / (1 + Math.exp((-4 * (value - centre)) / width));
    default:
      return assertNever(fn);
  }
}

/** Grey of every pixel. Whole values in a narrow range go through a table, which is many times faster. */
export function toned(values: ArrayLike<number>, tone: Tone): Uint8Array<ArrayBuffer> {
  const grey = toneOf(tone);
  const out = new Uint8Array(values.length);
  if (values instanceof Float32Array || values instanceof Float64Array) {
    for (let i = 0; i < values.length; i++) out[i] = Math.round(grey(values[i] ?? 0));
    return out;
  }
  const known = new Int16Array(131_072).fill(-1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const at = value + 65_536;
    let level = known[at] ?? -1;
    if (level < 0) {
      level = Math.round(grey(value));
      known[at] = level;
    }
    out[i] = level;
  }
  return out;
}
