import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { appError, type AppError } from '../../shared/domain/errors';

/**
 * Replaces a file as a whole: after a power cut the old bytes or the new ones are there, never a mixture.
 * Readable by the owner only. Rejects with the file system's own error.
 */
export async function writeAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

/** What to tell a person whose disk refused a write. */
export function toWriteError(cause: unknown): AppError {
  const reason = errnoOf(cause);
  return reason === 'ENOSPC' || reason === 'EDQUOT'
    ? appError('device', 'device.diskFull', { params: { reason }, retry: 'safe' })
    : appError('device', 'desktop.cannotWriteFile', { params: { reason }, retry: 'safe' });
}

/** The system's error name (`ENOENT`), or `unknown`; never the message, which holds the path. */
export function errnoOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | null | undefined)?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,30}$/.test(code) ? code : 'unknown';
}
