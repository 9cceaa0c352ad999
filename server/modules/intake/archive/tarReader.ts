import { Readable } from 'node:stream';
import { ArchiveFailure, type ArchiveEntry, type ArchiveLimits } from './entry';
import { BLOCK, readPaxRecords, readTarHeader, textOf, type TarHeader } from './tarHeader';

/** Long names and pax records are small; a bigger one is an attack on memory. */
const MAX_META_BYTES = 1024 * 1024;
const FILE_TYPES = new Set(['0', '7']);

/**
 * Reads a tar archive as it streams by: ustar, pax (path, size) and GNU long names. Memory use does not depend on
 * the archive. Nothing is written to the file system.
 *
 * Links, devices and sparse files are handed out as refused entries; directories are left out.
 *
 * @throws ArchiveFailure `file.archiveDamaged` where a header is broken or the archive ends early,
 *   `file.archiveTooLarge` beyond the limits. Entries handed out before are complete.
 */
export async function* readTar(
  source: AsyncIterable<Buffer>,
  limits: ArchiveLimits,
): AsyncGenerator<ArchiveEntry> {
  const input = createInput(source);
  let entries = 0;
  let totalBytes = 0;
  let overrides = new Map<string, string>();
  for (;;) {
    const block = await input.read(BLOCK);
    if (block === null || block.every((byte) => byte === 0)) return;
    const header = readTarHeader(block);
    if (!header)
      throw new ArchiveFailure('file.archiveDamaged', { offset: input.offset() - BLOCK });
    if (isMeta(header.type)) {
      overrides = new Map([...overrides, ...(await readMeta(input, header))]);
      continue;
    }
    const sizeBytes = sizeOf(header, overrides);
    const rawPath = overrides.get('path') ?? header.name;
    overrides = new Map();
    if (header.type === '5' || rawPath.endsWith('/')) {
      await input.skip(padded(sizeBytes));
      continue;
    }
    totalBytes += sizeBytes;
    if (++entries > limits.maxEntries || totalBytes > limits.maxTotalBytes) {
      throw new ArchiveFailure('file.archiveTooLarge', { entries, totalBytes });
    }
    yield* handOut(input, rawPath, sizeBytes, header.type);
  }
}

type Input = ReturnType<typeof createInput>;

async function* handOut(
  input: Input,
  rawPath: string,
  sizeBytes: number,
  type: string,
): AsyncGenerator<ArchiveEntry> {
  if (!FILE_TYPES.has(type)) {
    yield {
      kind: 'refused',
      rawPath,
      sizeBytes: 0,
      code: 'file.hostileArchive',
      params: { what: 'link' },
    };
    await input.skip(padded(carriesData(type) ? sizeBytes : 0));
    return;
  }
  const body = input.body(sizeBytes);
  yield {
    kind: 'file',
    rawPath,
    sizeBytes,
    open: async () => Readable.from(body.chunks(), { objectMode: false }),
  };
  await body.skipRest();
  await input.skip(padded(sizeBytes) - sizeBytes);
}

const isMeta = (type: string): boolean => 'xgLK'.includes(type);
/** Links and devices have no data even when their size field is set (POSIX pax, size). */
const carriesData = (type: string): boolean => !'123456'.includes(type);
const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

async function readMeta(input: Input, header: TarHeader): Promise<ReadonlyMap<string, string>> {
  if (header.sizeBytes > MAX_META_BYTES) {
    throw new ArchiveFailure('file.hostileArchive', { what: 'metadata' });
  }
  const bytes = await input.read(padded(header.sizeBytes));
  if (!bytes) throw new ArchiveFailure('file.archiveDamaged', { offset: input.offset() });
  const content = bytes.subarray(0, header.sizeBytes);
  if (header.type === 'L') return new Map([['path', textOf(content)]]);
  // a global header's values and long link names concern nothing that is read here
  if (header.type !== 'x') return new Map();
  const records = readPaxRecords(content);
  if (!records) throw new ArchiveFailure('file.archiveDamaged', { offset: input.offset() });
  return records;
}

function sizeOf(header: TarHeader, overrides: ReadonlyMap<string, string>): number {
  const stated = overrides.get('size');
  if (stated === undefined) return header.sizeBytes;
  const size = /^\d+$/.test(stated) ? Number(stated) : NaN;
  if (!Number.isSafeInteger(size))
    throw new ArchiveFailure('file.archiveDamaged', { what: 'size' });
  return size;
}

/** Hands a stream of chunks out in pieces of a wanted length. */
function createInput(source: AsyncIterable<Buffer>) {
  const iterator = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;

  const truncated = () =>
    new ArchiveFailure('file.archiveDamaged', { offset: position, what: 'end' });
  /** Up to `limit` bytes; `null` at the end. */
  const next = async (limit: number): Promise<Buffer | null> => {
    while (rest.length === 0) {
      const step = await iterator.next();
      if (step.done) return null;
      rest = step.value;
    }
    const piece = rest.subarray(0, limit);
    rest = rest.subarray(piece.length);
    position += piece.length;
    return piece;
  };
  const read = async (length: number): Promise<Buffer | null> => {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0;) {
      const piece = await next(missing);
      // archives without their two closing blocks are common, half a header is damage
      if (!piece && pieces.length === 0) return null;
      if (!piece) throw truncated();
      pieces.push(piece);
      missing -= piece.length;
    }
    return Buffer.concat(pieces);
  };
  const skip = async (length: number): Promise<void> => {
    for (let missing = length; missing > 0;) {
      const piece = await next(missing);
      if (!piece) throw truncated();
      missing -= piece.length;
    }
  };
  const body = (length: number) => {
    let missing = length;
    async function* chunks(): AsyncGenerator<Buffer> {
      while (missing > 0) {
        const piece = await next(missing);
        if (!piece) throw truncated();
        missing -= piece.length;
        yield piece;
      }
    }
    return { chunks, skipRest: () => skip(missing) };
  };
  return { read, skip, body, offset: () => position };
}
