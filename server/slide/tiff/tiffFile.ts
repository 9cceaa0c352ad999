import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { ByteSource } from '../../dicom/parse/byteSource';

/**
 * Reads the structure of TIFF and BigTIFF files in place (TIFF 6.0; BigTIFF design of 2007). Nothing of it trusts the
 * file: every offset is checked against the file's length, every count has a limit, directories that lead back to
 * themselves end the reading, and long arrays (the offsets of 100,000 tiles) are read entry by entry when asked for, so
 * that memory does not grow with what a file announces.
 */
export type TiffFile = {
  readonly isBigTiff: boolean;
  readonly directories: readonly TiffDirectory[];
};

/** Values of one tag, not yet read. */
export type TiffField = {
  readonly type: number;
  readonly count: number;
  /** Where the values lie in the file, also when they lie in the entry itself. */
  readonly at: number;
};

export type TiffDirectory = {
  readonly fields: ReadonlyMap<number, TiffField>;
  /** Directories of reduced resolutions (SubIFDs), as OME-TIFF writes them. */
  readonly children: readonly TiffDirectory[];
};

/** A structure that cannot be followed; `what` goes into the error's params. */
export class TiffDamage extends Error {
  override readonly name = 'TiffDamage';
  readonly what: string;

  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

export const damagedSlide = (what: string): AppError =>
  appError('integrity', 'slide.damaged', { message: `slide: ${what}`, params: { what } });

/** Runs what may meet a damaged structure. */
export async function attempt<T>(work: () => Promise<T>): Promise<Result<T, AppError>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof TiffDamage) return err(damagedSlide(error.what));
    throw error;
  }
}

export const TAG = {
  newSubfileType: 254,
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  imageDescription: 270,
  make: 271,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  resolutionUnit: 296,
  predictor: 317,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  subIfds: 330,
  jpegTables: 347,
  xmp: 700,
  ndpiFormat: 65420,
} as const;

/** Bytes of one value by field type; BigTIFF adds 16 to 18. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

const MAX_DIRECTORIES = 256;
const MAX_ENTRIES = 1024;
const MAX_CHILDREN = 32;

export type TiffReader = {
  readonly source: ByteSource;
  readonly isLittleEndian: boolean;
  readonly isBigTiff: boolean;
};

/** @throws TiffDamage when it is no TIFF or its directories cannot be followed. */
export async function readTiff(
  source: ByteSource,
): Promise<{ file: TiffFile; reader: TiffReader }> {
  const head = await source.read(0, 16);
  if (head.length < 8) throw new TiffDamage('header');
  const order = head.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') throw new TiffDamage('header');
  const isLittleEndian = order === 'II';
  const version = isLittleEndian ? head.readUInt16LE(2) : head.readUInt16BE(2);
  if (version !== 42 && version !== 43) throw new TiffDamage('header');
  const isBigTiff = version === 43;
  if (isBigTiff && head.length < 16) throw new TiffDamage('header');
  const reader: TiffReader = { source, isLittleEndian, isBigTiff };
  const first = isBigTiff ? toNumber(head, 8, isLittleEndian) : u32(head, 4, isLittleEndian);
  const directories = await readChain(reader, first);
  if (directories.length === 0) throw new TiffDamage('noDirectory');
  return { file: { isBigTiff, directories }, reader };
}

async function readChain(reader: TiffReader, first: number): Promise<TiffDirectory[]> {
  const seen = new Set<number>();
  const directories: TiffDirectory[] = [];
  for (let at = first; at !== 0;) {
    if (seen.has(at)) throw new TiffDamage('directoryLoop');
    if (directories.length >= MAX_DIRECTORIES) throw new TiffDamage('tooManyDirectories');
    seen.add(at);
    const { fields, next } = await readDirectory(reader, at);
    directories.push({ fields, children: await readChildren(reader, fields, seen) });
    at = next;
  }
  return directories;
}

async function readChildren(
  reader: TiffReader,
  fields: ReadonlyMap<number, TiffField>,
  seen: Set<number>,
): Promise<TiffDirectory[]> {
  const field = fields.get(TAG.subIfds);
  if (!field) return [];
  if (field.count > MAX_CHILDREN) throw new TiffDamage('tooManyDirectories');
  const children: TiffDirectory[] = [];
  for (let index = 0; index < field.count; index++) {
    const at = await numberAt(reader, field, index);
    if (seen.has(at)) throw new TiffDamage('directoryLoop');
    seen.add(at);
    const { fields: own } = await readDirectory(reader, at);
    children.push({ fields: own, children: [] });
  }
  return children;
}

