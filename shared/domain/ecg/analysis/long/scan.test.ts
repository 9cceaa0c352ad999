import { describe, expect, it } from 'vitest';
import { BEAT_KINDS } from '../../beatBlock';
import { FINEST_BUCKET } from '../../buckets';
import { ecgLongAnalysisSchema, type EcgLongAnalysis, type EcgEventKind } from '../../longAnalysis';
import { plantDay, synthesiseDay } from '../../testing/day';
import { createSyntheticEcg, sinusRhythm, SYNTHETIC_UV_PER_BIT } from '../../testing/syntheticEcg';
import { leadsForBeats, LongScan, type ScanEnd } from './scan';

const RATE_HZ = 250;
const CALIBRATION = {
  sensitivity: SYNTHETIC_UV_PER_BIT,
  correctionFactor: 1,
  baseline: 0,
  unit: 'uV',
};

type Source = ReturnType<typeof createSyntheticEcg>;
const channelsOf = ({ leads }: Source, calibration: typeof CALIBRATION | null = CALIBRATION) =>
  leads.map((lead) => ({ lead, label: lead, padding: -32768, calibration, skewS: 0 }));

/** Goes through a recording in pieces of a length of their own. */
function scanned(
  source: Source,
  durationS: number,
  options: { piece?: number; blank?: readonly [from: number, to: number]; calibration?: null } = {},
): ScanEnd & { readonly pairs: number } {
  const { piece = 1024 * FINEST_BUCKET, blank } = options;
  const sampleCount = durationS * RATE_HZ;
  const calibration = options.calibration === null ? null : CALIBRATION;
  const scan = new LongScan({
    sampleRateHz: RATE_HZ,
    sampleCount,
    channels: channelsOf(source, calibration),
  });
  let pairs = 0;
  for (let from = 0; from < sampleCount; from += piece) {
    const samples = source.read(from, Math.min(piece, sampleCount - from));
    for (const row of samples) {
      if (blank) row.fill(-32768, Math.max(0, blank[0] - from), Math.max(0, blank[1] - from));
    }
    pairs += scan.push(samples)[0]?.length ?? 0;
  }
  return { ...scan.end(), pairs };
}
const kindsIn = ({ events }: EcgLongAnalysis, kind: EcgEventKind) =>
  events.filter((one) => one.kind === kind);

describe('four planted hours', () => {
  const durationS = 4 * 3600;
  const planted = plantDay(durationS, RATE_HZ);
  const { beats, analysis, pairs } = scanned(synthesiseDay(planted), durationS);
  if (!analysis) throw new Error('not analysed');
  const truth = planted.spec.beats;

  it('have every beat found, and next to nothing else', () => {
    const tolerance = 0.1 * RATE_HZ;
    let [next, hits] = [0, 0];
    for (const { atS } of truth) {
      const sample = atS * RATE_HZ;
      while ((beats.samples[next] ?? Infinity) < sample - tolerance) next += 1;
      if (Math.abs((beats.samples[next] ?? Infinity) - sample) <= tolerance) hits += 1;
    }
    expect(hits / truth.length).toBeGreaterThan(0.999);
    expect(hits / beats.samples.length).toBeGreaterThan(0.999);
  });

  it('have every ectopic beat told apart by its shape', () => {
    expect(Math.abs(analysis.otherCount - planted.ectopics)).toBeLessThanOrEqual(
      0.01 * planted.ectopics,
    );
    const other = BEAT_KINDS.indexOf('other');
    expect([...beats.kinds].filter((kind) => kind === other)).toHaveLength(analysis.otherCount);
  });

  it('have their pauses, runs and the episode of fibrillation pointed at, and no others', () => {
    const pauses = kindsIn(analysis, 'pause');
    expect(pauses.map(({ value }) => Math.round(value / 100))).toEqual(
      planted.pauses.map(({ lengthS }) => Math.round(lengthS * 10)),
    );
    pauses.forEach(({ fromS }, at) => {
      expect(Math.abs(fromS - (planted.pauses[at]?.atS ?? 0))).toBeLessThan(2);
    });
    expect(kindsIn(analysis, 'otherRun').map(({ value }) => value)).toEqual(
      planted.runs.map(({ beats: n }) => n),
    );
    const [episode, ...more] = kindsIn(analysis, 'irregular');
    expect(more).toEqual([]);
    expect(Math.abs((episode?.fromS ?? 0) - planted.fibrillation.fromS)).toBeLessThan(30);
    expect(Math.abs((episode?.toS ?? 0) - planted.fibrillation.toS)).toBeLessThan(30);
    expect(kindsIn(analysis, 'noSignal')).toEqual([]);
  });

  it('have a rate for every minute, and every interval in the histogram', () => {
    expect(analysis.trend.mean).toHaveLength(240);
    expect(analysis.trend.mean.every((rate) => rate !== null && rate > 50 && rate < 140)).toBe(
      true,
    );
    const counted = analysis.rrHistogram.counts.reduce((sum, one) => sum + one, 0);
    expect(counted).toBe(beats.samples.length - 1);
    expect(analysis.beatCount).toBe(beats.samples.length);
    expect(analysis.longestRr?.ms).toBeGreaterThan(3900);
    expect(analysis.meanRate).toBeGreaterThan(analysis.slowest?.rate ?? Infinity);
    expect(analysis.meanRate).toBeLessThan(analysis.fastest?.rate ?? 0);
    expect(analysis.sdnnMs).toBeGreaterThan(analysis.sdannMs ?? Infinity);
  });

  it('are told in the form of the contract, with a pair for every bucket', () => {
    expect(ecgLongAnalysisSchema.parse(analysis)).toEqual(analysis);
    expect(analysis.channels).toEqual(['II', 'V5', 'V1']);
    expect(pairs).toBe(2 * Math.ceil((durationS * RATE_HZ) / FINEST_BUCKET));
  });
});

