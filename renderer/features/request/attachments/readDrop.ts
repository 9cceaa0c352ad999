import { fingerprintOf } from './fingerprint';
import { packTar, type BundleEntry } from './packTar';

/** What one drop or one choice of files becomes: one upload. */
export type Parcel = {
  /** Name of the single file or folder; `null` for several things at once. */
  readonly name: string | null;
  readonly fileCount: number;
  readonly bundle: 'none' | 'tar';
  readonly content: Blob;
  readonly fingerprint: string;
};

export type DropReading = {
  /** `null` when nothing readable was in it. */
  readonly parcel: Parcel | null;
  /** Paths that could not be read; shown, never swallowed. */
  readonly unreadable: readonly string[];
};

/** What operating systems leave behind in folders. */
const LITTER = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|__MACOSX\/.*)$/i;

/**
 * Reads everything that was dropped, folders with all they hold. Must be called inside the drop event: the browser
 * forgets the entries afterwards.
 */
export async function readDrop(items: DataTransferItemList, caseId: string): Promise<DropReading> {
  const dropped = [...items].filter((item) => item.kind === 'file');
  const entries = dropped.map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  // something that is no file of a disk, such as a picture dragged out of another page
  const loose = dropped
    .filter((item) => item.webkitGetAsEntry() === null)
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
  return entries.length === 0 ? readFiles(loose, caseId) : readEntries(entries, caseId);
}

export async function readEntries(
  entries: readonly FileSystemEntry[],
  caseId: string,
): Promise<DropReading> {
  const found: BundleEntry[] = [];
  const unreadable: string[] = [];
  for (const entry of entries) await collect(entry, found, unreadable);
  const only = entries.length === 1 ? entries[0] : undefined;
  return { parcel: toParcel(found, caseId, only?.name ?? null), unreadable };
}

/** Files of a file dialog; those of a chosen folder carry their path within it. */
export function readFiles(files: readonly File[], caseId: string): DropReading {
  const entries = files.map((file) => ({
    path: file.webkitRelativePath || file.name,
    content: file,
  }));
  const [first] = entries;
  const folder = first?.path.includes('/') ? (first.path.split('/')[0] ?? null) : null;
  const name = entries.length === 1 ? (files[0]?.name ?? null) : folder;
  return { parcel: toParcel(entries, caseId, name), unreadable: [] };
}

export function toParcel(
  found: readonly BundleEntry[],
  caseId: string,
  name: string | null,
): Parcel | null {
  const entries = found.filter(({ path }) => !LITTER.test(path));
  const [first, ...others] = entries;
  if (!first) return null;
  const fingerprint = fingerprintOf(caseId, entries);
  if (others.length === 0) {
    return {
      name: name ?? baseName(first.path),
      fileCount: 1,
      bundle: 'none',
      content: first.content,
      fingerprint,
    };
  }
  return { name, fileCount: entries.length, bundle: 'tar', content: packTar(entries), fingerprint };
}

const baseName = (path: string): string => path.split('/').at(-1) ?? path;

async function collect(
  entry: FileSystemEntry,
  found: BundleEntry[],
  unreadable: string[],
): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '');
  try {
    if (isFile(entry)) found.push({ path, content: await fileOf(entry) });
    else if (isDirectory(entry)) {
      for (const child of await childrenOf(entry)) await collect(child, found, unreadable);
    }
  } catch {
    unreadable.push(path); // a scratched disc, a file in use: the reader is told which
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry =>
  entry.isDirectory;
const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A directory reader answers in portions (100 in Chromium) until one is empty. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return children;
    children.push(...portion);
  }
}
