import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '../../shared/lib/result';
import { refuse, type AppError } from '../../shared/domain/errors';
import type { PickedFile } from './importRegistry';

/** A full CD holds some thousand slices; what exceeds this is a wrongly chosen disk. */
export const WALK_LIMITS = { files: 20_000, depth: 12 } as const;

export type Walk = { readonly files: readonly PickedFile[]; readonly skippedCount: number };

/**
 * Lists the regular files below a folder, in name order. Links and devices are not followed but counted, so that a
 * link planted on a foreign disc cannot reach outside it.
 *
 * @returns The files, or `desktop.tooManyFiles` beyond the limits. Rejects with the file system's error.
 */
export async function walkFolder(
  root: string,
  limits: { readonly files: number; readonly depth: number } = WALK_LIMITS,
): Promise<Result<Walk, AppError>> {
  const files: PickedFile[] = [];
  let skippedCount = 0;
  const waiting = [{ folder: root, depth: 0 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const entries = await readdir(next.folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(next.folder, entry.name);
      if (entry.isDirectory()) {
        if (next.depth + 1 > limits.depth) return tooMany(limits.files);
        waiting.push({ folder: path, depth: next.depth + 1 });
      } else if (entry.isFile()) {
        if (files.length === limits.files) return tooMany(limits.files);
        files.push(await pickedFile(path));
      } else {
        skippedCount += 1;
      }
    }
  }
  return ok({ files, skippedCount });
}

function tooMany(limit: number): Result<never, AppError> {
  return refuse('tooLarge', 'desktop.tooManyFiles', { params: { limit } });
}

export async function pickedFile(path: string): Promise<PickedFile> {
  const { size, mtimeMs } = await stat(path);
  return { path, sizeBytes: size, modifiedMs: mtimeMs };
}

/** The file begins with a 128-byte preamble and `DICM` (PS3.10 section 7.1), as everything on a DICOM medium must. */
export async function hasDicomPrefix(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 128);
    return bytesRead === 4 && buffer.toString('latin1') === 'DICM';
  } finally {
    await file.close();
  }
}