describe('a scan', () => {
  const source = createSyntheticEcg({
    rateHz: RATE_HZ,
    durationS: 600,
    beats: sinusRhythm(600, 0.8),
  });

  it('comes to the same whatever pieces the recording is read in', () => {
    const whole = scanned(source, 600, { piece: 600 * RATE_HZ });
    for (const piece of [FINEST_BUCKET, 37 * FINEST_BUCKET, 4096]) {
      const cut = scanned(source, 600, { piece });
      expect(cut.analysis).toEqual(whole.analysis);
      expect(cut.beats).toEqual(whole.beats);
    }
  });

  it('takes a gap for no signal, never for a pause', () => {
    const { analysis } = scanned(source, 600, { blank: [200 * RATE_HZ, 260 * RATE_HZ] });
    if (!analysis) throw new Error('not analysed');
    expect(kindsIn(analysis, 'pause')).toEqual([]);
    const [gap] = kindsIn(analysis, 'noSignal');
    expect(Math.abs((gap?.fromS ?? 0) - 200)).toBeLessThan(1);
    expect(Math.abs((gap?.toS ?? 0) - 260)).toBeLessThan(1);
    expect(analysis.trend.mean[3]).not.toBeNull();
    expect(Math.abs(analysis.analysedS - 540)).toBeLessThan(2);
  });

  it('tells slow from fast, each from fifteen beats on', () => {
    const beats = [
      ...sinusRhythm(120, 1.5),
      ...sinusRhythm(120, 0.8).map((b) => ({ ...b, atS: b.atS + 120 })),
      ...sinusRhythm(60, 0.45).map((b) => ({ ...b, atS: b.atS + 240 })),
    ];
    const { analysis } = scanned(
      createSyntheticEcg({ rateHz: RATE_HZ, durationS: 300, beats }),
      300,
    );
    if (!analysis) throw new Error('not analysed');
    expect(kindsIn(analysis, 'bradycardia').map(({ value }) => value)).toEqual([40]);
    expect(kindsIn(analysis, 'tachycardia').map(({ value }) => value)).toEqual([133]);
    expect(analysis.slowest?.rate).toBeLessThan(42);
    expect(analysis.fastest?.rate).toBeGreaterThan(128);
  });

  it('measures nothing without a calibration, but makes the overview', () => {
    const { analysis, beats, pairs } = scanned(source, 600, { calibration: null });
    expect([analysis, beats.samples.length]).toEqual([null, 0]);
    expect(pairs).toBe(2 * Math.ceil((600 * RATE_HZ) / FINEST_BUCKET));
  });

  it('looks for beats in at most three calibrated leads', () => {
    const head = (label: string, unit: string | null = 'uV') => ({
      lead: null,
      label,
      padding: null,
      calibration: unit === null ? null : { ...CALIBRATION, unit },
      skewS: 0,
    });
    const channels = [
      head('Resp', '%'),
      head('X'),
      head('MLII'),
      head('V9', null),
      head('CM5'),
      head('Z'),
    ];
    expect(leadsForBeats(channels)).toEqual([2, 1, 4]);
  });
});
