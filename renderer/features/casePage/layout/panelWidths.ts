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

/** Widths as stored; anything unreadable gives the defaults. */
export function readWidths(stored: string | null): PanelWidths {
  const [timeline, panel] = (stored ?? '').split(' ').map(Number);
  if (!timeline || !panel) return DEFAULT_WIDTHS;
  return resized(resized(DEFAULT_WIDTHS, 'timeline', timeline, Infinity), 'panel', panel, Infinity);
}

export const writeWidths = ({ timeline, panel }: PanelWidths): string =>
  `${String(timeline)} ${String(panel)}`;
