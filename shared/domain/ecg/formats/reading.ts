import type { ByteRequest, Reading } from './opening';

/** Carries a reading out over files in memory. */
export function readHeld<T>(reading: Reading<T>, files: readonly Uint8Array[]): T {
  let step = reading.next();
  while (!step.done) {
    const { file, offset, length } = step.value;
    step = reading.next((files[file] ?? new Uint8Array()).subarray(offset, offset + length));
  }
  return step.value;
}

/** Carries a reading out over files that are read piece by piece. */
export async function readPieces<T>(
  reading: Reading<T>,
  read: (request: ByteRequest) => Promise<Uint8Array>,
): Promise<T> {
  let step = reading.next();
  while (!step.done) step = reading.next(await read(step.value));
  return step.value;
}
