/** Builds small TIFF files for tests, classic or BigTIFF, little-endian. */
export type TestPage = {
  readonly tags: readonly TestTag[];
  /** Blocks in order; their offsets and byte counts are written as `offsetsTag` and `countsTag`. */
  readonly blocks?: readonly Buffer[];
  readonly isTiled?: boolean;
};
export type TestTag = readonly [
  tag: number,
  type: 1 | 2 | 3 | 4 | 5 | 7,
  values: readonly number[] | string | Buffer,
];

const SIZE = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 } as const;

export function buildTiff(pages: readonly TestPage[], isBig = false): Buffer {
  const parts: Buffer[] = [];
  let at = isBig ? 16 : 8;
  const place = (bytes: Buffer): number => {
    const offset = at;
    const padded = bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes;
    parts.push(padded);
    at += padded.length;
    return offset;
  };
  const directories: { readonly offset: number; readonly nextAt: number }[] = [];
  for (const page of pages) {
    const blocks = (page.blocks ?? []).map((block) => [place(block), block.length] as const);
    const [offsetsTag, countsTag] = page.isTiled === false ? [273, 279] : [324, 325];
    const tags: TestTag[] = [...page.tags];
    if (page.blocks) {
      tags.push([offsetsTag, 4, blocks.map(([offset]) => offset)]);
      tags.push([countsTag, 4, blocks.map(([, length]) => length)]);
    }
    tags.sort(([a], [b]) => a - b);
    const entries = tags.map((tag) => entryOf(tag, isBig, place));
    const count = isBig ? u64(entries.length) : u16(entries.length);
    const body = Buffer.concat([count, ...entries]);
    const offset = place(Buffer.concat([body, Buffer.alloc(isBig ? 8 : 4)]));
    directories.push({ offset, nextAt: offset + body.length });
  }
  const head = isBig
    ? Buffer.concat([Buffer.from('II'), u16(43), u16(8), u16(0), u64(directories[0]?.offset ?? 0)])
    : Buffer.concat([Buffer.from('II'), u16(42), u32(directories[0]?.offset ?? 0)]);
  const file = Buffer.concat([head, ...parts]);
  for (const [n, { nextAt }] of directories.entries())
    linkTo(file, nextAt, directories[n + 1]?.offset ?? 0, isBig);
  return file;
}

/** Makes the directory whose link lies at `nextAt` point elsewhere; for loops. */
export function linkTo(file: Buffer, nextAt: number, offset: number, isBig = false): void {
  if (isBig) file.writeBigUInt64LE(BigInt(offset), nextAt);
  else file.writeUInt32LE(offset, nextAt);
}

function entryOf(
  [tag, type, values]: TestTag,
  isBig: boolean,
  place: (b: Buffer) => number,
): Buffer {
  const bytes = bytesOf(type, values);
  const count = bytes.length / SIZE[type];
  const inline = isBig ? 8 : 4;
  const value = Buffer.alloc(inline);
  if (bytes.length <= inline) bytes.copy(value);
  else if (isBig) value.writeBigUInt64LE(BigInt(place(bytes)));
  else value.writeUInt32LE(place(bytes));
  return Buffer.concat([u16(tag), u16(type), isBig ? u64(count) : u32(count), value]);
}

function bytesOf(type: TestTag[1], values: TestTag[2]): Buffer {
  if (Buffer.isBuffer(values)) return values;
  if (typeof values === 'string') return Buffer.from(`${values}\0`);
  return Buffer.concat(
    values.map((value) => {
      if (type === 3) return u16(value);
      if (type === 5) return Buffer.concat([u32(Math.round(value * 1000)), u32(1000)]);
      return type === 4 ? u32(value) : Buffer.from([value]);
    }),
  );
}

const u16 = (value: number): Buffer => {
  const out = Buffer.alloc(2);
  out.writeUInt16LE(value);
  return out;
};
const u32 = (value: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
};
const u64 = (value: number): Buffer => {
  const out = Buffer.alloc(8);
  out.writeBigUInt64LE(BigInt(value));
  return out;
};

/** The tags of a tiled page of eight-bit RGB. */
export const tiledPage = (size: {
  readonly width: number;
  readonly height: number;
  readonly tile: number;
  readonly compression?: number;
  readonly photometric?: number;
  readonly more?: readonly TestTag[];
}): TestTag[] => [
  [256, 4, [size.width]],
  [257, 4, [size.height]],
  [258, 3, [8, 8, 8]],
  [259, 3, [size.compression ?? 1]],
  [262, 3, [size.photometric ?? 2]],
  [277, 3, [3]],
  [322, 4, [size.tile]],
  [323, 4, [size.tile]],
  ...(size.more ?? []),
];
