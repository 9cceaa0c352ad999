import { createHash } from 'node:crypto';
import { refusalOf } from '../../shared/domain/ecg/parseEcg';
import { openEcg } from '../../shared/domain/ecg/formats/openEcg';
import type { OpenedEcg, Reading } from '../../shared/domain/ecg/formats/opening';
import { readPieces } from '../../shared/domain/ecg/formats/reading';
import type { AppError } from '../../shared/domain/errors';
import { ok, type Result } from '../../shared/lib/result';
import type { BlobStore } from '../blobs/blobStore';
import { createPieceReader } from './pieceReader';

/** One stored file of a recording; of WFDB the header comes first. */
export type EcgFileRef = {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

/** Names the bytes of a recording: under the same revision the same question has the same answer. */
export const revisionOf = (files: readonly EcgFileRef[]): string =>
  createHash('sha256')
    .update(files.map(({ name, sha256 }) => `${name}\n${sha256}\n`).join(''))
    .digest('hex');

export type StoredEcg = {
  readonly revision: string;
  readonly files: readonly EcgFileRef[];
  readonly opened: OpenedEcg;
};

export type EcgArchive = {
  /** Opens a recording, or answers what was opened lately. Errors: `ecg.damaged`, `ecg.unsupported`. */
  open(files: readonly EcgFileRef[]): Promise<Result<StoredEcg, AppError>>;
  /** Carries out a reading over the stored files, of which only the pieces asked for are read. */
  read<T>(files: readonly EcgFileRef[], reading: Reading<T>): Promise<Result<T, AppError>>;
};

/** Recordings whose structure is remembered; those of formats that are read whole also keep their samples. */
const REMEMBERED = 24;
const REMEMBERED_BYTES = 128 * 1024 * 1024;
const HELD_WHOLE: ReadonlySet<OpenedEcg['format']> = new Set(['scp', 'aecg', 'sierra', 'muse']);
/** Generous for headers, annotations and the starts of interrupted records. */
const STRUCTURE_BYTES = 4 * 1024 * 1024;

export function createEcgArchive(blobs: BlobStore): EcgArchive {
  const lately = new Map<string, { readonly stored: StoredEcg; readonly bytes: number }>();

  const remember = (stored: StoredEcg): void => {
    const size = stored.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const bytes = HELD_WHOLE.has(stored.opened.format) ? size : Math.min(size, STRUCTURE_BYTES);
    lately.set(stored.revision, { stored, bytes });
    let held = [...lately.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [revision, one] of lately) {
      if (lately.size <= REMEMBERED && (held <= REMEMBERED_BYTES || lately.size === 1)) break;
      lately.delete(revision);
      held -= one.bytes;
    }
  };

  return {
    async open(files) {
      const revision = revisionOf(files);
      const known = lately.get(revision);
      if (known) {
        lately.delete(revision);
        lately.set(revision, known);
        return ok(known.stored);
      }
      const opened = await readStored(blobs, files, openEcg(files));
      if (!opened.ok) return opened;
      const stored = { revision, files, opened: opened.value };
      remember(stored);
      return ok(stored);
    },
    read: (files, reading) => readStored(blobs, files, reading),
  };
}

async function readStored<T>(
  blobs: BlobStore,
  files: readonly EcgFileRef[],
  reading: Reading<T>,
): Promise<Result<T, AppError>> {
  const pieces = createPieceReader(blobs, files);
  try {
    return ok(await readPieces(reading, pieces.read));
  } catch (cause) {
    return refusalOf(cause);
  } finally {
    await pieces.close();
  }
}
