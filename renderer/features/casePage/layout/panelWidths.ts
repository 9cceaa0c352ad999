export type PanelWidths = { readonly timeline: number; readonly panel: number };

export const DEFAULT_WIDTHS: PanelWidths = { timeline: 240, panel: 360 };
const LIMITS = { timeline: [160, 420], panel: [300, 640] } as const;
/** Below this the pictures are no longer worth looking at. */
const STAGE_MIN = 320;

/**
 * Widths after one border was moved, in CSS pixels; the stage keeps what it needs.
 *
 * @param total - Width of the whole page.
 */
export function resized(
  widths: PanelWidths,
  side: keyof PanelWidths,
  wanted: number,
  total: number,
): PanelWidths {
  const other = side === 'timeline' ? widths.panel : widths.timeline;
  const [least, most] = LIMITS[side];
  const room = Math.max(least, total - other - STAGE_MIN);
  return { ...widths, [side]: Math.round(Math.min(Math.max(wanted, least), most, room)) };
}

/**
 * The widths somebody chose, on a page that may be narrower than the one they were chosen on: what the stage lacks is
 * taken from the timeline first, then from the panel.
 *
 * @param total - Width of the whole page; 0 while it is not known.
 */
export function fitted(widths: PanelWidths, total: number): PanelWidths {
  const lack = (of: PanelWidths) => of.timeline + of.panel + STAGE_MIN - total;
  if (total === 0 || lack(widths) <= 0) return widths;
  const timeline = Math.max(LIMITS.timeline[0], widths.timeline - lack(widths));
  const narrowed = { ...widths, timeline };
  const panel = Math.max(LIMITS.panel[0], widths.panel - Math.max(0, lack(narrowed)));
  return { timeline, panel };
}

/** Widths as stored; anything unreadable gives the defaults. */
export function readWidths(stored: string | null): PanelWidths {
  const [timeline, panel] = (stored ?? '').split(' ').map(Number);
  if (!timeline || !panel) return DEFAULT_WIDTHS;
  return resized(resized(DEFAULT_WIDTHS, 'timeline', timeline, Infinity), 'panel', panel, Infinity);
}

export const writeWidths = ({ timeline, panel }: PanelWidths): string =>
  `${String(timeline)} ${String(panel)}`;
