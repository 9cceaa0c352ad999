/** One file of a bundle; `path` is relative, with `/`. */
export type BundleEntry = { readonly path: string; readonly content: Blob };

const BLOCK = 512;
const encoder = new TextEncoder();
/** 11 octal digits; a larger file says its size in a pax record. */
const MAX_OCTAL_SIZE = 8 ** 11 - 1;

/**
 * Packs files into one tar archive, POSIX.1-2017 pax interchange format. The archive refers to the files instead of
 * copying them: its parts are read when the upload gets to them. The same entries always give the same bytes, so
 * that a broken upload can go on after a restart.
 */
export function packTar(entries: readonly BundleEntry[]): Blob {
  const ordered = [...entries].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const parts = ordered.flatMap(({ path, content }): BlobPart[] => [
    ...paxHeader(path, content.size),
    header(shortName(path), Math.min(content.size, MAX_OCTAL_SIZE), '0'),
    content,
    padding(content.size),
  ]);
  return new Blob([...parts, new Uint8Array(2 * BLOCK)]);
}

/** Names a plain header cannot say: longer than its field or not ASCII; and sizes beyond its digits. */
function paxHeader(path: string, size: number): BlobPart[] {
  const records = [
    ...(path === shortName(path) ? [] : [paxRecord('path', path)]),
    ...(size <= MAX_OCTAL_SIZE ? [] : [paxRecord('size', String(size))]),
  ].join('');
  if (records === '') return [];
  const body = encoder.encode(records);
  return [header('PaxHeader', body.length, 'x'), body, padding(body.length)];
}

/** `LENGTH key=value\n`, where LENGTH counts the bytes of the whole record, its own digits included. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const restLength = encoder.encode(rest).length;
  let length = restLength + String(restLength).length;
  if (String(length).length !== String(restLength).length)
    length = restLength + String(length).length;
  return `${length}${rest}`;
}

const NAME_BYTES = 100;
const shortName = (path: string): string => path.replace(/[^\x20-\x7e]/g, '_').slice(0, NAME_BYTES);

function header(name: string, size: number, type: '0' | 'x'): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK);
  const put = (text: string, offset: number) => block.set(encoder.encode(text), offset);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  put(name, 0);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put(' '.repeat(8), 148);
  put(type, 156);
  put('ustar\0', 257);
  put('00', 263);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  put(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

const padding = (size: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
