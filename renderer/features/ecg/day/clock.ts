const DAY_S = 86_400;

/** Seconds after midnight of a wall clock `YYYY-MM-DDTHH:mm:ss`; `null` where there is none. */
export function secondOfDay(recordedAt: string | null): number | null {
  const match = /T(\d\d):(\d\d):(\d\d)/u.exec(recordedAt ?? '');
  if (!match) return null;
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `13:05:20`, with the fraction that tells one line of the axis from the next. */
export function clockText(seconds: number, stepS = 1): string {
  const digits = stepS >= 1 ? 0 : stepS >= 0.1 ? 1 : 2;
  // rounded as a whole first: 59.999 s is the next minute, not ":60"
  const rounded = Math.round(seconds * 10 ** digits) / 10 ** digits;
  const whole = Math.floor(rounded);
  const part = digits === 0 ? '' : (rounded - whole).toFixed(digits).slice(1);
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${part}`;
}

/** The recorder's wall clock at a moment, or the time elapsed where the file has no clock. */
export function momentText(atS: number, startOfDayS: number | null, stepS = 1): string {
  return clockText(startOfDayS === null ? atS : (startOfDayS + atS) % DAY_S, stepS);
}

/** Which day of the recording a moment is on, from 1; `null` without clock. */
export const dayOf = (atS: number, startOfDayS: number | null): number | null =>
  startOfDayS === null ? null : Math.floor((startOfDayS + atS) / DAY_S) + 1;

/**
 * A moment somebody typed: `13:05`, `13:05:20` by the wall clock (the first such time in the recording, on the day shown
 * where there are several), `+1:05:20` from the start.
 *
 * @param nearS - Moment shown now; decides between two days.
 * @returns Seconds from the start, or `null` when it is no time or lies outside.
 */
export function parseMoment(
  text: string,
  startOfDayS: number | null,
  totalS: number,
  nearS: number,
): number | null {
  const match = /^\s*([+＋]?)\s*(\d{1,3})[:：](\d{2})(?:[:：](\d{2}(?:\.\d+)?))?\s*$/u.exec(text);
  if (!match) return null;
  const [, sign, hours, minutes, seconds = '0'] = match;
  if (Number(minutes) > 59 || Number(seconds) >= 60) return null;
  const given = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (sign !== '' || startOfDayS === null) return given <= totalS ? given : null;
  if (Number(hours) > 23) return null;
  const candidates = [];
  for (let day = 0; day * DAY_S - startOfDayS + given <= totalS; day++) {
    const atS = day * DAY_S + given - startOfDayS;
    if (atS >= 0) candidates.push(atS);
  }
  candidates.sort((a, b) => Math.abs(a - nearS) - Math.abs(b - nearS));
  return candidates[0] ?? null;
}
