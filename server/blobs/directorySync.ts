import { open } from 'node:fs/promises';

export type DirectorySync = (dir: string) => Promise<void>;

/**
 * fsync of directories with group commit: everybody who asks while a sync of the same directory is running shares
 * the NEXT one. Sharing the running one would be wrong, it may have started before their rename.
 */
export function createDirectorySync(): DirectorySync {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();

  const start = (dir: string): Promise<void> => {
    const sync = syncDirectory(dir).finally(() => running.delete(dir));
    running.set(dir, sync);
    return sync;
  };

  return (dir) => {
    const current = running.get(dir);
    if (!current) return start(dir);
    const queued = waiting.get(dir);
    if (queued) return queued;
    const next = current
      .catch(() => undefined) // that failure belongs to those who waited for it
      .then(() => {
        waiting.delete(dir);
        return start(dir);
      });
    waiting.set(dir, next);
    return next;
  };
}

async function syncDirectory(dir: string): Promise<void> {
  // Windows has no handle on a directory; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