async function readDirectory(
  reader: TiffReader,
  at: number,
): Promise<{ fields: Map<number, TiffField>; next: number }> {
  const { isBigTiff, isLittleEndian } = reader;
  const countBytes = isBigTiff ? 8 : 2;
  const entryBytes = isBigTiff ? 20 : 12;
  const count = toCount(await exact(reader, at, countBytes), isLittleEndian, isBigTiff);
  if (count === 0 || count > MAX_ENTRIES) throw new TiffDamage('directory');
  const start = at + countBytes;
  const body = await exact(reader, start, count * entryBytes + (isBigTiff ? 8 : 4));
  const fields = new Map<number, TiffField>();
  for (let n = 0; n < count; n++) {
    const entry = n * entryBytes;
    const tag = u16(body, entry, isLittleEndian);
    const field = fieldOf(reader, body, entry, start);
    if (field) fields.set(tag, field);
  }
  const end = count * entryBytes;
  const next = isBigTiff ? toNumber(body, end, isLittleEndian) : u32(body, end, isLittleEndian);
  return { fields, next };
}

function fieldOf(
  { isBigTiff, isLittleEndian, source }: TiffReader,
  body: Buffer,
  entry: number,
  start: number,
): TiffField | null {
  const type = u16(body, entry + 2, isLittleEndian);
  const size = TYPE_BYTES[type];
  if (size === undefined) return null; // a later revision may define more; nothing we read has such a type
  const count = isBigTiff
    ? toNumber(body, entry + 4, isLittleEndian)
    : u32(body, entry + 4, isLittleEndian);
  const valueAt = entry + (isBigTiff ? 12 : 8);
  const inline = isBigTiff ? 8 : 4;
  const bytes = count * size;
  const at =
    bytes <= inline
      ? start + valueAt
      : isBigTiff
        ? toNumber(body, valueAt, isLittleEndian)
        : u32(body, valueAt, isLittleEndian);
  if (at + bytes > source.sizeBytes) throw new TiffDamage('offset');
  return { type, count, at };
}

/** @throws TiffDamage `offset` when the file ends before. */
export async function exact({ source }: TiffReader, at: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(at) || at < 0 || at + length > source.sizeBytes)
    throw new TiffDamage('offset');
  const bytes = await source.read(at, length);
  if (bytes.length < length) throw new TiffDamage('offset');
  return bytes;
}

/** One value of a field as a number: BYTE, SHORT, LONG, LONG8, IFD, RATIONAL, FLOAT, DOUBLE. */
export async function numberAt(
  reader: TiffReader,
  field: TiffField,
  index: number,
): Promise<number> {
  const size = TYPE_BYTES[field.type] ?? 0;
  if (index >= field.count) throw new TiffDamage('count');
  return decodeNumber(await exact(reader, field.at + index * size, size), field.type, reader);
}

/** All values of a short field. @throws TiffDamage `count` beyond `most`. */
export async function numbersOf(
  reader: TiffReader,
  field: TiffField,
  most = 16,
): Promise<number[]> {
  if (field.count > most) throw new TiffDamage('count');
  const size = TYPE_BYTES[field.type] ?? 0;
  const bytes = await exact(reader, field.at, field.count * size);
  return Array.from({ length: field.count }, (_, index) =>
    decodeNumber(bytes.subarray(index * size), field.type, reader),
  );
}

export async function bytesOf(
  reader: TiffReader,
  field: TiffField,
  mostBytes: number,
): Promise<Buffer> {
  const length = field.count * (TYPE_BYTES[field.type] ?? 0);
  if (length > mostBytes) throw new TiffDamage('count');
  return exact(reader, field.at, length);
}

function decodeNumber(bytes: Buffer, type: number, { isLittleEndian: le }: TiffReader): number {
  switch (type) {
    case 1:
    case 7:
      return bytes[0] ?? 0;
    case 3:
      return u16(bytes, 0, le);
    case 4:
    case 13:
      return u32(bytes, 0, le);
    case 5: {
      const divisor = u32(bytes, 4, le);
      return divisor === 0 ? 0 : u32(bytes, 0, le) / divisor;
    }
    case 11:
      return le ? bytes.readFloatLE(0) : bytes.readFloatBE(0);
    case 12:
      return le ? bytes.readDoubleLE(0) : bytes.readDoubleBE(0);
    case 16:
    case 18:
      return toNumber(bytes, 0, le);
    default:
      throw new TiffDamage('type');
  }
}

const u16 = (bytes: Buffer, at: number, isLittleEndian: boolean): number =>
  isLittleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
const u32 = (bytes: Buffer, at: number, isLittleEndian: boolean): number =>
  isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);

/** 64 bits; what is beyond 2^53 lies in no file. */
function toNumber(bytes: Buffer, at: number, isLittleEndian: boolean): number {
  const value = isLittleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new TiffDamage('offset');
  return Number(value);
}

const toCount = (bytes: Buffer, isLittleEndian: boolean, isBigTiff: boolean): number =>
  isBigTiff ? toNumber(bytes, 0, isLittleEndian) : u16(bytes, 0, isLittleEndian);
