import {
  DamagedEcg,
  latin1,
  readBytes,
  UnsupportedEcg,
  type ByteReader,
} from '../bytes/byteReader';
import { bytesOf, wholeFile, type EcgFile, type Reading } from './opening';

const PAGE = 64 * 1024;
/** Pages fetched at once grow up to this number, so that a long header is not walked again for each of them. */
const MOST_AT_ONCE = 64;
/** A header longer than this is not one. */
const MOST_PAGES = 1024;
/** Files up to this size are read whole, in bytes. */
const SMALL = 4 * 1024 * 1024;

class PageMissing extends Error {
  readonly page: number;

  constructor(page: number) {
    super(`page ${page}`);
    this.page = page;
  }
}

/**
 * Parses the structure of a long file whose bulk is not looked at: the parser runs as if everything were there and is
 * started again when it meets bytes that are not.
 */
export function* parsePaged<T>(
  files: readonly EcgFile[],
  file: number,
  parse: (reader: ByteReader) => T,
): Reading<T> {
  const length = files[file]?.sizeBytes ?? 0;
  if (length <= SMALL) return parse(readBytes(yield* wholeFile(files, file)));
  const pages = new Map<number, Uint8Array>();
  const reader = pagedReader(length, pages);
  for (let atOnce = 1; ; atOnce = Math.min(MOST_AT_ONCE, atOnce * 2)) {
    try {
      return parse(reader);
    } catch (cause) {
      if (!(cause instanceof PageMissing)) throw cause;
      if (pages.size > MOST_PAGES) throw new UnsupportedEcg('header too long');
      yield* fetchPages(files, file, pages, { from: cause.page, count: atOnce });
    }
  }
}

function* fetchPages(
  files: readonly EcgFile[],
  file: number,
  pages: Map<number, Uint8Array>,
  { from, count }: { readonly from: number; readonly count: number },
): Reading<void> {
  const size = files[file]?.sizeBytes ?? 0;
  const offset = from * PAGE;
  const bytes = yield* bytesOf(files, {
    file,
    offset,
    length: Math.min(count * PAGE, size - offset),
  });
  for (let at = 0; at * PAGE < bytes.length; at++) {
    pages.set(from + at, bytes.slice(at * PAGE, (at + 1) * PAGE));
  }
}

function pagedReader(length: number, pages: ReadonlyMap<number, Uint8Array>): ByteReader {
  const scratch = new DataView(new ArrayBuffer(4));
  const byteAt = (offset: number): number => {
    const page = Math.floor(offset / PAGE);
    const held = pages.get(page);
    if (!held) throw new PageMissing(page);
    return held[offset % PAGE] ?? 0;
  };
  const check = (offset: number, size: number): void => {
    if (!(offset >= 0 && size >= 0 && offset + size <= length)) {
      throw new DamagedEcg(`needs byte ${offset + size} of ${length}`);
    }
  };
  const load = (offset: number, size: number): DataView => {
    check(offset, size);
    for (let at = 0; at < size; at++) scratch.setUint8(at, byteAt(offset + at));
    return scratch;
  };
  const bytes = (offset: number, size: number): Uint8Array => {
    check(offset, size);
    if (size > PAGE * MOST_PAGES) throw new UnsupportedEcg('header too long');
    return Uint8Array.from({ length: size }, (_, at) => byteAt(offset + at));
  };
  return {
    length,
    u8: (offset) => load(offset, 1).getUint8(0),
    i8: (offset) => load(offset, 1).getInt8(0),
    u16: (offset) => load(offset, 2).getUint16(0, true),
    i16: (offset) => load(offset, 2).getInt16(0, true),
    u32: (offset) => load(offset, 4).getUint32(0, true),
    i32: (offset) => load(offset, 4).getInt32(0, true),
    bytes,
    text: (offset, size) => latin1(bytes(offset, size)),
  };
}
