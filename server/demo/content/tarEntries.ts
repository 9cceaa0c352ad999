/** One regular file of an archive; `bytes` is a view, not a copy. */
export type TarEntry = { readonly name: string; readonly bytes: Uint8Array };

const BLOCK = 512;
const SIZE_FIELD = 124;
const CHECKSUM_FIELD = 148;
const REGULAR_FILE = '0';

/**
 * Regular files of a plain ustar archive (POSIX.1-1988), as the demo bundles are: short names, no links, no extensions.
 *
 * @throws on a header whose checksum is wrong, on an entry of another kind and on an archive cut short.
 */
export function tarEntries(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  let offset = 0;
  while (offset + BLOCK <= archive.length && archive[offset] !== 0) {
    const header = archive.subarray(offset, offset + BLOCK);
    checkHeader(header, offset);
    const size = parseInt(text(header, SIZE_FIELD, 12), 8);
    const start = offset + BLOCK;
    if (start + size > archive.length) throw new Error(`tar entry at ${offset} is cut short`);
    entries.push({ name: text(header, 0, 100), bytes: archive.subarray(start, start + size) });
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (offset >= archive.length) throw new Error('tar archive has no end mark');
  return entries;
}

function checkHeader(header: Uint8Array, offset: number): void {
  // The checksum is summed with its own field read as blanks.
  const sum = header.reduce(
    (total, byte, index) =>
      total + (index >= CHECKSUM_FIELD && index < CHECKSUM_FIELD + 8 ? 32 : byte),
    0,
  );
  if (parseInt(text(header, CHECKSUM_FIELD, 8), 8) !== sum) {
    throw new Error(`tar header at ${offset} is damaged`);
  }
  if (text(header, 156, 1) !== REGULAR_FILE) {
    throw new Error(`tar entry at ${offset} is not a regular file`);
  }
}

const text = (header: Uint8Array, from: number, length: number): string => {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
};
