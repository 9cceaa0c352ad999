import { fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const fsyncAsync = promisify(fsync);

/**
 * Runs `sync` for everybody who asks, with group commit: those who ask while one is running share the NEXT one. The
 * running one may have begun before their write.
 */
export function createSharedSync(sync: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    running = sync().finally(() => (running = null));
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined) // that failure belongs to those who waited for it
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}

/** fsync of directories, shared per directory; descriptors stay open, the folders of a queue are few. */
export function createDirectorySync(): (dir: string) => Promise<void> {
  const syncs = new Map<string, () => Promise<void>>();
  return async (dir) => {
    // Windows has no handle on a directory; NTFS journals the rename itself.
    if (process.platform === 'win32') return;
    let sync = syncs.get(dir);
    if (!sync) {
      const descriptor = openSync(dir, 'r');
      sync = createSharedSync(() => fsyncAsync(descriptor));
      syncs.set(dir, sync);
    }
    await sync();
  };
}
