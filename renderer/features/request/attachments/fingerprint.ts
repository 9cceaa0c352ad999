import type { BundleEntry } from './packTar';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

/**
 * 64-bit FNV-1a over what tells one set of files from another: case, paths, sizes, times. It is kept in the browser's
 * storage, where a path (and with it a patient's name) must not be.
 */
export function fingerprintOf(caseId: string, entries: readonly BundleEntry[]): string {
  const described = entries
    .map(({ path, content }) => `${path}\n${content.size}\n${modifiedAt(content)}`)
    .sort();
  const bytes = new TextEncoder().encode([caseId, ...described].join('\n\n'));
  let hash = OFFSET;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash.toString(16).padStart(16, '0');
}

const modifiedAt = (content: Blob): number => (content instanceof File ? content.lastModified : 0);
