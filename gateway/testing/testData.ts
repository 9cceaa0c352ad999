import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../../shared/data');

/** Absolute path in the test data; throws when it is not there: a test without its data must fail, not pass. */
export function dataPath(name: string): string {
  const file = path.join(ROOT, name);
  if (!existsSync(file)) throw new Error(`the test data are missing: ${file}`);
  return file;
}

export const dataFile = (name: string): Buffer => readFileSync(dataPath(name));

/** Absolute paths of the files below a folder, sorted. */
export function dataPaths(folder: string): string[] {
  return readdirSync(dataPath(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Data set of a Part 10 file: what stands behind preamble and file meta information. */
export function dataSetOf(file: Buffer): Buffer {
  if (file.toString('latin1', 128, 132) !== 'DICM') throw new Error('not a Part 10 file');
  return file.subarray(144 + file.readUInt32LE(140));
}
