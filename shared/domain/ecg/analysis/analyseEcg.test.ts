import { describe, expect, it } from 'vitest';
import type { EcgGroup } from '../recording';
import {
  createSyntheticEcg,
  seeded,
  sinusRhythm,
  SYNTHETIC_UV_PER_BIT,
  type SyntheticSpec,
} from '../testing/syntheticEcg';
import { analyseEcg } from './analyseEcg';
import type { EcgAnalysis } from './analysis';

const CALIBRATION = {
  sensitivity: SYNTHETIC_UV_PER_BIT,
  correctionFactor: 1,
  baseline: 0,
  unit: 'uV',
};

function groupOf(spec: SyntheticSpec, leads?: readonly string[]): EcgGroup {
  const ecg = createSyntheticEcg(spec);
  const rows = ecg.read(0, Math.round(spec.durationS * spec.rateHz));
  return {
    kind: 'rhythm',
    sampleRateHz: spec.rateHz,
    channels: ecg.leads
      .map((lead, at) => ({
        lead,
        label: lead,
        samples: rows[at] ?? new Int16Array(),
        padding: null,
        calibration: CALIBRATION,
        skewS: 0,
      }))
      .filter(({ lead }) => leads === undefined || leads.includes(lead)),
  };
}
const spec = (parts: Partial<SyntheticSpec> = {}): SyntheticSpec => ({
  rateHz: 500,
  durationS: 10,
  beats: sinusRhythm(parts.durationS ?? 10, 0.85),
  ...parts,
});
function measured(group: EcgGroup): EcgAnalysis {
  const analysis = analyseEcg(group);
  if (!analysis.ok) throw new Error(JSON.stringify(analysis.error));
  return analysis.value;
}
const reasonOf = (group: EcgGroup): unknown => {
  const analysis = analyseEcg(group);
  return analysis.ok ? 'ok' : [analysis.error.code, analysis.error.params?.['reason']];
};

describe('beats', () => {
  it.each([125, 250, 360, 500, 1000, 2000])(
    'are found at their R peaks at %i samples a second',
    (rateHz) => {
      const beats = sinusRhythm(10, 0.85);
      const found = measured(groupOf(spec({ rateHz, beats }))).beats;
      expect(found).toHaveLength(beats.length);
      found.forEach(({ sample }, at) => {
        expect(Math.abs(sample / rateHz - (beats[at]?.atS ?? 0))).toBeLessThan(0.012);
      });
    },
  );

  it.each([0.3, 0.5, 1.2, 1.9])('are found at intervals of %d s', (rrS) => {
    const beats = sinusRhythm(20, rrS);
    const fast = rrS < 0.5 ? { pBeforeS: 0.1, tBehindS: 0.16 } : {};
    const { heartRatePerMin, beats: found } = measured(
      groupOf(spec({ durationS: 20, beats, ...fast })),
    );
    expect(found).toHaveLength(beats.length);
    expect(heartRatePerMin).toBeCloseTo(60 / rrS, -0.5);
  });

  it('are found in noise, wander and a single lead', () => {
    const noisy = spec({
      noiseMv: 0.08,
      wanderMv: 0.8,
      durationS: 30,
      beats: sinusRhythm(30, 0.8),
    });
    expect(measured(groupOf(noisy)).beats).toHaveLength(noisy.beats.length);
    expect(measured(groupOf(noisy, ['V5'])).beats).toHaveLength(noisy.beats.length);
  });

  it('of another shape are told apart, and are not in the dominant beat', () => {
    const beats = sinusRhythm(20, 0.85).map((beat, at) => ({
      ...beat,
      kind: at % 7 === 3 ? ('ectopic' as const) : beat.kind,
    }));
    const analysis = measured(groupOf(spec({ durationS: 20, beats })));
    expect(analysis.beats.map(({ kind }) => kind)).toEqual(
      beats.map(({ kind }) => (kind === 'ectopic' ? 'other' : 'normal')),
    );
    const plain = measured(groupOf(spec({ durationS: 20, beats: sinusRhythm(20, 0.85) })));
    expect(
      Math.abs((analysis.intervals?.qrsMs ?? 0) - (plain.intervals?.qrsMs ?? 0)),
    ).toBeLessThanOrEqual(8);
  });

  it('behind a gap have no interval to the ones before it', () => {
    const beats = sinusRhythm(20, 0.85);
    const group = groupOf(spec({ durationS: 20, beats }));
    const channels = group.channels.map((channel) => {
      const samples = channel.samples.slice();
      samples.fill(-32768, 4000, 5500);
      return { ...channel, samples, padding: -32768 };
    });
    const found = measured({ ...group, channels }).beats;
    const behind = found.find(({ sample }) => sample > 5500);
    expect(behind?.rrMs).toBeNull();
    expect(found.filter(({ sample }) => sample > 4000 && sample < 5500)).toEqual([]);
    expect(Math.max(...found.map(({ rrMs }) => rrMs ?? 0))).toBeLessThan(1000);
  });

  it('are not seen in the calibration mark behind a recording', () => {
    const group = groupOf(spec());
    const channels = group.channels.map((channel) => {
      const samples = Int16Array.from(channel.samples);
      samples.fill(0, 4600);
      samples.fill(400, 4700, 4800);
      return { ...channel, samples };
    });
    const last = measured({ ...group, channels }).beats.at(-1);
    expect(last?.sample).toBeLessThan(4600);
  });
});

