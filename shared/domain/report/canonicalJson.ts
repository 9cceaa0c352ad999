export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/**
 * One text per value, whatever order its keys were written in: the input of every content hash.
 * Text is not Unicode-normalised, because a signature covers exactly what the expert saw.
 *
 * @param value - JSON data; keys holding `undefined` are left out. A non-finite number throws: it is a bug.
 * @returns JSON without white space, object keys in UTF-16 code unit order.
 * @see RFC 8785, JSON Canonicalization Scheme, section 3.2.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError('canonical JSON has no form for NaN or Infinity');
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);
