/** One step through an XML text. */
export type XmlToken =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: string;
      readonly isEmpty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Why an XML text is not followed. A document type could define entities that expand without end. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
  readonly reason: 'doctype' | 'malformed';

  constructor(reason: 'doctype' | 'malformed') {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Walks through XML without building a tree and without resolving anything but the five predefined and numeric
 * entities. Prefixes are dropped from names.
 *
 * @throws XmlRefused at a document type declaration or at a tag that does not end.
 */
export function* scanXml(xml: string): Generator<XmlToken> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open > at || open === -1) {
      yield { kind: 'text', text: resolve(xml.slice(at, open === -1 ? xml.length : open)) };
      if (open === -1) return;
    }
    if (xml.startsWith('<!--', open)) at = endOf(xml, '-->', open);
    else if (xml.startsWith('<?', open)) at = endOf(xml, '?>', open);
    else if (xml.startsWith('<![CDATA[', open)) {
      at = endOf(xml, ']]>', open);
      yield { kind: 'text', text: xml.slice(open + 9, at - 3) };
    } else if (xml.startsWith('<!', open)) throw new XmlRefused('doctype');
    else {
      const end = endOfTag(xml, open);
      yield tagOf(xml.slice(open + 1, end));
      at = end + 1;
    }
  }
}

/** Local name of the root element and the start of its attributes; `null` when the text is no XML. */
export function rootOf(xml: string): { name: string; attributes: string } | null {
  try {
    for (const token of scanXml(xml)) {
      if (token.kind === 'open') return { name: token.name, attributes: token.attributes };
      if (token.kind === 'text' && token.text.replaceAll('\ufeff', '').trim() !== '') return null;
    }
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
  }
  return null;
}

/** Value of an attribute; '' when it is not there. */
export function attributeOf(attributes: string, name: string): string {
  const match = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return resolve(match?.[1] ?? match?.[2] ?? '');
}

function tagOf(inside: string): XmlToken {
  if (inside.startsWith('/')) return { kind: 'close', name: localName(inside.slice(1).trim()) };
  const isEmpty = inside.endsWith('/');
  const body = isEmpty ? inside.slice(0, -1) : inside;
  const space = body.search(/\s/);
  const name = space === -1 ? body : body.slice(0, space);
  return {
    kind: 'open',
    name: localName(name),
    attributes: space === -1 ? '' : body.slice(space),
    isEmpty,
  };
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function endOf(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  if (end === -1) throw new XmlRefused('malformed');
  return end + mark.length;
}

/** A `>` inside a quoted attribute does not end the tag. */
function endOfTag(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at++) {
    const character = xml[at] ?? '';
    if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
  }
  throw new XmlRefused('malformed');
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

const resolve = (text: string): string =>
  text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
