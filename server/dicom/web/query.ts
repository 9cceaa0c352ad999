import { isUid } from '../parse/indexDicom';
import { tagOfAttribute } from '../parse/dictionary';
import { badQuery } from './problem';

export type Match = { readonly tag: string; readonly value: string };
export type SearchQuery = {
  readonly matches: readonly Match[];
  /** `all`, or the tags asked for besides the usual ones. */
  readonly include: 'all' | ReadonlySet<string>;
  readonly limit: number;
  readonly offset: number;
  readonly isFuzzy: boolean;
};

const MAX_RESULTS = 5000;
/** Parameters of the HTTP layer, not of the search (PS3.18 8.3.3). */
const NOT_MATCHED = new Set(['accept', 'charset']);

/**
 * Parses the query parameters of a search (PS3.18 8.3.4).
 * @throws AppFailure `dicom.badQuery`, params parameter: an attribute that does not exist is never ignored, since the
 *   answer would look like a match.
 */
export function parseQuery(raw: Readonly<Record<string, unknown>>): SearchQuery {
  const matches: Match[] = [];
  const include = new Set<string>();
  let isAll = false;
  const options = { limit: MAX_RESULTS, offset: 0, isFuzzy: false };
  for (const [name, value] of Object.entries(raw)) {
    const values = (Array.isArray(value) ? value : [value]).map(String);
    const last = values.at(-1) ?? '';
    if (NOT_MATCHED.has(name)) continue;
    else if (name === 'limit') options.limit = Math.min(MAX_RESULTS, count(name, last));
    else if (name === 'offset') options.offset = count(name, last);
    else if (name === 'fuzzymatching') options.isFuzzy = flag(name, last);
    else if (name === 'includefield') {
      for (const field of values.flatMap((text) => text.split(','))) {
        if (field === 'all') isAll = true;
        else include.add(attribute(field));
      }
    } else {
      for (const text of values)
        if (text !== '') matches.push({ tag: attribute(name), value: text });
    }
  }
  return { matches, include: isAll ? 'all' : include, ...options };
}

/** A UID from a path. @throws AppFailure `dicom.badQuery`. */
export function pathUid(value: string): string {
  if (!isUid(value)) throw badQuery('uid');
  return value;
}

function attribute(name: string): string {
  const tag = tagOfAttribute(name);
  if (!tag) throw badQuery(name.slice(0, 64));
  return tag;
}

function count(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw badQuery(name);
  return Number(text);
}

function flag(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw badQuery(name);
  return text === 'true';
}
