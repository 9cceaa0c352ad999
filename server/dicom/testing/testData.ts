import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../../../shared/data');

/** A real file of the test data. Throws when the data are not there: a test without its data must fail, not pass. */
export const dataFile = (name: string): Buffer => readFileSync(path.join(dataRoot(), name));

/** Paths of all files below a folder of the test data, relative to the data's root, sorted. */
export function dataFiles(folder: string): string[] {
  const entries = readdirSync(path.join(dataRoot(), folder), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
  if (files.length === 0) throw new Error(`no test data in ${folder}`);
  return files;
}

function dataRoot(): string {
  if (!existsSync(ROOT)) throw new Error(`the test data are missing: ${ROOT}`);
  return ROOT;
}
