import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { createDirectorySync } from '../disk/directorySync';
import { NoSpace, readDiskSpace } from '../disk/diskSpace';

/** What lies in the spool once `commit` has returned. */
export type SpooledFile = {
  readonly id: string;
  /** Relative to the spool folder, with `/`. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Of the whole file, lower-case hexadecimal. */
  readonly sha256: string;
};

export type SpoolDraft = {
  /** Waits for the disk when much is under way; a caller that awaits it needs little memory. */
  write(bytes: Buffer): Promise<void>;
  /** Returns when file and folder entry would survive a power cut. */
  commit(extension: string): Promise<SpooledFile>;
  /** Leaves nothing behind; harmless after `commit`. */
  discard(): Promise<void>;
};

export type Spool = {
  readonly dir: string;
  /** @throws NoSpace when less than the reserve is free. */
  begin(): Promise<SpoolDraft>;
  read(file: string): Promise<FileHandle>;
  remove(file: string): Promise<void>;
  /** Every file that was committed, relative. */
  list(): Promise<string[]>;
};

export type SpoolOptions = {
  readonly dir: string;
  /** New objects are refused when less is free: the journal, and what is under way, need room to end well. */
  readonly reserveBytes: number;
  readonly now: () => Date;
};

const WRITE_BYTES = 1024 * 1024;
/** Free space is asked for at most this often; at 100 MB/s the reserve must be larger than what arrives meanwhile. */
const SPACE_AGE_MS = 500;

/**
 * Files of the queue, `objects/<day>/<id>.<extension>`. The order that makes an answer durable: write to `incoming/`,
 * fdatasync the file, rename, fsync the folder. A crash between any two steps leaves nothing or a complete file.
 */
export async function createSpool({ dir, reserveBytes, now }: SpoolOptions): Promise<Spool> {
  const incoming = path.join(dir, 'incoming');
  const objects = path.join(dir, 'objects');
  const sync = createDirectorySync();
  await mkdir(objects, { recursive: true });
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  await sync(dir);
  const list = async (): Promise<string[]> => {
    const files: string[] = [];
    for (const day of (await readdir(objects)).sort()) {
      const names = await readdir(path.join(objects, day));
      files.push(...names.sort().map((name) => `objects/${day}/${name}`));
    }
    return files;
  };
  const ids = (await list()).map((file) => path.basename(file)).sort();
  const newId = createIds(now, ids.at(-1) ?? '');
  const days = new Map<string, Promise<void>>();
  const checkSpace = createSpaceCheck(dir, reserveBytes);

  /** The folder itself is durable before the first file in it is. */
  const makeDay = (day: string): Promise<void> => {
    const known = days.get(day);
    if (known) return known;
    const made = mkdir(path.join(objects, day), { recursive: true }).then(() => sync(objects));
    days.set(day, made);
    made.catch(() => days.delete(day));
    return made;
  };

  return {
    dir,
    async begin() {
      await checkSpace();
      const id = newId();
      const temporary = path.join(incoming, id);
      return createDraft(temporary, async (extension, facts) => {
        const day = now().toISOString().slice(0, 10).replaceAll('-', '');
        await makeDay(day);
        const file = `objects/${day}/${id}.${extension}`;
        await rename(temporary, path.join(dir, file));
        await sync(path.join(objects, day));
        return { id, file, ...facts };
      });
    },
    read: (file) => open(path.join(dir, file), 'r'),
    remove: (file) => rm(path.join(dir, file), { force: true }),
    list,
  };
}

const TIME_DIGITS = 9;

/**
 * Ids that sort in the order they were given, also within a millisecond, and when the clock is set back: HL7 of one
 * patient leaves in that order. `after` is the greatest id there is.
 */
function createIds(now: () => Date, after: string): () => string {
  let lastMs = Number.parseInt(after.slice(0, TIME_DIGITS) || '0', 36);
  let count = Number.parseInt(after.slice(TIME_DIGITS, TIME_DIGITS + 4) || '0', 16);
  return () => {
    const ms = Math.max(now().getTime(), lastMs);
    count = ms === lastMs ? count + 1 : 0;
    lastMs = count > 0xffff ? ms + 1 : ms;
    if (count > 0xffff) count = 0;
    const time = lastMs.toString(36).padStart(TIME_DIGITS, '0');
    return time + count.toString(16).padStart(4, '0') + randomBytes(6).toString('hex');
  };
}

function createSpaceCheck(dir: string, reserveBytes: number): () => Promise<void> {
  let freeBytes = 0;
  let checkedAt = -Infinity;
  return async () => {
    if (performance.now() - checkedAt > SPACE_AGE_MS || freeBytes < reserveBytes) {
      ({ freeBytes } = await readDiskSpace(dir));
      checkedAt = performance.now();
    }
    if (freeBytes < reserveBytes) throw new NoSpace(`less than ${reserveBytes} bytes are free`);
  };
}

type Place = (
  extension: string,
  facts: { readonly sizeBytes: number; readonly sha256: string },
) => Promise<SpooledFile>;

/** The file is opened with the first write that is due: a small object is one open, one write, one sync. */
function createDraft(temporary: string, place: Place): SpoolDraft {
  const hash = createHash('sha256');
  let handle: FileHandle | null = null;
  let isPlaced = false;
  let sizeBytes = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;

  const flush = async (): Promise<FileHandle> => {
    handle ??= await open(temporary, 'wx');
    if (waitingBytes > 0) {
      const chunks = waiting;
      waiting = [];
      waitingBytes = 0;
      await writeAll(handle, chunks);
    }
    return handle;
  };
  const close = async () => {
    const open = handle;
    handle = null;
    await open?.close();
  };

  return {
    async write(bytes) {
      hash.update(bytes);
      sizeBytes += bytes.length;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes >= WRITE_BYTES) await flush();
    },
    async commit(extension) {
      const open = await flush();
      await open.datasync();
      await close();
      const placed = await place(extension, { sizeBytes, sha256: hash.digest('hex') });
      isPlaced = true;
      return placed;
    },
    async discard() {
      waiting = [];
      waitingBytes = 0;
      await close().catch(() => undefined); // a file that cannot be closed is removed all the same
      if (!isPlaced) await rm(temporary, { force: true });
    },
  };
}

async function writeAll(handle: FileHandle, chunks: readonly Buffer[]): Promise<void> {
  const length = chunks.reduce((sum, { length: bytes }) => sum + bytes, 0);
  const { bytesWritten } = await handle.writev(chunks);
  if (bytesWritten === length) return;
  const rest = Buffer.concat(chunks).subarray(bytesWritten);
  for (let done = 0; done < rest.length;) done += (await handle.write(rest, done)).bytesWritten;
}
