import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { appError, type AppError } from '../../../shared/domain/errors';
import { err, ok, type Result } from '../../../shared/lib/result';

export type PartialObject = {
  readonly siteId: string;
  /** Of the whole object, lower-case hexadecimal: its name and its proof. */
  readonly sha256: string;
  readonly sizeBytes: number;
};

/** Objects of which a part has come. */
export type PartialObjects = {
  /** How many bytes are here; the sender goes on from there. */
  offsetOf(object: PartialObject): Promise<number>;
  /**
   * Adds bytes at `offset`. What came before the connection broke stays.
   * @returns The new offset, or `upload.incomplete` (params offset) when the sender is at another place.
   */
  append(
    object: PartialObject,
    offset: number,
    source: Readable,
  ): Promise<Result<number, AppError>>;
  /** The whole object, or `site.objectChanged` when it is not what its name says; then it is dropped. */
  open(object: PartialObject): Promise<Result<Readable, AppError>>;
  remove(object: PartialObject): Promise<void>;
};

/**
 * A file per object under `<dir>/<site>/<sha256>`. After a power cut the file may be longer than what was really
 * written; the sum at the end finds that, and the object starts anew.
 */
export function createPartialObjects(dir: string): PartialObjects {
  const fileOf = ({ siteId, sha256 }: PartialObject) => path.join(dir, siteId, sha256);
  const inUse = new Set<string>();

  async function offsetOf(object: PartialObject): Promise<number> {
    try {
      return (await stat(fileOf(object))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
      throw error;
    }
  }

  const misplaced = (offset: number): Result<never, AppError> =>
    err(appError('conflict', 'upload.incomplete', { params: { offset }, retry: 'safe' }));

  return {
    offsetOf,
    async append(object, offset, source) {
      const file = fileOf(object);
      const here = await offsetOf(object);
      // two connections of one gateway: the older one is dead and does not know it yet
      if (here !== offset || inUse.has(file)) return misplaced(here);
      inUse.add(file);
      try {
        await mkdir(path.dirname(file), { recursive: true });
        return ok(await writeAt(file, offset, { source, limit: object.sizeBytes }));
      } finally {
        inUse.delete(file);
      }
    },
    async open(object) {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(fileOf(object))) hash.update(chunk as Buffer);
      if (hash.digest('hex') === object.sha256) return ok(createReadStream(fileOf(object)));
      await rm(fileOf(object), { force: true });
      return err(appError('integrity', 'site.objectChanged'));
    },
    remove: (object) => rm(fileOf(object), { force: true }),
  };
}

async function writeAt(
  file: string,
  start: number,
  { source, limit }: { readonly source: Readable; readonly limit: number },
): Promise<number> {
  const handle = await open(file, start === 0 ? 'w' : 'r+');
  let at = start;
  try {
    for await (const chunk of source) {
      const bytes = (chunk as Buffer).subarray(0, limit - at);
      for (let done = 0; done < bytes.length;) {
        done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      }
      at += bytes.length;
    }
  } catch (error) {
    // a broken line is what this is for; a disk that is full is not
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
  } finally {
    await handle.close();
  }
  return at;
}
