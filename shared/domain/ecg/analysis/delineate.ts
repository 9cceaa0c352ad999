import type { Fiducials } from './analysis';
import { distance, leastIn, medianOf, peakIn, smoothed, velocity } from './signal';

/**
 * Part of the steepest change, above what is there in the quietest stretch beside a wave, at which the wave begins and ends.
 * Chosen once for all recorders; what comes of it is in `docs/ecg.md`.
 */
const QRS_PART = 0.04;
const P_PART = 0.15;
const T_PART = 0.2;
/** A complex has ended where nothing has moved for so long, in seconds; within it the leads may all stand still shortly. */
const QRS_REST_S = 0.008;
/** Notches of a P wave are not its end. */
const P_REST_S = 0.03;
/** Below, in mV over all leads, a wave is not told from noise. */
const LEAST_P_MV = 0.02;
const LEAST_T_MV = 0.05;
const P_ABOVE_NOISE = 4;

type Beat = {
  /** Independent leads in mV. */
  readonly leads: readonly Float32Array[];
  readonly sampleRateHz: number;
  readonly alignedAt: number;
  readonly rrMs: number;
};

/** Onsets and ends over all leads together: the earliest and the latest moment anything moves. */
export function delineate(beat: Beat): Fiducials {
  const { qrsOn, qrsOff } = complexOf(beat);
  const tOff = tEndOf(beat, qrsOn, qrsOff);
  const p = pWaveOf(beat, qrsOn, tOff);
  return { pOn: p?.on ?? null, pOff: p?.off ?? null, qrsOn, qrsOff, tOff };
}

const samplesIn = ({ sampleRateHz }: Beat, seconds: number): number =>
  Math.max(1, Math.round(seconds * sampleRateHz));

function complexOf(beat: Beat): { readonly qrsOn: number; readonly qrsOff: number } {
  const { leads, alignedAt } = beat;
  const s = (seconds: number): number => samplesIn(beat, seconds);
  const speed = velocity(
    leads.map((lead) => smoothed(lead, s(0.006))),
    s(0.004),
  );
  const steepest = peakIn(speed, Math.max(0, alignedAt - s(0.08)), alignedAt + s(0.08));
  const most = speed[steepest] ?? 0;
  const quiet = smoothed(speed, s(0.03));
  const level = (from: number, to: number): number => {
    const base = leastIn(quiet, from, to);
    return base + QRS_PART * (most - base);
  };
  const rest = s(QRS_REST_S);
  const before = level(alignedAt - s(0.16), alignedAt - s(0.04));
  let qrsOn = Math.min(steepest, alignedAt);
  while (qrsOn > rest && !isBelow(speed, qrsOn - rest, qrsOn + 1, before)) qrsOn -= 1;
  const behind = level(alignedAt + s(0.04), alignedAt + s(0.2));
  let qrsOff = Math.max(steepest, alignedAt);
  const end = speed.length - rest - 1;
  while (qrsOff < end && !isBelow(speed, qrsOff, qrsOff + rest + 1, behind)) qrsOff += 1;
  return { qrsOn, qrsOff };
}

function isBelow(values: Float32Array, from: number, to: number, level: number): boolean {
  for (let at = from; at < to; at++) if ((values[at] ?? 0) >= level) return false;
  return true;
}

/** Where the descent of the T wave has nearly come to rest. */
function tEndOf(beat: Beat, qrsOn: number, qrsOff: number): number | null {
  const { leads, rrMs, sampleRateHz } = beat;
  const s = (seconds: number): number => samplesIn(beat, seconds);
  const soft = leads.map((lead) => smoothed(lead, s(0.03)));
  const speed = velocity(soft, s(0.012));
  const nextP = qrsOn + Math.round((rrMs / 1000 - 0.12) * sampleRateHz);
  const end = Math.min(speed.length - s(0.032), nextP);
  const from = qrsOff + s(0.08);
  if (end - from < s(0.1)) return null;
  const levels = soft.map((lead) => medianOf(lead.subarray(end - s(0.04), end)));
  const away = distance(soft, levels);
  const top = peakIn(away, from, end);
  if ((away[top] ?? 0) < LEAST_T_MV) return null;
  const steepest = peakIn(speed, top, Math.min(end, top + s(0.22)));
  const quiet = smoothed(speed, s(0.04));
  const base = leastIn(quiet, steepest, Math.min(end, steepest + s(0.25)));
  const level = base + T_PART * ((speed[steepest] ?? 0) - base);
  let tOff = steepest;
  while (tOff < end && (speed[tOff] ?? 0) > level) tOff += 1;
  return tOff < end ? tOff : null;
}

function pWaveOf(
  beat: Beat,
  qrsOn: number,
  tOff: number | null,
): { readonly on: number; readonly off: number } | null {
  const { leads, rrMs, sampleRateHz } = beat;
  const s = (seconds: number): number => samplesIn(beat, seconds);
  const soft = leads.map((lead) => smoothed(lead, s(0.016)));
  const speed = velocity(soft, s(0.008));
  const formerT = tOff === null ? 0 : tOff - Math.round((rrMs / 1000) * sampleRateHz);
  const from = Math.max(s(0.01), qrsOn - s(0.3), formerT);
  const to = qrsOn - s(0.02);
  if (to - from < s(0.06)) return null;
  const steepest = peakIn(speed, from, to);
  const most = speed[steepest] ?? 0;
  const noise =
    Float32Array.from(speed.subarray(from, to)).sort()[Math.floor((to - from) * 0.1)] ?? 0;
  if (most < LEAST_P_MV || most < P_ABOVE_NOISE * noise) return null;
  // what comes before a P wave need not be at rest: the end of a long T wave slopes
  const quiet = smoothed(speed, s(0.03));
  const level = (near: number, far: number): number => {
    const base = Math.min(most, leastIn(quiet, near, far));
    return base + P_PART * (most - base);
  };
  const before = level(Math.max(from, steepest - s(0.16)), steepest - s(0.03));
  const behind = level(steepest + s(0.02), to);
  const rest = s(P_REST_S);
  let on = steepest;
  while (on > from && !isBelow(speed, Math.max(from, on - rest), on, before)) on -= 1;
  let off = steepest;
  while (off < to && !isBelow(speed, off + 1, Math.min(to, off + rest) + 1, behind)) off += 1;
  // a wave that goes on into what came before it has no onset
  return on > from ? { on, off } : null;
}
