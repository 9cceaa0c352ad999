import { statfs } from 'node:fs/promises';

export type DiskSpace = { readonly freeBytes: number; readonly totalBytes: number };

export async function readDiskSpace(dir: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(dir);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/** Errors that mean "no room" rather than "broken": the sender may try again when there is space. */
export function isNoSpace(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || error instanceof NoSpace;
}

/** The reserve is reached; without it the journal could not even note what leaves. */
export class NoSpace extends Error {
  override readonly name = 'NoSpace';
}
