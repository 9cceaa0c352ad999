import type { RequestForm } from '../../../../shared/domain/consultation/form';

export type TimeWindow = RequestForm['wishes']['windows'][number];

export const MAX_WINDOWS = 3;

/** Windows in the order of their start; nothing is added beyond three. */
export function addWindow(windows: readonly TimeWindow[], window: TimeWindow): TimeWindow[] {
  if (windows.length >= MAX_WINDOWS) return [...windows];
  return [...windows, window].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

const ZONE_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The next working morning or afternoon, Beijing time, that is not taken: a proposal to start from. */
export function nextWindow(windows: readonly TimeWindow[], now: string): TimeWindow {
  for (let day = 1; ; day += 1) {
    const local = new Date(Date.parse(now) + ZONE_MS + day * DAY_MS);
    if ([0, 6].includes(local.getUTCDay())) continue;
    const date = local.toISOString().slice(0, 10);
    for (const [from, to] of [
      ['09:00', '11:30'],
      ['14:30', '17:00'],
    ] as const) {
      const window = {
        startsAt: new Date(`${date}T${from}:00+08:00`).toISOString(),
        endsAt: new Date(`${date}T${to}:00+08:00`).toISOString(),
      };
      if (!windows.some((one) => one.startsAt === window.startsAt)) return window;
    }
  }
}
