const MAX_PATH = 400;

/**
 * A name from inside an archive as it may be shown and stored: forward slashes, no way up, no root, no drive, no
 * control or direction-changing characters. It is only ever a label; nothing is written under it.
 *
 * @returns Never empty; names that consist of nothing else become `_`.
 */
export function safeEntryPath(raw: string): string {
  const parts = raw
    .replaceAll('\\', '/')
    // C0, DEL, C1, and the marks that would let `exe.fdp` read as `pdf.exe`
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map((part) => part.trim().replace(/^(?:[A-Za-z]:\s*)+/, ''))
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const path = parts.join('/');
  if (path === '') return '_';
  const characters = [...path];
  return characters.length <= MAX_PATH ? path : `…${characters.slice(1 - MAX_PATH).join('')}`;
}

const LITTER = new Set(['thumbs.db', 'desktop.ini', '.ds_store', 'autorun.inf', '.localized']);

/** What operating systems leave on every medium; it is listed, but nobody has to decide about it. */
export function isLitter(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  return parts.includes('__macosx') || name.startsWith('._') || LITTER.has(name);
}
