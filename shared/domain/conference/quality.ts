import { z } from 'zod';

/** Red above these, judged over six seconds (product §2.5). */
export const QUALITY_THRESHOLDS = {
  delayMs: 250,
  jitterMs: 50,
  audioLoss: 0.1,
  videoLoss: 0.03,
  secondaryLoss: 0.03,
} as const;

const loss = z.number().min(0).max(1);
const measured = {
  /** Round trip halved, ms; `null` while unknown. */
  delayMs: z.number().min(0).max(60_000).nullable(),
  jitterMs: z.number().min(0).max(60_000).nullable(),
  audioLoss: loss.nullable(),
  videoLoss: loss.nullable(),
  secondaryLoss: loss.nullable(),
};

/** What a client measured over the last six seconds; sent every six seconds. */
export const qualityReportSchema = z.object({
  up: z.object(measured),
  down: z.object(measured),
  upKbps: z.number().min(0).max(10_000_000),
  downKbps: z.number().min(0).max(10_000_000),
  /** Part of the sound that had to be made up, 0 to 1. */
  concealed: loss.nullable(),
  /** Milliseconds any picture stood still. */
  frozenMs: z.number().min(0).max(60_000),
  /** What the client gave up by itself, in the order of sacrifice. */
  given: z.enum(['nothing', 'gallery', 'secondaryFrameRate', 'mainVideo', 'audioOnly']),
  path: z.enum(['udp', 'tcp', 'relay', 'peer', 'unknown']),
});
export type QualityReport = z.infer<typeof qualityReportSchema>;

export const QUALITY_GRADES = ['unknown', 'good', 'fair', 'poor'] as const;
export type QualityGrade = (typeof QUALITY_GRADES)[number];

type Measured = QualityReport['up'];

/** `poor` when any threshold is reached; `fair` from half of one; `unknown` when nothing was measured. */
export function gradeOf(report: Pick<QualityReport, 'up' | 'down'>): QualityGrade {
  const worst = Math.max(severity(report.up), severity(report.down));
  if (worst < 0) return 'unknown';
  return worst >= 1 ? 'poor' : worst >= 0.5 ? 'fair' : 'good';
}

/** Largest measured value as a part of its threshold; −1 when there is none. */
function severity(measured: Measured): number {
  const keys = Object.keys(QUALITY_THRESHOLDS) as (keyof typeof QUALITY_THRESHOLDS)[];
  return Math.max(-1, ...keys.map((key) => (measured[key] ?? -1) / QUALITY_THRESHOLDS[key]));
}
