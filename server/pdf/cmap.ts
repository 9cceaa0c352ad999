import { closeSync, openSync, readSync } from 'node:fs';

/** Says whether a font can draw a Unicode code point. */
export type Coverage = (codePoint: number) => boolean;

type Table = { readonly offset: number; readonly length: number };
type Read = (offset: number, length: number) => DataView;
type Range = readonly [first: number, last: number];

const TTC_TAG = 0x74746366;

/**
 * Reads which code points a TrueType or OpenType font maps to a glyph, without loading its outlines.
 *
 * @param path - A `.ttf`, `.otf` or, together with `postscriptName`, a `.ttc` collection.
 * @throws When the file is no such font; fonts ship with the product, so that is a bug or a broken installation.
 * @see OpenType 1.9, `cmap` format 12, `ttcf` header, `name` table.
 */
export function readCoverage(path: string, postscriptName?: string): Coverage {
  const file = openSync(path, 'r');
  try {
    const read: Read = (offset, length) => {
      const bytes = new Uint8Array(length);
      if (readSync(file, bytes, 0, length, offset) !== length)
        throw new Error(`short font ${path}`);
      return new DataView(bytes.buffer);
    };
    const tables = faceOffsets(read)
      .map((offset) => tableDirectory(read, offset))
      .find((face) => postscriptName === undefined || nameOf(read, face) === postscriptName);
    if (!tables) throw new Error(`no face ${postscriptName ?? ''} in ${path}`);
    return inRanges(unicodeRanges(tableView(read, tables, 'cmap')));
  } finally {
    closeSync(file);
  }
}

function faceOffsets(read: Read): number[] {
  const head = read(0, 12);
  if (head.getUint32(0) !== TTC_TAG) return [0];
  const count = head.getUint32(8);
  const offsets = read(12, 4 * count);
  return Array.from({ length: count }, (_, face) => offsets.getUint32(4 * face));
}

function tableDirectory(read: Read, offset: number): Map<string, Table> {
  const count = read(offset, 12).getUint16(4);
  const records = read(offset + 12, 16 * count);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const at = 16 * index;
      const tag = String.fromCharCode(
        ...[0, 1, 2, 3].map((letter) => records.getUint8(at + letter)),
      );
      return [tag, { offset: records.getUint32(at + 8), length: records.getUint32(at + 12) }];
    }),
  );
}

function tableView(read: Read, tables: ReadonlyMap<string, Table>, tag: string): DataView {
  const table = tables.get(tag);
  if (!table) throw new Error(`font has no ${tag} table`);
  return read(table.offset, table.length);
}

/** PostScript name (name id 6) as the Windows platform stores it, UTF-16 big-endian. */
function nameOf(read: Read, tables: ReadonlyMap<string, Table>): string | null {
  const view = tableView(read, tables, 'name');
  const storage = view.getUint16(4);
  for (let index = 0; index < view.getUint16(2); index++) {
    const at = 6 + 12 * index;
    if (view.getUint16(at) !== 3 || view.getUint16(at + 6) !== 6) continue;
    const start = storage + view.getUint16(at + 10);
    const units = Array.from({ length: view.getUint16(at + 8) / 2 }, (_, unit) =>
      view.getUint16(start + 2 * unit),
    );
    return String.fromCharCode(...units);
  }
  return null;
}

/** Format 12 alone reaches beyond the first plane, where the rare characters of names are. */
function unicodeRanges(cmap: DataView): Range[] {
  const offset = Array.from({ length: cmap.getUint16(2) }, (_, index) =>
    cmap.getUint32(4 + 8 * index + 4),
  ).find((candidate) => cmap.getUint16(candidate) === 12);
  if (offset === undefined) throw new Error('font has no character map of format 12');
  return Array.from({ length: cmap.getUint32(offset + 12) }, (_, group): Range => {
    const at = offset + 16 + 12 * group;
    return [cmap.getUint32(at), cmap.getUint32(at + 4)];
  });
}

function inRanges(ranges: readonly Range[]): Coverage {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  return (codePoint) => {
    let low = 0;
    let high = sorted.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last] = sorted[middle] as Range;
      if (codePoint < first) high = middle - 1;
      else if (codePoint > last) low = middle + 1;
      else return true;
    }
    return false;
  };
}
