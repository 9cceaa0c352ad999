import { existsSync, readFileSync, statSync } from 'node:fs';

/** Whether the worker's binary is there, on its way, or neither. */
export type WorkerPresence = {
  readonly binary: string;
  look():
    | { readonly state: 'here' | 'missing' }
    | { readonly state: 'preparing'; readonly readyAt: string | null };
};

/** Building it takes about so long on two cores. */
const BUILD_MS = 7 * 60_000;

/** Reads what the set-up (`build/mediasoup-worker.mjs`) leaves beside the binary: a lock with its process id while it works. */
export function createWorkerPresence(binary: string): WorkerPresence {
  const lock = `${binary}.lock`;
  return {
    binary,
    look() {
      if (existsSync(binary)) return { state: 'here' };
      if (!isAlive(lock)) return { state: 'missing' };
      const readyAt = (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) + BUILD_MS;
      return {
        state: 'preparing',
        readyAt: readyAt > Date.now() ? new Date(readyAt).toISOString() : null,
      };
    },
  };
}

function isAlive(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false; // no lock, or its process is gone
  }
}
