import type { EcgAnalysis } from '../../../../shared/domain/ecg/analysis/analysis';
import type { CaliperPurpose, EcgCaliper } from '../../../../shared/domain/ecg/caliper';
import {
  heartRatePerMin,
  qtcBazettMs,
  qtcFraminghamMs,
  qtcFridericiaMs,
  qtcHodgesMs,
} from '../../../../shared/domain/ecg/intervals';
import type { RecorderMeasurement } from '../../../../shared/domain/ecg/recording';

export const MEASURED = [
  'heartRate',
  'rr',
  'pDuration',
  'pr',
  'qrs',
  'qt',
  'qtcBazett',
  'qtcFridericia',
  'qtcFramingham',
  'qtcHodges',
  'qtc',
  'pAxis',
  'qrsAxis',
  'tAxis',
] as const;
export type Measured = (typeof MEASURED)[number];

export type MeasurementRow = {
  readonly key: Measured;
  /** Computed by this product, `null` where it could not. */
  readonly ours: number | null;
  /** As the recorder wrote it, with its own unit. */
  readonly recorder: { readonly value: number; readonly unit: string } | null;
  /** By calipers the reader has given a meaning. */
  readonly caliper: number | null;
};

type Values = Readonly<Partial<Record<Measured, number | null>>>;

/** What three sources say about the same quantities, never mixed; rows nobody says anything about are left out. */
export function measurementRows(
  analysis: EcgAnalysis | null,
  recorder: readonly RecorderMeasurement[],
  calipers: readonly EcgCaliper[],
): MeasurementRow[] {
  const ours = analysis ? valuesOf(analysis) : {};
  const measured = caliperValues(calipers);
  return MEASURED.map((key): MeasurementRow => {
    const stated = recorder.find((one) => one.key === key);
    return {
      key,
      ours: ours[key] ?? null,
      recorder: stated ? { value: stated.value, unit: stated.unit } : null,
      caliper: measured[key] ?? null,
    };
  }).filter((row) => row.ours !== null || row.recorder !== null || row.caliper !== null);
}

export function valuesOf({ heartRatePerMin: rate, rr, intervals, axes }: EcgAnalysis): Values {
  return {
    heartRate: rate,
    rr: rr?.medianMs ?? null,
    ...(intervals && {
      pDuration: intervals.pMs,
      pr: intervals.prMs,
      qrs: intervals.qrsMs,
      qt: intervals.qtMs,
    }),
    ...(intervals?.qtc && {
      qtcBazett: intervals.qtc.bazettMs,
      qtcFridericia: intervals.qtc.fridericiaMs,
      qtcFramingham: intervals.qtc.framinghamMs,
      qtcHodges: intervals.qtc.hodgesMs,
    }),
    pAxis: axes.pDeg,
    qrsAxis: axes.qrsDeg,
    tAxis: axes.tDeg,
  };
}

/** A corrected QT needs a QT and an RR by calipers; no other source's RR slips in. */
export function caliperValues(calipers: readonly EcgCaliper[]): Values {
  const msOf = (purpose: CaliperPurpose): number | null => {
    const caliper = calipers.find((one) => one.purpose === purpose);
    return caliper ? Math.abs(caliper.toS - caliper.fromS) * 1000 : null;
  };
  const [rr, qt] = [msOf('rr'), msOf('qt')];
  const hasBoth = rr !== null && qt !== null && rr > 0;
  return {
    heartRate: rr !== null && rr > 0 ? heartRatePerMin(rr) : null,
    rr,
    pr: msOf('pr'),
    qrs: msOf('qrs'),
    qt,
    ...(hasBoth && {
      qtcBazett: qtcBazettMs(qt, rr),
      qtcFridericia: qtcFridericiaMs(qt, rr),
      qtcFramingham: qtcFraminghamMs(qt, rr),
      qtcHodges: qtcHodgesMs(qt, rr),
    }),
  };
}

/** Unit of the numbers of `ours` and `caliper`. */
export function unitOf(key: Measured): 'perMin' | 'ms' | 'deg' {
  if (key === 'heartRate') return 'perMin';
  return key.endsWith('Axis') ? 'deg' : 'ms';
}
