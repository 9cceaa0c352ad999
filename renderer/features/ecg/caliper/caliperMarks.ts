import { marchS, type EcgCaliper } from '../../../../shared/domain/ecg/caliper';
import { xOf, yOf, type PaperSheet, type Strip } from '../../../../shared/domain/ecg/paper';
import type { CaliperMark } from '../../../ports/ecgViewer';
import type { CaliperState } from './caliperState';

/** A mark that knows which caliper it shows. */
export type NumberedMark = CaliperMark & { readonly id: number };

/** Calipers as they lie on the sheet: on every strip that shows both their lead and their time. */
export function caliperMarks(
  sheet: PaperSheet,
  { calipers, selectedId, part }: CaliperState,
  textOf: (caliper: EcgCaliper, strip: Strip) => string,
): NumberedMark[] {
  return calipers.flatMap((caliper) =>
    sheet.strips
      .filter((strip) => strip.trace.label === caliper.label && shows(strip, caliper))
      .map((strip): NumberedMark => {
        const isSelected = caliper.id === selectedId;
        return {
          id: caliper.id,
          strip,
          fromXMm: xOf(strip, caliper.fromS, sheet.speedMmPerS),
          toXMm: xOf(strip, caliper.toS, sheet.speedMmPerS),
          levels: levelsOf(caliper, strip),
          marchXMm: caliper.isMarching ? marchMm(sheet, strip, caliper) : [],
          isSelected,
          active: isSelected ? part : null,
          text: textOf(caliper, strip),
        };
      }),
  );
}

const shows = ({ fromS, toS }: Strip, caliper: EcgCaliper): boolean =>
  Math.min(caliper.fromS, caliper.toS) >= fromS - 1e-6 &&
  Math.max(caliper.fromS, caliper.toS) <= toS + 1e-6;

function levelsOf({ fromValue, toValue }: EcgCaliper, strip: Strip): CaliperMark['levels'] {
  const isMeasured = Number.isFinite(fromValue) && Number.isFinite(toValue);
  return strip.trace.unscaled === null && isMeasured
    ? { fromYMm: yOf(strip, fromValue), toYMm: yOf(strip, toValue) }
    : null;
}

/** Columns of a row follow each other in time: the march goes on through all of them. */
function marchMm(sheet: PaperSheet, strip: Strip, caliper: EcgCaliper): number[] {
  const row = sheet.strips.filter((one) => one.row === strip.row);
  const fromS = Math.min(...row.map((one) => one.fromS));
  const toS = Math.max(...row.map((one) => one.toS));
  return marchS(caliper, fromS, toS).map((atS) => xOf(strip, atS, sheet.speedMmPerS));
}

export type CaliperGrip = {
  readonly id: number;
  readonly part: 'from' | 'to' | 'both';
};

/**
 * The caliper somebody takes hold of: one of its lines within reach, else its middle.
 *
 * @param reachMm - How far beside a line a press still takes it.
 */
export function gripAt(
  marks: readonly NumberedMark[],
  point: { readonly xMm: number; readonly yMm: number },
  reachMm: number,
): CaliperGrip | null {
  const inRow = marks.filter(
    ({ strip }) => Math.abs(point.yMm - strip.baselineMm) <= strip.heightMm / 2,
  );
  const lines = inRow
    .flatMap(({ id, fromXMm, toXMm }) => [
      { id, part: 'from' as const, away: Math.abs(point.xMm - fromXMm) },
      { id, part: 'to' as const, away: Math.abs(point.xMm - toXMm) },
    ])
    .filter(({ away }) => away <= reachMm)
    .sort((a, b) => a.away - b.away);
  if (lines[0]) return { id: lines[0].id, part: lines[0].part };
  // a caliper in hand is carried by its middle; others are only selected by their lines, so that new ones can start inside
  const held = inRow.find(
    ({ isSelected, fromXMm, toXMm }) =>
      isSelected && point.xMm > Math.min(fromXMm, toXMm) && point.xMm < Math.max(fromXMm, toXMm),
  );
  return held ? { id: held.id, part: 'both' } : null;
}
