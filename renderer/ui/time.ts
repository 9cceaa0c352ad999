import type { Language } from '../../shared/i18n/index';

/** The only zone the product's readers live in; instants stay UTC everywhere else. */
const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

type Piece = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second';

const formatters = new Map<Language, Intl.DateTimeFormat>();

function formatterOf(language: Language): Intl.DateTimeFormat {
  const known = formatters.get(language);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: ZONE,
    year: 'numeric',
    month: language === 'en' ? 'short' : 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(language, made);
  return made;
}

function piecesOf(at: string, language: Language): Record<Piece, string> {
  const parts = formatterOf(language).formatToParts(new Date(at));
  const value = (type: Piece) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    year: value('year'),
    month: value('month').replace('月', ''),
    day: value('day'),
    weekday: value('weekday'),
    hour: value('hour'),
    minute: value('minute'),
    second: value('second'),
  };
}

/** `09:41`, or `09:41:07` when saving times are meant. */
export function formatTimeOfDay(at: string, language: Language, withSeconds = false): string {
  const { hour, minute, second } = piecesOf(at, language);
  return withSeconds ? `${hour}:${minute}:${second}` : `${hour}:${minute}`;
}

/**
 * `11月24日 15:00`; with weekday within a week of `now`, with year when it is another one.
 * English: `24 Nov 15:00`, `Tue 24 Nov 15:00`, `24 Nov 2027 15:00`.
 */
export function formatInstant(at: string, language: Language, now: string): string {
  const { hour, minute } = piecesOf(at, language);
  return `${formatDay(at, language, now)} ${hour}:${minute}`;
}

/** The calendar day of an instant, in the manner of `formatInstant`. */
export function formatDay(at: string, language: Language, now: string): string {
  const then = piecesOf(at, language);
  const isThisYear = then.year === piecesOf(now, language).year;
  const isNear = Math.abs(Date.parse(at) - Date.parse(now)) < 7 * DAY_MS;
  if (language === 'en') {
    const day = `${then.day} ${then.month}${isThisYear ? '' : ` ${then.year}`}`;
    return isNear ? `${then.weekday} ${day}` : day;
  }
  const day = `${isThisYear ? '' : `${then.year}年`}${then.month}月${then.day}日`;
  return isNear ? `${day} ${then.weekday}` : day;
}

/** `11月24日 周二 15:00–15:40`; the end repeats its day only when it is another one. */
export function formatSpan(
  startsAt: string,
  endsAt: string,
  language: Language,
  now: string,
): string {
  const isSameDay = localDateOf(startsAt) === localDateOf(endsAt);
  const end = isSameDay ? formatTimeOfDay(endsAt, language) : formatInstant(endsAt, language, now);
  return `${formatInstant(startsAt, language, now)}–${end}`;
}

/** A calendar date without zone, `2026-11-24`, in words. */
export const formatLocalDate = (date: string, language: Language, now: string): string =>
  formatDay(`${date}T12:00:00+08:00`, language, now);

/** The calendar date of an instant where the reader is, `YYYY-MM-DD`. */
export function localDateOf(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
}

const UNITS = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `3小时前`, `2天后`; under a minute `now` in words of the language. */
export function formatRelative(at: string, language: Language, now: string): string {
  const difference = Date.parse(at) - Date.parse(now);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, ms] of UNITS) {
    if (Math.abs(difference) >= ms) return words.format(Math.trunc(difference / ms), unit);
  }
  return words.format(0, 'second');
}

/** A running clock: `4:07`, `1:23:09`, from a length in ms; the sign is the caller's business. */
export function formatClock(lengthMs: number): string {
  const seconds = Math.floor(Math.abs(lengthMs) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0/, '');
}
