import { refuse, type AppError } from '../../errors';
import { ok, type Result } from '../../../lib/result';
import {
  heartRatePerMin,
  qtcBazettMs,
  qtcFraminghamMs,
  qtcFridericiaMs,
  qtcHodgesMs,
} from '../intervals';
import { durationS, type EcgGroup } from '../recording';
import { tracesOf, type EcgTrace } from '../traces';
import {
  ANALYSIS_METHOD,
  type CorrectedQt,
  type EcgAnalysis,
  type EcgBeat,
  type EcgIntervals,
  type Fiducials,
  type MedianBeat,
} from './analysis';
import { axesOf } from './axes';
import { delineate } from './delineate';
import { findBeats } from './findBeats';
import { medianBeatOf } from './medianBeat';
import { isPWaveSteady } from './pWave';

const SHORTEST_S = 2;

export type NotMeasurable = 'uncalibrated' | 'tooShort' | 'averagedBeat' | 'noBeats';

/**
 * Beats, dominant beat, global intervals, axes and corrected QT of a rhythm group of up to a few minutes.
 *
 * @returns The measurements; error `ecg.notMeasurable` (`params.reason`: see `NotMeasurable`), `retry: 'never'`. Without a
 *   calibration nothing is measured.
 */
export function analyseEcg(group: EcgGroup): Result<EcgAnalysis, AppError> {
  if (group.kind === 'averagedBeat') return notMeasurable('averagedBeat');
  if (durationS(group) < SHORTEST_S) return notMeasurable('tooShort');
  const traces = tracesOf(group).filter(({ unscaled }) => unscaled === null);
  const recorded = traces.filter(({ derived }) => !derived);
  if (recorded.length === 0) return notMeasurable('uncalibrated');
  const { sampleRateHz } = group;
  const beats = findBeats(recorded, sampleRateHz);
  if (beats.length === 0) return notMeasurable('noBeats');
  const rr = intervalsBetween(beats);
  const medianBeat = rr && dominantBeat(traces, beats, sampleRateHz, rr.medianMs);
  return ok({
    method: ANALYSIS_METHOD,
    beats,
    heartRatePerMin: rr && heartRatePerMin(rr.meanMs),
    rr,
    medianBeat,
    intervals: medianBeat && rr && intervalsOf(medianBeat, rr.meanMs),
    axes: medianBeat
      ? axesOf(medianBeat.leads, medianBeat.fiducials, sampleRateHz)
      : { pDeg: null, qrsDeg: null, tDeg: null },
  });
}

const notMeasurable = (reason: NotMeasurable): Result<never, AppError> =>
  refuse('unsupported', 'ecg.notMeasurable', { params: { reason } });

function intervalsBetween(beats: readonly EcgBeat[]): EcgAnalysis['rr'] {
  const all = beats.flatMap(({ rrMs }) => (rrMs === null ? [] : [rrMs])).sort((a, b) => a - b);
  const [minMs, maxMs, medianMs] = [all[0], all.at(-1), all[all.length >> 1]];
  if (minMs === undefined || maxMs === undefined || medianMs === undefined) return null;
  return { minMs, maxMs, medianMs, meanMs: all.reduce((sum, one) => sum + one, 0) / all.length };
}

/** Leads that none of the others can be computed from. */
const INDEPENDENT = new Set(['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']);

function dominantBeat(
  traces: readonly EcgTrace[],
  beats: readonly EcgBeat[],
  sampleRateHz: number,
  rrMs: number,
): MedianBeat | null {
  const medians = medianBeatOf(traces, beats, sampleRateHz, rrMs);
  if (!medians) return null;
  const recorded = medians.leads.filter(({ derived }) => !derived);
  const standard = recorded.filter(({ lead }) => lead !== null && INDEPENDENT.has(lead));
  const leads = (standard.length > 0 ? standard : recorded).map(({ values }) => values);
  const found = delineate({ leads, sampleRateHz, alignedAt: medians.alignedAt, rrMs });
  const { places, ...beat } = medians;
  const isSteady = isPWaveSteady(traces, places, medians, found);
  const fiducials: Fiducials = isSteady ? found : { ...found, pOn: null, pOff: null };
  return { ...beat, sampleRateHz, fiducials };
}

function intervalsOf({ sampleRateHz, fiducials }: MedianBeat, rrMs: number): EcgIntervals {
  const { pOn, pOff, qrsOn, qrsOff, tOff } = fiducials;
  const ms = (from: number, to: number): number => Math.round(((to - from) / sampleRateHz) * 1000);
  const qtMs = tOff === null ? null : ms(qrsOn, tOff);
  return {
    pMs: pOn === null || pOff === null ? null : ms(pOn, pOff),
    prMs: pOn === null ? null : ms(pOn, qrsOn),
    qrsMs: ms(qrsOn, qrsOff),
    qtMs,
    qtc: qtMs === null ? null : correctedQt(qtMs, rrMs),
  };
}

const correctedQt = (qtMs: number, rrMs: number): CorrectedQt => ({
  bazettMs: Math.round(qtcBazettMs(qtMs, rrMs)),
  fridericiaMs: Math.round(qtcFridericiaMs(qtMs, rrMs)),
  framinghamMs: Math.round(qtcFraminghamMs(qtMs, rrMs)),
  hodgesMs: Math.round(qtcHodgesMs(qtMs, rrMs)),
});
