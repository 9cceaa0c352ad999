import type { SheetRow } from './layouts';
import {
  cutSheet,
  placeRows,
  type PaperSettings,
  type PaperSheet,
  type SheetWindow,
} from './paper';

/** A4 landscape without the rim printers cannot reach, millimetres. */
export const PAGE_MM = { width: 297, height: 210, rim: 6 } as const;
/** Height the page leaves for the sheet below its head and above its foot. */
const SHEET_MM = { height: 160, besideRows: 15 } as const;
/** Millimetres of trace on one page: 10 s at 25 mm/s. */
const TRACE_MM = 250;
/** Rows may close up this far before they go on to another page. */
const TIGHTEST = 0.6;

/**
 * The sheet in true size on as many A4 pages as it takes: cut in time where the paper is faster than a page is wide, and
 * by rows where the gain is higher than a page. Nothing is ever made smaller.
 */
export function printPages(
  rows: readonly SheetRow[],
  settings: PaperSettings,
  window: SheetWindow,
): PaperSheet[] {
  const roomMm = SHEET_MM.height - SHEET_MM.besideRows;
  const free = placeRows(rows, settings, window);
  const usualRowMm = Math.max(...free.strips.map(({ heightMm }) => heightMm), 1);
  const mostRows = Math.max(1, Math.floor(roomMm / (TIGHTEST * usualRowMm)));
  const pages = Math.max(1, Math.ceil(rows.length / mostRows));
  const perPage = Math.ceil(rows.length / pages);
  const spareMm = roomMm - perPage * Math.min(usualRowMm, roomMm / perPage);
  const edgeMm = Math.floor(spareMm / 2 / 5) * 5;
  const pageS = TRACE_MM / settings.speedMmPerS;
  return Array.from({ length: pages }, (_, page) =>
    rows.slice(page * perPage, (page + 1) * perPage),
  ).flatMap((part) => {
    const sheet = placeRows(part, settings, window, {
      mostRowMm: roomMm / perPage,
      mostEdgeMm: edgeMm,
    });
    return partsOf(sheet, pageS).map(([fromS, toS]) => cutSheet(sheet, fromS, toS));
  });
}

function partsOf({ fromS, toS }: PaperSheet, pageS: number): (readonly [number, number])[] {
  const count = Math.max(1, Math.ceil((toS - fromS) / pageS - 1e-6));
  return Array.from({ length: count }, (_, at) => [
    fromS + at * pageS,
    Math.min(toS, fromS + (at + 1) * pageS),
  ]);
}
