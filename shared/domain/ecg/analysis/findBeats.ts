import { BEAT_KINDS } from '../beatBlock';
import type { EcgTrace } from '../traces';
import type { EcgBeat } from './analysis';
import { BeatDetector } from './detect/detector';
import {
  ALIKE,
  correlation,
  level,
  NORMAL,
  OTHER,
  SHAPE_BEFORE_S,
  SHAPE_BEHIND_S,
} from './detect/shapes';
import { rhythmExtent } from './extent';

/** Beats of a short recording; unlike those of a long one, all are known before the dominant shape is chosen. */
export function findBeats(traces: readonly EcgTrace[], sampleRateHz: number): EcgBeat[] {
  const { from, to } = rhythmExtent(traces, sampleRateHz);
  const found: { readonly sample: number; readonly isAfterGap: boolean }[] = [];
  const detector = new BeatDetector({
    sampleRateHz,
    leads: traces.length,
    onBeat: ({ sample, isAfterGap }) => found.push({ sample: from + sample, isAfterGap }),
  });
  detector.push(traces.map(({ values }) => values.subarray(from, to)));
  detector.end();
  const kinds = kindsOf(found.map(({ sample }) => shapeAt(traces, sample, sampleRateHz)));
  return found.map(({ sample, isAfterGap }, index) => {
    const before = found[index - 1];
    const rrMs = before && !isAfterGap ? ((sample - before.sample) / sampleRateHz) * 1000 : null;
    return { sample, kind: BEAT_KINDS[kinds[index] ?? NORMAL] ?? 'normal', rrMs };
  });
}

function shapeAt(traces: readonly EcgTrace[], sample: number, sampleRateHz: number): Float32Array {
  const before = Math.round(SHAPE_BEFORE_S * sampleRateHz);
  const length = before + Math.round(SHAPE_BEHIND_S * sampleRateHz);
  const out = new Float32Array(length * traces.length);
  traces.forEach(({ values }, lead) => {
    const part = out.subarray(lead * length, (lead + 1) * length);
    for (let at = 0; at < length; at++) {
      const value = values[Math.min(values.length - 1, Math.max(0, sample - before + at))] ?? 0;
      part[at] = Number.isNaN(value) ? 0 : value;
    }
    level(part);
  });
  return out;
}

/** The dominant shape is that of the beat which most others are like. */
function kindsOf(shapes: readonly Float32Array[]): number[] {
  const alike = shapes.map(
    (one) => shapes.filter((other) => correlation(one, other) >= ALIKE).length,
  );
  const most = Math.max(...alike);
  const dominant = shapes[alike.indexOf(most)];
  return shapes.map((shape) =>
    dominant && correlation(shape, dominant) >= ALIKE ? NORMAL : OTHER,
  );
}
