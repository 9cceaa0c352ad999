import { DamagedEcg, UnsupportedEcg } from './byteReader';

export type XmlElement = {
  /** Without namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

type Open = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  text: string[];
};

const MAX_DEPTH = 100;
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/**
 * Reads an XML document into a tree. Just enough for data formats, and nothing that reaches outside: a document type
 * declaration with contents is refused, because entities could expand without end or name other files.
 *
 * @throws {DamagedEcg} When the document is not well formed. @throws {UnsupportedEcg} For a DOCTYPE with contents.
 */
export function readXml(source: string): XmlElement {
  const root: Open = { name: '', attributes: new Map(), children: [], text: [] };
  const stack: Open[] = [root];
  let at = 0;
  while (at < source.length) {
    const tagAt = source.indexOf('<', at);
    const current = stack.at(-1) ?? root;
    current.text.push(source.slice(at, tagAt < 0 ? source.length : tagAt));
    if (tagAt < 0) break;
    at = readMarkup(source, tagAt, stack);
  }
  const [element] = root.children;
  if (stack.length !== 1 || root.children.length !== 1 || !element) {
    throw new DamagedEcg('XML elements are not closed');
  }
  return element;
}

/** Handles what begins at `<` and returns where text goes on. */
function readMarkup(source: string, at: number, stack: Open[]): number {
  if (source.startsWith('<!--', at)) return after(source, '-->', at);
  if (source.startsWith('<?', at)) return after(source, '?>', at);
  if (source.startsWith('<![CDATA[', at)) {
    const end = after(source, ']]>', at);
    stack.at(-1)?.text.push(source.slice(at + 9, end - 3));
    return end;
  }
  if (source.startsWith('<!', at)) return afterDoctype(source, at);
  const end = tagEnd(source, at);
  const body = source.slice(at + 1, end - 1);
  if (body.startsWith('/')) close(body.slice(1).trim(), stack);
  else open(body, stack);
  return end;
}

/** MUSE names an external document type, which is never fetched and defines nothing here; an internal one could. */
function afterDoctype(source: string, at: number): number {
  const external = /^<!DOCTYPE\s+[\w:.-]+(\s+(SYSTEM|PUBLIC)\b[^[\]<>]*)?>/iu.exec(
    source.slice(at, at + 1000),
  );
  if (!external) throw new UnsupportedEcg('XML with a document type declaration');
  return at + external[0].length;
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  if (at < 0) throw new DamagedEcg(`XML ends before ${mark}`);
  return at + mark.length;
}

/** A `>` inside an attribute value does not end the tag. */
function tagEnd(source: string, at: number): number {
  let quote = '';
  for (let index = at; index < source.length; index++) {
    const character = source.charAt(index);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index + 1;
  }
  throw new DamagedEcg('XML tag is not closed');
}

function open(body: string, stack: Open[]): void {
  if (stack.length > MAX_DEPTH) throw new DamagedEcg('XML nested too deep');
  const selfClosing = body.endsWith('/');
  const content = selfClosing ? body.slice(0, -1) : body;
  const [name = ''] = content.split(/[\s]/u, 1);
  if (name === '') throw new DamagedEcg('XML tag without a name');
  stack.push({
    name: localName(name),
    attributes: readAttributes(content.slice(name.length)),
    children: [],
    text: [],
  });
  if (selfClosing) close(name, stack);
}

function close(name: string, stack: Open[]): void {
  const element = stack.pop();
  const parent = stack.at(-1);
  if (!element || !parent || element.name !== localName(name)) {
    throw new DamagedEcg(`XML element ${name} closed out of order`);
  }
  parent.children.push({ ...element, text: unescaped(element.text.join('')) });
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single] of text.matchAll(
    /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu,
  )) {
    if (name) attributes.set(localName(name), unescaped(double ?? single ?? ''));
  }
  return attributes;
}

const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x?)?(\w+);/gu, (whole, numeric: string | undefined, name: string) =>
        numeric
          ? String.fromCodePoint(
              Math.min(0x10ffff, parseInt(name, numeric === '#x' ? 16 : 10) || 0),
            )
          : (ENTITIES[name] ?? whole),
      )
    : text;

/** Every element of that name below `element`, in document order. */
export const descendants = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ]);

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

/** Text of a child element without the white space around it; '' when it is not there. */
export const textIn = (element: XmlElement | undefined, name: string): string =>
  child(element, name)?.text.trim() ?? '';

/** The element at a path of names below `element`. */
export const at = (
  element: XmlElement | undefined,
  ...path: readonly string[]
): XmlElement | undefined => path.reduce((found, name) => child(found, name), element);

export const attribute = (element: XmlElement | undefined, name: string): string =>
  element?.attributes.get(name)?.trim() ?? '';

/** A decimal number, also with a decimal comma; `null` for anything else. */
export function decimalOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/iu.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
