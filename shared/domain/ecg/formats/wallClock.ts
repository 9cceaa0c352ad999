/** DICOM DT or HL7 TS `YYYYMMDDHHMM[SS]` with anything behind it; the zone, if any, is the recorder's own. */
export function wallClock(text: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?/u.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = match;
  return clockOf({ year, month, day }, { hour, minute, second });
}

type DateParts = { readonly year: string; readonly month: string; readonly day: string };
type TimeParts = { readonly hour: string; readonly minute: string; readonly second: string };

/** `YYYY-MM-DDTHH:mm:ss`; `null` for a date or time nobody could have read off a clock. */
export function clockOf(date: DateParts, time: TimeParts): string | null {
  const [year, month, day] = [date.year, date.month, date.day].map(Number);
  const [hour, minute, second] = [time.hour, time.minute, time.second].map(Number);
  const isDate =
    inside(year, 1900, 2200) && inside(month, 1, 12) && inside(day, 1, daysIn(year, month));
  if (!isDate || !inside(hour, 0, 23) || !inside(minute, 0, 59) || !inside(second, 0, 60)) {
    return null;
  }
  const two = (value: number | undefined): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}

const inside = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= least && value <= most;

function daysIn(year = 0, month = 0): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
