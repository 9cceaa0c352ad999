import { DamagedEcg } from '../../bytes/byteReader';
import { guessText } from '../../bytes/text';
import { decimalOf } from '../../bytes/xml';

/** One time-stamped annotation list; times in seconds from the start of the file. */
export type TimedText = {
  readonly onsetS: number;
  readonly durationS: number;
  readonly texts: readonly string[];
};

const END = 0;
const SEPARATOR = 0x14;
const DURATION = 0x15;
/** No recorder runs longer; a larger onset is a damaged one. */
const LONGEST_S = 31 * 24 * 3600;

/** Time-stamped annotation lists of one record's annotation signal (EDF+ specification 2.2). */
export function readLists(bytes: Uint8Array): TimedText[] {
  const lists: TimedText[] = [];
  for (let at = 0; at < bytes.length;) {
    const zero = bytes.indexOf(END, at);
    const end = zero < 0 ? bytes.length : zero;
    if (end > at) lists.push(readList(bytes.subarray(at, end)));
    at = end + 1;
  }
  return lists;
}

function readList(bytes: Uint8Array): TimedText {
  const parts = splitAt(bytes, SEPARATOR);
  const [onset, duration] = splitAt(parts[0] ?? bytes, DURATION).map((part) => guessText(part));
  const onsetS = decimalOf(onset ?? '');
  if (onsetS === null || Math.abs(onsetS) > LONGEST_S)
    throw new DamagedEcg('annotation without a time');
  return {
    onsetS,
    durationS: decimalOf(duration ?? '') ?? 0,
    texts: parts.slice(1).map((part) => guessText(part).trim()),
  };
}

function splitAt(bytes: Uint8Array, mark: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + 1;
  }
  return [...parts, bytes.subarray(from)];
}

/** When a record begins: its first list has an empty text and nothing else. */
export function onsetOf(bytes: Uint8Array): number {
  const [first] = readLists(bytes);
  if (!first || first.texts[0] !== '') throw new DamagedEcg('a record does not say when it begins');
  return first.onsetS;
}
