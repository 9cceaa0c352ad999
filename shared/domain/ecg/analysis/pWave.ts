import type { EcgTrace } from '../traces';
import type { Fiducials } from './analysis';
import { correlation } from './detect/shapes';
import type { Medians } from './medianBeat';
import { medianOf } from './signal';

/** Beats show the wave of the dominant beat at least so well, half of them. */
const LEAST_LIKENESS = 0.5;

/**
 * Whether single beats have the P wave that the dominant beat shows: what is left over when fibrillation is averaged looks
 * like one.
 */
export function isPWaveSteady(
  traces: readonly EcgTrace[],
  places: readonly number[],
  { alignedAt, leads }: Pick<Medians, 'alignedAt' | 'leads'>,
  { pOn, pOff }: Fiducials,
): boolean {
  if (pOn === null || pOff === null) return false;
  const length = pOff - pOn;
  const windowOf = (values: (trace: number) => Float32Array, from: number): Float32Array => {
    const out = new Float32Array(length * traces.length);
    traces.forEach((_, trace) => {
      const part = out.subarray(trace * length, (trace + 1) * length);
      for (let at = 0; at < length; at++) part[at] = values(trace)[from + at] ?? 0;
      const mean = part.reduce((sum, one) => sum + one, 0) / length;
      for (let at = 0; at < length; at++)
        part[at] = (part[at] ?? 0) - (Number.isNaN(mean) ? 0 : mean);
    });
    return out;
  };
  const model = windowOf((trace) => leads[trace]?.values ?? new Float32Array(), pOn);
  const likeness = places.map((place) =>
    correlation(
      windowOf((trace) => traces[trace]?.values ?? new Float32Array(), place - alignedAt + pOn),
      model,
    ),
  );
  return medianOf(likeness.map((one) => (Number.isNaN(one) ? 0 : one))) >= LEAST_LIKENESS;
}
