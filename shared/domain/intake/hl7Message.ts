import { err, ok, type Result } from '../../lib/result';

/** `fields[0]` is the segment's name; MSH counts as the standard does, so that MSH-9 is `fields[9]`. */
export type Hl7Segment = { readonly name: string; readonly fields: readonly string[] };

export type Hl7Message = {
  readonly segments: readonly Hl7Segment[];
  readonly delimiters: Delimiters;
};

type Delimiters = {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
};

export type Hl7Problem = { readonly reason: 'noHeader' | 'badDelimiters' };

const HEADERS = /^(MSH|FHS|BHS)/;

/**
 * Splits text into messages. It must be decoded before: in GB18030 the second byte of a character may be a
 * delimiter. Batch envelopes (FHS, BHS, BTS, FTS) are left out, MLLP frame bytes are tolerated.
 *
 * @returns At least one message, or why there is none.
 * @see HL7 v2.5.1 chapter 2.5, 2.10.3.
 */
export function parseHl7(text: string): Result<readonly Hl7Message[], Hl7Problem> {
  const lines = text
    .replace(/[\u000b\u001c\ufeff]/g, '\r')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '');
  if (!HEADERS.test(lines[0] ?? '')) return err({ reason: 'noHeader' });
  const messages: { segments: Hl7Segment[]; delimiters: Delimiters }[] = [];
  for (const line of lines) {
    if (line.startsWith('MSH')) {
      const delimiters = delimitersOf(line);
      if (!delimiters) return err({ reason: 'badDelimiters' });
      messages.push({ delimiters, segments: [header(line, delimiters)] });
      continue;
    }
    const current = messages.at(-1);
    const name = line.slice(0, 3).toUpperCase();
    if (!current || ['FHS', 'BHS', 'BTS', 'FTS'].includes(name)) continue;
    current.segments.push({
      name,
      fields: [name, ...line.split(current.delimiters.field).slice(1)],
    });
  }
  return messages.length > 0 ? ok(messages) : err({ reason: 'noHeader' });
}

function delimitersOf(line: string): Delimiters | null {
  const field = line[3] ?? '';
  const encoding = line.slice(4).split(field, 1)[0] ?? '';
  const [component = '', repetition = '~', escape = '\\', subcomponent = '&'] = encoding;
  const all = [field, component, repetition, escape, subcomponent];
  const isDistinct = new Set(all).size === all.length;
  const isPunctuation = all.every((character) => /^[^A-Za-z0-9\s]$/.test(character));
  return isDistinct && isPunctuation
    ? { field, component, repetition, escape, subcomponent }
    : null;
}

function header(line: string, { field }: Delimiters): Hl7Segment {
  return { name: 'MSH', fields: ['MSH', field, ...line.slice(4).split(field)] };
}

/** One position of a message, all counted from 1 as in the standard; '' where it holds nothing. */
export function valueAt(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  component = 1,
): string {
  return firstComponent(message, repetitionsOf(message, segment, field)[0] ?? '', component);
}

/** Raw repetitions of a field; an HL7 null (`""`) and an absent field have none. */
export function repetitionsOf(
  { delimiters }: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
): string[] {
  const raw = segment?.fields[field] ?? '';
  return raw === '' || raw === '""' ? [] : raw.split(delimiters.repetition);
}

/** One component of one raw repetition, its escapes resolved; subcomponents are joined by a space. */
export function firstComponent(
  { delimiters }: Hl7Message,
  repetition: string,
  component: number,
): string {
  const raw = repetition.split(delimiters.component)[component - 1] ?? '';
  if (raw === '""') return '';
  return raw
    .split(delimiters.subcomponent)
    .map((part) => unescape(part, delimiters))
    .filter((part) => part !== '')
    .join(' ')
    .trim();
}

/** All components of a repetition as text, for names whose every part counts. */
export function componentsOf({ delimiters }: Hl7Message, repetition: string): string[] {
  return repetition
    .split(delimiters.component)
    .map((part) => unescape(part.split(delimiters.subcomponent)[0] ?? '', delimiters));
}

/** Escape sequences of 2.7; formatting commands become line breaks, highlighting vanishes. */
function unescape(text: string, delimiters: Delimiters): string {
  const mark = `\\u{${delimiters.escape.codePointAt(0)?.toString(16) ?? '5c'}}`;
  return text.replace(new RegExp(`${mark}([^${mark}]*)${mark}`, 'gu'), (whole, code: string) => {
    if (code === 'F') return delimiters.field;
    if (code === 'S') return delimiters.component;
    if (code === 'T') return delimiters.subcomponent;
    if (code === 'R') return delimiters.repetition;
    if (code === 'E') return delimiters.escape;
    if (code === 'H' || code === 'N') return '';
    if (/^\.(br|sp|ce)/i.test(code)) return '\n';
    if (/^\.(in|ti|sk|fi|nf)/i.test(code)) return ' ';
    const bytes = /^X((?:[0-9A-F]{2})+)$/i.exec(code)?.[1];
    return bytes ? hexText(bytes, whole) : whole;
  });
}

/** Hexadecimal data is only text when every byte is ASCII; which character set it is in otherwise, nobody says. */
function hexText(bytes: string, otherwise: string): string {
  const codes = (bytes.match(/../g) ?? []).map((pair) => parseInt(pair, 16));
  const isText = codes.every(
    (code) => code === 9 || code === 10 || code === 13 || (code >= 32 && code < 127),
  );
  return isText ? String.fromCharCode(...codes).replaceAll('\r', '\n') : otherwise;
}
