import { describe, expect, it } from 'vitest';
import type { EcgAnalysis, MedianBeat } from '../../../../shared/domain/ecg/analysis/analysis';
import { beatGrid, butterflySheet, durationS, fiducialMarks } from '../beat/beatSheet';
import { differences, stDifferences } from './differences';

const beat = (parts: Partial<MedianBeat> & { st?: number } = {}): MedianBeat => {
  const rate = parts.sampleRateHz ?? 500;
  const values = Float32Array.from({ length: rate + 1 }, (_, at) =>
    at >= 0.5 * rate && at < 0.6 * rate ? (parts.st ?? 0) : 0,
  );
  return {
    sampleRateHz: rate,
    alignedAt: 0.4 * rate,
    beats: 10,
    leads: (['II', 'V1'] as const).map((lead) => ({ lead, label: lead, values, derived: false })),
    fiducials: {
      pOn: null,
      pOff: null,
      qrsOn: 0.36 * rate,
      qrsOff: 0.46 * rate,
      tOff: 0.8 * rate,
    },
    ...parts,
  };
};

const analysis = (parts: Partial<EcgAnalysis>): EcgAnalysis => ({
  method: 'HZ-1',
  beats: [],
  heartRatePerMin: 60,
  rr: null,
  medianBeat: beat(),
  intervals: null,
  axes: { pDeg: null, qrsDeg: 170, tDeg: null },
  ...parts,
});

describe('differences from an earlier ECG', () => {
  it('are now minus before, axes the shorter way round', () => {
    const rows = differences(
      analysis({ heartRatePerMin: 98 }),
      analysis({ axes: { pDeg: 40, qrsDeg: -170, tDeg: null } }),
    );
    expect(rows).toEqual([
      { key: 'heartRate', now: 98, before: 60, change: 38 },
      { key: 'pAxis', now: null, before: 40, change: null },
      { key: 'qrsAxis', now: 170, before: -170, change: -20 },
    ]);
  });

  it('of the ST level are taken 60 ms behind the J point, whatever the sampling rates', () => {
    const rows = stDifferences(
      analysis({ medianBeat: beat({ st: 0.3 }) }),
      analysis({ medianBeat: beat({ st: 0.05, sampleRateHz: 1000 }) }),
    );
    expect(rows.map(({ label, change }) => [label, change])).toEqual([
      ['II', expect.closeTo(0.25, 6)],
      ['V1', expect.closeTo(0.25, 6)],
    ]);
    expect(stDifferences(analysis({}), analysis({ medianBeat: null }))).toEqual([]);
  });
});

describe('averaged beats on paper', () => {
  it('lie over each other where their QRS begins, whatever their sampling rates', () => {
    const before = beat({ sampleRateHz: 1000 });
    const late = { ...before, fiducials: { ...before.fiducials, qrsOn: 410 } };
    const { strips } = beatGrid(beat(), late);
    expect(strips).toHaveLength(4);
    const prior = strips.find(({ tone, trace }) => tone === 'prior' && trace.label === 'II');
    const own = strips.find(({ tone, trace }) => tone === undefined && trace.label === 'II');
    if (!prior || !own) throw new Error('both are there');
    expect(0.41 + prior.trace.skewS).toBeCloseTo(0.36 + own.trace.skewS, 9);
    expect([prior.leftMm, prior.baselineMm]).toEqual([own.leftMm, own.baselineMm]);
    expect(prior.sampleRateHz).toBe(1000);
  });

  it('have the chosen lead in front and the others quiet', () => {
    const { strips } = butterflySheet(beat(), 'V1');
    expect(strips.map(({ trace, tone }) => [trace.label, tone])).toEqual([
      ['V1', undefined],
      ['II', 'quiet'],
    ]);
  });

  it('have their onsets and ends marked, those that were found', () => {
    const now = beat();
    const sheet = butterflySheet(now, 'II');
    const marks = fiducialMarks(sheet, now, (name) => name);
    expect(marks.map(({ text }) => text)).toEqual(['qrsOn', 'qrsOff', 'tOff']);
    expect(marks[0]?.xMm).toBeCloseTo(15 + 0.36 * 50, 6);
    expect(durationS(now)).toBe(1);
  });
});
