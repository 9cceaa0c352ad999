import type { Readable } from 'node:stream';
import { RandomAccessReader, fromRandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import type { ByteSource } from '../../../dicom/parse/byteSource';
import { ArchiveFailure, type ArchiveEntry, type ArchiveLimits } from './entry';
import { createRangeReader } from './rangeReader';

const UNIX = 3;
const LINK_MODE = 0xa000;
const MODE_MASK = 0xf000;

export type ZipArchive = {
  /** Names as the central directory lists them. */
  readonly names: readonly string[];
  /** In the order of the central directory. */
  entries(): AsyncGenerator<ArchiveEntry>;
};

/**
 * Opens a ZIP archive through random access. Its directory is judged as a whole before anything is unpacked, since
 * a directory may list the same packed bytes many times.
 *
 * Encrypted entries, links and entries beyond the ratio are handed out as refused.
 *
 * @throws ArchiveFailure `file.archiveDamaged`, `file.archiveTooLarge` (entries, total size) or
 *   `file.hostileArchive` (ratio over all).
 */
export async function openZip(reader: ByteSource, limits: ArchiveLimits): Promise<ZipArchive> {
  const zip = await open(reader);
  const directory = await readDirectory(zip, limits);
  judge(directory, reader.sizeBytes, limits);
  return {
    names: directory.map(nameOf),
    async *entries() {
      for (const entry of directory) {
        const listed = toEntry(zip, entry, limits);
        if (listed) yield listed;
      }
    },
  };
}

function open(reader: ByteSource): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false, autoClose: false } as const;
    fromRandomAccessReader(
      createRangeReader(RandomAccessReader, reader),
      reader.sizeBytes,
      options,
      (error, zip) => (error ? reject(damaged(error)) : resolve(zip)),
    );
  });
}

function readDirectory(zip: ZipFile, limits: ArchiveLimits): Promise<Entry[]> {
  if (zip.entryCount > limits.maxEntries) {
    throw new ArchiveFailure('file.archiveTooLarge', { entries: zip.entryCount });
  }
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => reject(damaged(error)));
    zip.readEntry();
  });
}

function judge(directory: readonly Entry[], archiveBytes: number, limits: ArchiveLimits): void {
  const totalBytes = directory.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (totalBytes > limits.maxTotalBytes)
    throw new ArchiveFailure('file.archiveTooLarge', { totalBytes });
  if (totalBytes <= limits.totalRatioFloorBytes) return;
  const ratio = Math.round(totalBytes / Math.max(1, archiveBytes));
  if (ratio > limits.maxTotalRatio)
    throw new ArchiveFailure('file.hostileArchive', { what: 'ratio', ratio });
}

function toEntry(zip: ZipFile, entry: Entry, limits: ArchiveLimits): ArchiveEntry | null {
  const rawPath = nameOf(entry);
  const sizeBytes = entry.uncompressedSize;
  if (/[/\\]$/.test(rawPath) && sizeBytes === 0) return null;
  const refuse = (what: string): ArchiveEntry => ({
    kind: 'refused',
    rawPath,
    sizeBytes,
    code: what === 'encrypted' ? 'file.encrypted' : 'file.hostileArchive',
    params: { what },
  });
  if (entry.isEncrypted()) return refuse('encrypted');
  if (isLink(entry)) return refuse('link');
  if (
    sizeBytes > limits.ratioFloorBytes &&
    sizeBytes > entry.compressedSize * limits.maxEntryRatio
  ) {
    return refuse('ratio');
  }
  if (!entry.canDecodeFileData()) {
    const params = { what: `method ${entry.compressionMethod}` };
    return { kind: 'refused', rawPath, sizeBytes, code: 'file.unknownType', params };
  }
  return { kind: 'file', rawPath, sizeBytes, open: () => openEntry(zip, entry) };
}

/** yauzl checks the size while it inflates, so that an entry cannot be larger than its directory says. */
function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      error ? reject(damaged(error)) : resolve(stream),
    );
  });
}

function isLink(entry: Entry): boolean {
  const isUnix = entry.versionMadeBy >> 8 === UNIX;
  return isUnix && ((entry.externalFileAttributes >>> 16) & MODE_MASK) === LINK_MODE;
}

/** UTF-8 where the entry says so (APPNOTE 4.4.4 bit 11) or is valid UTF-8, else what Chinese Windows writes. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder('gb18030').decode(raw);
  }
}

const damaged = (cause: Error): ArchiveFailure =>
  Object.assign(new ArchiveFailure('file.archiveDamaged'), { cause });
