import type { ByteSource } from '../parse/byteSource';
import type { Fragment } from '../parse/elements';

/**
 * Assigns fragments to frames (PS3.5 A.4). In order of trust: one fragment per frame, a single frame, the Basic Offset
 * Table, and last the start-of-image markers of the fragments themselves.
 *
 * @param all - Fragments as found, the first being the Basic Offset Table.
 * @returns Per frame offset, length, offset, length, …; null when the boundaries cannot be told.
 */
export async function frameTable(
  source: ByteSource,
  all: readonly Fragment[],
  frames: number,
): Promise<number[][] | null> {
  const [offsetTable, ...fragments] = all;
  if (!offsetTable || fragments.length === 0) return null;
  if (fragments.length === frames) return fragments.map((fragment) => flat([fragment]));
  if (frames === 1) return [flat(fragments)];
  return (
    (await byOffsetTable(source, offsetTable, fragments, frames)) ??
    (await byMarkers(source, fragments, frames))
  );
}

async function byOffsetTable(
  source: ByteSource,
  table: Fragment,
  fragments: readonly Fragment[],
  frames: number,
): Promise<number[][] | null> {
  if (table.length !== frames * 4) return null;
  const bytes = await source.read(table.offset, table.length);
  const base = (fragments[0]?.offset ?? 0) - 8;
  const starts = new Set(
    Array.from({ length: frames }, (_, i) => base + bytes.readUInt32LE(i * 4)),
  );
  return group(fragments, frames, (fragment) => starts.has(fragment.offset - 8));
}

const START_OF_IMAGE = new Set([0xffd8, 0xff4f]);

async function byMarkers(
  source: ByteSource,
  fragments: readonly Fragment[],
  frames: number,
): Promise<number[][] | null> {
  const starts = new Set<number>();
  for (const { offset } of fragments) {
    const head = await source.read(offset, 2);
    if (head.length === 2 && START_OF_IMAGE.has(head.readUInt16BE(0))) starts.add(offset);
  }
  return group(fragments, frames, (fragment) => starts.has(fragment.offset));
}

function group(
  fragments: readonly Fragment[],
  frames: number,
  isStart: (fragment: Fragment) => boolean,
): number[][] | null {
  const found: Fragment[][] = [];
  for (const fragment of fragments) {
    if (isStart(fragment)) found.push([fragment]);
    else if (found.length > 0) found.at(-1)?.push(fragment);
    else return null;
  }
  return found.length === frames ? found.map(flat) : null;
}

const flat = (fragments: readonly Fragment[]): number[] =>
  fragments.flatMap(({ offset, length }) => [offset, length]);
