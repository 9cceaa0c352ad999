import { xOf, type PaperSheet, type Strip } from '../../../shared/domain/ecg/paper';
import type { EcgPicture } from '../../ports/ecgViewer';
import {
  FOOTER_MM,
  INK,
  LABEL_MM,
  LEAD_CHANGE,
  POINT,
  PRIOR_INK,
  QUIET_INK,
  REMARK_MM,
  TRACE_MM,
  UNSCALED_INK,
} from './style';
import { walkTrace, type Pen } from './tracePath';

/** One line or text of the sheet, in millimetres of paper: the canvas and the print draw the same list. */
export type SheetMark =
  | {
      readonly kind: 'line';
      readonly walk: (pen: Pen) => void;
      readonly widthMm: number;
      readonly colour: string;
      /** Millimetres the line may reach above and below; what lies outside the window is not drawn. */
      readonly strip: Strip | null;
    }
  | { readonly kind: 'text'; readonly xMm: number; readonly yMm: number; readonly runs: TextRun[] };

export type TextRun = {
  readonly text: string;
  readonly sizeMm: number;
  readonly isStrong: boolean;
  readonly colour: string;
};

const LABEL_ABOVE_MM = 9;

/** All that is drawn on the grid, in order. */
export function sheetMarks(picture: EcgPicture): SheetMark[] {
  const { sheet, sampleRateHz } = picture;
  const { speedMmPerS } = sheet;
  return [
    ...clockMarks(picture),
    line((pen) => walkPulses(sheet, pen), { widthMm: 0.3 }),
    ...[...sheet.strips].sort(quietFirst).map((strip) =>
      line((pen) => walkTrace(strip, { speedMmPerS, sampleRateHz }, pen), {
        colour: inkOf(strip),
        strip,
      }),
    ),
    ...pointMarks(picture),
    ...(picture.clock === null
      ? []
      : [line((pen) => walkLeadChanges(sheet, pen), { widthMm: 0.35, colour: LEAD_CHANGE })]),
    ...sheet.strips
      .filter(({ tone }) => tone === undefined)
      .map((strip) => labelOf(strip, picture)),
    {
      kind: 'text',
      xMm: 5,
      yMm: sheet.heightMm - 3,
      runs: [plain(picture.footer, FOOTER_MM, INK)],
    },
  ];
}

const TONES = { quiet: 0, prior: 1 } as const;
const rank = ({ tone }: Strip): number => (tone === undefined ? 2 : TONES[tone]);

/** What stands back is drawn first. */
const quietFirst = (a: Strip, b: Strip): number => rank(a) - rank(b);

function inkOf({ tone, trace }: Strip): string {
  if (tone === 'prior') return PRIOR_INK;
  if (tone === 'quiet') return QUIET_INK;
  return trace.unscaled === null ? INK : UNSCALED_INK;
}

function pointMarks({ points }: EcgPicture): SheetMark[] {
  if (points.length === 0) return [];
  return [
    line(
      (pen) => {
        for (const { xMm, topMm, bottomMm } of points) {
          pen.moveTo(xMm, topMm);
          pen.lineTo(xMm, bottomMm);
        }
      },
      { widthMm: 0.15, colour: POINT },
    ),
    ...points
      .filter(({ text }) => text !== '')
      .map(({ xMm, topMm, text }): SheetMark => ({
        kind: 'text',
        xMm: xMm + 0.4,
        yMm: topMm + 2.4,
        runs: [plain(text, REMARK_MM, POINT)],
      })),
  ];
}

const line = (
  walk: (pen: Pen) => void,
  parts: { widthMm?: number; colour?: string; strip?: Strip } = {},
): SheetMark => ({
  kind: 'line',
  walk,
  widthMm: parts.widthMm ?? TRACE_MM,
  colour: parts.colour ?? INK,
  strip: parts.strip ?? null,
});

const plain = (text: string, sizeMm: number, colour: string): TextRun => ({
  text,
  sizeMm,
  isStrong: false,
  colour,
});

/** Calibration pulse beside every row with a scale: 1 mV high and 0.2 s wide, at the gain of the leads it stands for. */
function walkPulses({ pulses, speedMmPerS }: PaperSheet, pen: Pen): void {
  const widthMm = 0.2 * speedMmPerS;
  for (const { leftMm, baselineMm, gainMmPerMv } of pulses) {
    pen.moveTo(leftMm - 2, baselineMm);
    pen.lineTo(leftMm, baselineMm);
    pen.lineTo(leftMm, baselineMm - gainMmPerMv);
    pen.lineTo(leftMm + widthMm, baselineMm - gainMmPerMv);
    pen.lineTo(leftMm + widthMm, baselineMm);
  }
}

/** Where one lead follows another in a row, a mark keeps the step between them from looking like a complex. */
function walkLeadChanges({ strips }: PaperSheet, pen: Pen): void {
  for (const { leftMm, baselineMm, row, tone } of strips) {
    if (tone !== undefined || !strips.some((one) => one.row === row && one.leftMm < leftMm))
      continue;
    for (const side of [-1, 1]) {
      pen.moveTo(leftMm, baselineMm + 5 * side);
      pen.lineTo(leftMm, baselineMm + 9 * side);
    }
  }
}

function labelOf({ trace, leftMm, baselineMm, heightMm }: Strip, picture: EcgPicture): SheetMark {
  const { remarks } = picture;
  const remark = [
    trace.derived ? remarks.derived : null,
    trace.unscaled === null ? null : remarks.unscaled,
    trace.unscaled === null && trace.shift !== 0 ? remarks.shifted : null,
  ].filter((text) => text !== null);
  const name = { text: trace.label, sizeMm: LABEL_MM, isStrong: true, colour: INK };
  return {
    kind: 'text',
    xMm: leftMm + 1,
    yMm: baselineMm - Math.min(LABEL_ABOVE_MM, heightMm / 2 - 1.5),
    runs:
      remark.length === 0
        ? [name]
        : [name, plain(` ${remark.join(' · ')}`, REMARK_MM, UNSCALED_INK)],
  };
}

/** A tick each second along the upper edge, and times where the recording is longer than the sheet. */
function clockMarks({ sheet, clock }: EcgPicture): SheetMark[] {
  if (clock === null) return [];
  const at = (atS: number): number => sheet.startMm + (atS - sheet.fromS) * sheet.speedMmPerS;
  const seconds = Array.from(
    { length: Math.floor(sheet.toS + 1e-6) - Math.ceil(sheet.fromS - 1e-6) + 1 },
    (_, index) => Math.ceil(sheet.fromS - 1e-6) + index,
  );
  return [
    line(
      (pen) => {
        for (const second of seconds) {
          pen.moveTo(at(second), 0);
          pen.lineTo(at(second), 2);
        }
      },
      { colour: LEAD_CHANGE },
    ),
    ...clock.map(({ atS, text }): SheetMark => ({
      kind: 'text',
      xMm: at(atS) + 0.8,
      yMm: 3.2,
      runs: [plain(text, REMARK_MM, LEAD_CHANGE)],
    })),
  ];
}

/** Whether a strip's line may reach a band of the sheet; complexes run out of their row. */
export function reaches(strip: Strip, topMm: number, bottomMm: number): boolean {
  const roomMm = 2 * strip.heightMm;
  return strip.baselineMm + roomMm >= topMm && strip.baselineMm - roomMm <= bottomMm;
}

/** Left and right end of a strip. */
export const spanOf = (strip: Strip, speedMmPerS: number): readonly [number, number] => [
  strip.leftMm,
  xOf(strip, strip.toS, speedMmPerS),
];