describe('intervals', () => {
  const intervals = (parts: Partial<SyntheticSpec>) => measured(groupOf(spec(parts))).intervals;

  it.each([-0.04, 0.03, 0.06])('PR follows the P wave that stands %d s earlier', (seconds) => {
    const change =
      (intervals({ pBeforeS: 0.16 + seconds })?.prMs ?? 0) - (intervals({})?.prMs ?? 0);
    expect(Math.abs(change - seconds * 1000)).toBeLessThanOrEqual(6);
  });

  it.each([-0.05, 0.05, 0.1])('QT follows the T wave that stands %d s later', (seconds) => {
    const change =
      (intervals({ tBehindS: 0.26 + seconds })?.qtMs ?? 0) - (intervals({})?.qtMs ?? 0);
    expect(Math.abs(change - seconds * 1000)).toBeLessThanOrEqual(8);
  });

  it('are the same at every sampling rate, within a few samples of the slowest', () => {
    const all = [250, 500, 1000].map((rateHz) => intervals({ rateHz }));
    for (const name of ['prMs', 'qrsMs', 'qtMs'] as const) {
      const values = all.map((one) => one?.[name] ?? 0);
      expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(12);
    }
  });

  it('corrected for the rate are QT at a rate of 60, whatever the formula', () => {
    const { qtMs, qtc } = intervals({ durationS: 20, beats: sinusRhythm(20, 1) }) ?? {};
    for (const corrected of Object.values(qtc ?? {}))
      expect(Math.abs(corrected - (qtMs ?? 0))).toBeLessThan(6);
  });

  it('without a P wave have no PR: fibrillation', () => {
    const random = seeded(3);
    const beats = [];
    for (let atS = 0.6; atS < 19; atS += 0.4 + 0.5 * random())
      beats.push({ atS, kind: 'fibrillation' as const });
    expect(intervals({ durationS: 20, beats })).toMatchObject({ prMs: null, pMs: null });
  });

  it('carry the median beat they were measured in', () => {
    const { medianBeat } = measured(groupOf(spec()));
    expect(medianBeat?.leads.map(({ lead }) => lead)).toHaveLength(12);
    const r =
      medianBeat?.leads.find(({ lead }) => lead === 'II')?.values[medianBeat.alignedAt] ?? 0;
    expect(Math.abs(r - 1.1)).toBeLessThan(0.12);
    const { qrsOn = 0, qrsOff = 0, pOn, tOff } = medianBeat?.fiducials ?? {};
    expect([pOn ?? 0, qrsOn, medianBeat?.alignedAt ?? 0, qrsOff, tOff ?? 0]).toEqual(
      [pOn ?? 0, qrsOn, medianBeat?.alignedAt ?? 0, qrsOff, tOff ?? 0].toSorted((a, b) => a - b),
    );
  });
});

describe('axes', () => {
  it('are those of the leads', () => {
    // I = 0.7 - 0.15, II = 1.1 - 0.23 over the complex: between 50 and 65 degrees
    const { qrsDeg, tDeg, pDeg } = measured(groupOf(spec())).axes;
    for (const axis of [qrsDeg, tDeg, pDeg]) {
      expect(axis).toBeGreaterThan(45);
      expect(axis).toBeLessThan(70);
    }
  });

  it('turn over with the leads, and do not exist without them', () => {
    const group = groupOf(spec());
    const turned = group.channels.map((channel) => ({
      ...channel,
      samples: channel.samples.map((value) => -value),
    }));
    const plain = measured(group).axes.qrsDeg ?? 0;
    expect(measured({ ...group, channels: turned }).axes.qrsDeg).toBe(plain - 180);
    expect(measured(groupOf(spec(), ['V1', 'V5'])).axes).toEqual({
      pDeg: null,
      qrsDeg: null,
      tDeg: null,
    });
  });
});

describe('what is not measured', () => {
  const group = groupOf(spec());

  it('nothing without a calibration, in an unknown unit, or in an averaged beat', () => {
    const without = (calibration: typeof CALIBRATION | null): EcgGroup => ({
      ...group,
      channels: group.channels.map((channel) => ({ ...channel, calibration })),
    });
    expect(reasonOf(without(null))).toEqual(['ecg.notMeasurable', 'uncalibrated']);
    expect(reasonOf(without({ ...CALIBRATION, unit: 'mmHg' }))).toEqual([
      'ecg.notMeasurable',
      'uncalibrated',
    ]);
    expect(reasonOf({ ...group, kind: 'averagedBeat' })).toEqual([
      'ecg.notMeasurable',
      'averagedBeat',
    ]);
  });

  it('nothing in a second, and nothing where there is no beat', () => {
    expect(reasonOf(groupOf(spec({ durationS: 1, beats: [] })))).toEqual([
      'ecg.notMeasurable',
      'tooShort',
    ]);
    expect(reasonOf(groupOf(spec({ beats: [] })))).toEqual(['ecg.notMeasurable', 'noBeats']);
    const flat = group.channels.map((channel) => ({ ...channel, samples: new Int16Array(5000) }));
    expect(reasonOf({ ...group, channels: flat })).toEqual(['ecg.notMeasurable', 'noBeats']);
  });

  it('leads without a calibration are left out of what is measured with the others', () => {
    const channels = group.channels.map((channel) =>
      channel.lead === 'V6' ? { ...channel, calibration: null } : channel,
    );
    const { medianBeat } = measured({ ...group, channels });
    expect(medianBeat?.leads.map(({ lead }) => lead)).not.toContain('V6');
  });
});
