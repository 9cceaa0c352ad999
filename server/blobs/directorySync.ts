import { fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

export type DirectorySync = (dir: string) => Promise<void>;

const fsyncAsync = promisify(fsync);

/**
 * fsync of directories with group commit: everybody who asks while a sync of the same directory is running shares
 * the NEXT one. Sharing the running one would be wrong, it may have started before their rename.
 */
export function createDirectorySync(): DirectorySync {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();

  const descriptors = new Map<string, number>();

  const start = (dir: string): Promise<void> => {
    const sync = syncDirectory(dir, descriptors).finally(() => running.delete(dir));
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

/**
 * Directories stay open: a store has a fixed set of them, and opening and closing one costs as much as its sync. Plain
 * descriptors, because they live as long as the process.
 */
async function syncDirectory(dir: string, descriptors: Map<string, number>): Promise<void> {
  // Windows has no handle on a directory; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const descriptor = descriptors.get(dir) ?? openSync(dir, 'r');
  descriptors.set(dir, descriptor);
  await fsyncAsync(descriptor);
}
