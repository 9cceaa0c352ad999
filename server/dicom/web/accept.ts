/** One media range of an Accept header (RFC 9110 12.5.1) with the parameters of PS3.18 8.7.4. */
export type MediaRange = {
  readonly type: string;
  readonly params: Readonly<Record<string, string>>;
  readonly quality: number;
};

/** Media ranges in order of preference; an absent or empty header accepts anything. */
export function parseAccept(header: string | undefined): MediaRange[] {
  const ranges = splitOutsideQuotes(header ?? '', ',').flatMap((part) => {
    const range = parseMediaType(part);
    return range && range.quality > 0 ? [range] : [];
  });
  if (ranges.length === 0 && !header?.trim()) return [{ type: '*/*', params: {}, quality: 1 }];
  return ranges.sort((a, b) => b.quality - a.quality);
}

/** Splits `type; name="value"`; null when there is no type. */
export function parseMediaType(text: string): MediaRange | null {
  const [type, ...rest] = splitOutsideQuotes(text, ';');
  if (!type || !type.includes('/')) return null;
  const params: Record<string, string> = {};
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const value = part.slice(equals + 1).trim();
    params[part.slice(0, equals).trim().toLowerCase()] = value.replace(/^"(.*)"$/, '$1');
  }
  const quality = Number(params['q'] ?? 1);
  return { type: type.toLowerCase(), params, quality: Number.isFinite(quality) ? quality : 1 };
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let current = '';
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) {
      parts.push(current.trim());
      current = '';
    } else current += character;
  }
  parts.push(current.trim());
  return parts.filter((part) => part !== '');
}
