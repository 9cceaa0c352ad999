import { createReadStream } from 'node:fs';
import type { ErrorCode } from '../../../../shared/domain/errorCodes';
import { safeEntryPath } from '../../../../shared/domain/intake/entryPath';
import { ArchiveFailure, type ArchiveEntry, type ArchiveLimits } from '../archive/entry';
import { readTar } from '../archive/tarReader';
import { openZip } from '../archive/zipReader';
import { recognise, type Recognised } from '../recognise/recognise';
import { pieces, type FileContent, type Workshop } from './content';

type Params = Readonly<Record<string, string | number>>;

/** One file of an upload. Whoever receives `content` closes it. */
export type WalkItem =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly content: FileContent;
      readonly what: Recognised;
    }
  /** An archive that could not be followed to its end; what it gave out before has been handed out. */
  | {
      readonly kind: 'brokenArchive';
      readonly path: string;
      readonly content: FileContent;
      readonly failure: ArchiveFailure;
    }
  /** A file its archive did not give out. */
  | {
      readonly kind: 'refused';
      readonly path: string;
      readonly sizeBytes: number;
      readonly code: ErrorCode;
      readonly params: Params;
    };

export type WalkOptions = {
  readonly workshop: Workshop;
  readonly limits: ArchiveLimits;
  /** Files that need not be looked at again. */
  readonly isDone: (path: string) => boolean;
  /** Called when the number of files is known in advance. */
  readonly onCount: (files: number) => Promise<void>;
};

export type Upload = {
  readonly file: string;
  readonly name: string;
  readonly bundle: 'none' | 'tar';
};

/** An archive the sender packed may hold archives; those may not hold further ones. */
const MAX_DEPTH = 2;
const PLAIN_FILES = /\.(docx|xlsx|pptx|odt|ods|odp|jar|apk|epub)$/i;

/**
 * Hands out every file of an upload, once, in the order they are packed: the same upload always gives the same
 * paths, which makes a repeated run recognise what is done. Paths are labels and never used on the file system.
 */
export async function* walk(upload: Upload, options: WalkOptions): AsyncGenerator<WalkItem> {
  const visitor = createVisitor(options);
  if (upload.bundle === 'tar') yield* walkBundle(upload, options, visitor);
  else
    yield* visitor.visit(safeEntryPath(upload.name), await options.workshop.fileAt(upload.file), 0);
}

async function* walkBundle(
  upload: Upload,
  { workshop, limits }: WalkOptions,
  visitor: Visitor,
): AsyncGenerator<WalkItem> {
  try {
    yield* visitor.unpack(readTar(createReadStream(upload.file), limits), '', 0);
  } catch (error) {
    if (!(error instanceof ArchiveFailure)) throw error;
    const content = await workshop.fileAt(upload.file);
    yield { kind: 'brokenArchive', path: safeEntryPath(upload.name), content, failure: error };
  }
}

type Visitor = ReturnType<typeof createVisitor>;

function createVisitor({ workshop, limits, isDone, onCount }: WalkOptions) {
  const unique = createUniquePaths();

  async function* visit(
    path: string,
    content: FileContent,
    depth: number,
  ): AsyncGenerator<WalkItem> {
    const what = await recognise(content, path);
    if (what.kind !== 'archive') yield { kind: 'file', path, content, what };
    else if (depth >= MAX_DEPTH) {
      const failure = new ArchiveFailure('file.hostileArchive', { what: 'nesting' });
      yield { kind: 'brokenArchive', path, content, failure };
    } else yield* visitArchive(path, content, what.format, depth);
  }

  async function* visitArchive(
    path: string,
    content: FileContent,
    format: 'zip' | 'tar',
    depth: number,
  ): AsyncGenerator<WalkItem> {
    let isHandedOver = false;
    try {
      const entries =
        format === 'tar'
          ? readTar(pieces(content), limits)
          : await zipEntries(content, path, depth);
      if (entries) yield* unpack(entries, `${path}/`, depth + 1);
      else {
        isHandedOver = true;
        yield { kind: 'file', path, content, what: { kind: 'unknown', label: 'Office' } };
      }
    } catch (error) {
      if (!(error instanceof ArchiveFailure)) throw error;
      isHandedOver = true;
      yield { kind: 'brokenArchive', path, content, failure: error };
    } finally {
      if (!isHandedOver) await content.close();
    }
  }

  /** `null` for documents and programs that merely use ZIP as their container. */
  async function zipEntries(content: FileContent, path: string, depth: number) {
    const zip = await openZip(content, limits);
    const isContainer = zip.names.some((name) =>
      /^(\[Content_Types\]\.xml|META-INF\/MANIFEST\.MF|mimetype)$/.test(name),
    );
    if (isContainer || PLAIN_FILES.test(path)) return null;
    if (depth === 0) await onCount(zip.names.filter((name) => !/[/\\]$/.test(name)).length);
    return zip.entries();
  }

  async function* unpack(
    entries: AsyncIterable<ArchiveEntry>,
    prefix: string,
    depth: number,
  ): AsyncGenerator<WalkItem> {
    for await (const entry of entries) {
      const path = unique(prefix + safeEntryPath(entry.rawPath));
      if (isDone(path)) continue;
      const { sizeBytes } = entry;
      if (entry.kind === 'refused') {
        const { code, params } = entry;
        yield { kind: 'refused', path, sizeBytes, code, params };
        continue;
      }
      const content = await takeEntry(workshop, entry);
      if (content) yield* visit(path, content, depth);
      else yield { kind: 'refused', path, sizeBytes, code: 'file.archiveDamaged', params: {} };
    }
  }

  return { visit, unpack };
}

/** `null` when the archive cannot give the file out whole; a full disk is nobody's fault and thrown. */
async function takeEntry(
  workshop: Workshop,
  entry: Extract<ArchiveEntry, { kind: 'file' }>,
): Promise<FileContent | null> {
  try {
    return await workshop.take(await entry.open());
  } catch (error) {
    if (isOurs(error)) throw error;
    return null;
  }
}

/** Errors of the file system name a system call; inflate and checksum errors do not. */
const isOurs = (error: unknown): boolean =>
  typeof (error as NodeJS.ErrnoException).syscall === 'string';

function createUniquePaths(): (path: string) => string {
  const seen = new Map<string, number>();
  return (path) => {
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    return count === 1 ? path : `${path} (${count})`;
  };
}
