/** Standard time of all of China; equipment there states local time without a zone. */
const CHINA_OFFSET_MINUTES = 8 * 60;

type Parts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

/**
 * Instant of a DICOM date and time (PS3.5 6.2, DA and TM).
 *
 * @param date - `YYYYMMDD` or the retired `YYYY.MM.DD`.
 * @param time - `HH[MM[SS[.F]]]`; midnight when absent.
 * @param zone - Timezone Offset From UTC (0008,0201), `±HHMM`; China when absent.
 * @returns ISO 8601 UTC, or `null` when there is no calendar date.
 */
export function instantOfDicom(
  date: string | null,
  time: string | null,
  zone: string | null = null,
): string | null {
  const day = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec((date ?? '').trim());
  if (!day) return null;
  const clock = /^(\d{2}):?(\d{2})?:?(\d{2})?/.exec((time ?? '').trim());
  return toInstant(partsOf([...day.slice(1), ...(clock?.slice(1) ?? [])]), offsetOf(zone));
}

/**
 * Instant of an HL7 v2 time stamp, `YYYY[MM[DD[HH[MM[SS[.F]]]]]][±ZZZZ]` (2.A.22 DTM).
 *
 * @returns ISO 8601 UTC, or `null` when it names no day: a year alone is no instant.
 */
export function instantOfHl7(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(?:\.\d+)?([+-]\d{4})?$/.exec(
    text.trim(),
  );
  return match ? toInstant(partsOf(match.slice(1, 7)), offsetOf(match[7] ?? null)) : null;
}

/** Instant of an EXIF date, `YYYY:MM:DD HH:MM:SS` in local time. */
export function instantOfExif(text: string): string | null {
  const match = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})/.exec(text.trim());
  return match ? toInstant(partsOf(match.slice(1)), CHINA_OFFSET_MINUTES) : null;
}

function partsOf(texts: readonly (string | undefined)[]): Parts {
  const number = (at: number) => Number(texts[at] ?? 0);
  return {
    year: number(0),
    month: number(1),
    day: number(2),
    hour: number(3),
    minute: number(4),
    second: number(5),
  };
}

function offsetOf(zone: string | null): number {
  const match = /^([+-])(\d{2})(\d{2})$/.exec((zone ?? '').trim());
  if (!match) return CHINA_OFFSET_MINUTES;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

function toInstant(parts: Parts, offsetMinutes: number): string | null {
  const { year, month, day, hour, minute, second } = parts;
  if (year < 1850 || hour > 23 || minute > 59 || second > 60) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
  const date = new Date(local);
  // Date.UTC turns 30 February into March; that is no date anybody wrote
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return new Date(local - offsetMinutes * 60_000).toISOString();
}
