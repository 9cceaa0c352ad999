import { readFile } from 'node:fs/promises';
import { errnoOf } from '../disk/writeAtomically';

/** A file of the built renderer; `null` when there is none, or a folder of that name. */
export async function readRendererFile(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return Uint8Array.from(await readFile(path));
  } catch (cause) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(errnoOf(cause))) return null;
    throw cause;
  }
}
