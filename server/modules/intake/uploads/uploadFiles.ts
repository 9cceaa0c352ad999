import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { createDirectorySync } from '../../../blobs/directorySync';

const UPLOAD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Uploads in progress: one file each, named by its id. */
export type UploadFiles = {
  pathOf(id: string): string;
  create(id: string): Promise<void>;
  /** Bytes received so far; `null` when there is no such file. */
  sizeOf(id: string): Promise<number | null>;
  /**
   * Appends from `offset`. When it answers, the bytes would survive a power cut. A source that breaks off leaves
   * what had arrived, so that the sender continues from there; its error is thrown.
   *
   * @returns The new size in bytes.
   */
  append(id: string, source: AsyncIterable<Uint8Array>, offset: number): Promise<number>;
  remove(id: string): Promise<void>;
  ids(): Promise<string[]>;
  /** Free space in bytes. */
  freeBytes(): Promise<number>;
};

export async function createUploadFiles(dir: string): Promise<UploadFiles> {
  await mkdir(dir, { recursive: true });
  const sync = createDirectorySync();
  const pathOf = (id: string): string => {
    // ids are our own; a foreign one must never become part of a path
    if (!UPLOAD_ID.test(id)) throw new Error('not an upload id');
    return path.join(dir, id);
  };
  return {
    pathOf,
    async create(id) {
      await (await open(pathOf(id), 'wx')).close();
      await sync(dir);
    },
    async sizeOf(id) {
      try {
        return (await stat(pathOf(id))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async append(id, source, offset) {
      const handle = await open(pathOf(id), 'r+');
      let position = offset;
      try {
        for await (const chunk of source) {
          for (let done = 0; done < chunk.length;) {
            const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, position);
            done += bytesWritten;
            position += bytesWritten;
          }
        }
        return position;
      } finally {
        await handle.datasync().finally(() => handle.close());
      }
    },
    async remove(id) {
      await rm(pathOf(id), { force: true });
    },
    ids: async () => (await readdir(dir)).filter((name) => UPLOAD_ID.test(name)),
    async freeBytes() {
      const { bavail, bsize } = await statfs(dir);
      return bavail * bsize;
    },
  };
}
