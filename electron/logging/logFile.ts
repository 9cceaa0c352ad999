import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 1024 * 1024;

/**
 * Appends lines to `main.log`, keeping one older file of the same size. Synchronous on purpose: the last line before a
 * crash is the one that matters, and there are a few lines per hour.
 */
export function createLogFile(folder: string): (line: string) => void {
  const path = join(folder, 'main.log');
  let size = 0;
  const prepare = (): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  };
  let isPrepared = false;
  return (line) => {
    try {
      if (!isPrepared) prepare();
      isPrepared = true;
      if (size > MAX_BYTES) {
        renameSync(path, `${path}.1`);
        size = 0;
      }
      appendFileSync(path, line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      // A full or read-only disk must not end a consultation; there is no other place to report it to.
      isPrepared = false;
    }
  };
}
