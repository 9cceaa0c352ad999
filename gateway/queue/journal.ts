import { createReadStream } from 'node:fs';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { crc32 } from './crc32';
import { createDirectorySync, createSharedSync } from '../disk/directorySync';

/**
 * The queue's memory: a file of lines `<crc32> <JSON>`, only ever appended to.
 *
 * A crash can leave a torn last line; it was never acknowledged and is left out. A damaged line in the middle is
 * counted and left out, the lines behind it are read: one bad sector must not cost the whole queue. After a write that
 * failed half way the next one begins on a line of its own. When a sync fails nobody can say what is on the disk, and a
 * second sync may claim success (the kernel forgets): the journal then takes nothing more until the process restarts
 * and reads what is really there.
 */
export type Journal<R> = {
  /** Returns when the records would survive a power cut. */
  appendDurably(records: readonly R[]): Promise<void>;
  /** Returns when the records are handed to the system: a kill keeps them, a power cut may not. */
  append(records: readonly R[]): Promise<void>;
  /**
   * Replaces the file by one that holds only what `records` gives when its turn comes; durable, all or nothing. Records
   * still being appended have to be among them: their lines may lie in the file that goes.
   */
  rewrite(records: () => Iterable<R>): Promise<void>;
  sizeBytes(): number;
  close(): Promise<void>;
};

export type Recovered<R> = { readonly records: readonly R[]; readonly damagedLines: number };

export async function readJournal<R>(file: string): Promise<Recovered<R>> {
  const records: R[] = [];
  let damagedLines = 0;
  let isLastDamaged = false;
  try {
    const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
    for await (const line of lines) {
      if (line === '') continue;
      const record = decodeLine(line);
      isLastDamaged = record === null;
      if (record === null) damagedLines++;
      else records.push(record as R);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { records, damagedLines: isLastDamaged ? damagedLines - 1 : damagedLines };
}

export async function openJournal<R>(file: string): Promise<Journal<R>> {
  let handle = await open(file, 'a');
  let sizeBytes = (await handle.stat()).size;
  // whatever the last line is, ours begins on a new one
  let needsNewLine = sizeBytes > 0;
  let failure: Error | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  const syncDirectory = createDirectorySync();
  await syncDirectory(path.dirname(file));
  const sync = createSharedSync(() => handle.datasync());

  /** One after the other, whatever became of the one before. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = tail.then(work, work);
    tail = done.catch(() => undefined);
    return done;
  };
  const check = () => {
    if (failure) throw new Error('the journal is closed after a failed sync', { cause: failure });
  };

  // lines of everybody who waits go out in one write
  let waiting: string[] = [];
  let pendingWrite: Promise<void> | null = null;
  const write = (records: readonly R[]): Promise<void> => {
    waiting.push(...records.map(encodeLine));
    pendingWrite ??= inTurn(async () => {
      pendingWrite = null;
      check();
      const text = (needsNewLine ? '\n' : '') + waiting.join('');
      waiting = [];
      needsNewLine = true; // until all of it is written
      await writeAll(handle, Buffer.from(text, 'utf8'));
      needsNewLine = false;
      sizeBytes += Buffer.byteLength(text);
    });
    return pendingWrite;
  };

  return {
    append: write,
    async appendDurably(records) {
      await write(records);
      await sync().catch((error: unknown) => {
        failure = error as Error;
        throw error;
      });
      check();
    },
    rewrite: (records) =>
      inTurn(async () => {
        check();
        const fresh = `${file}.new`;
        await rm(fresh, { force: true });
        const next = await writeFresh(fresh, records());
        await rename(fresh, file);
        await syncDirectory(path.dirname(file));
        const old = handle;
        handle = next;
        sizeBytes = (await stat(file)).size;
        needsNewLine = false;
        await old.close();
      }),
    sizeBytes: () => sizeBytes,
    close: () => inTurn(() => handle.close()),
  };
}

async function writeFresh<R>(file: string, records: Iterable<R>): Promise<FileHandle> {
  const handle = await open(file, 'a');
  let text = '';
  for (const record of records) {
    text += encodeLine(record);
    if (text.length < 1024 * 1024) continue;
    await writeAll(handle, Buffer.from(text, 'utf8'));
    text = '';
  }
  await writeAll(handle, Buffer.from(text, 'utf8'));
  await handle.sync();
  return handle;
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
  }
}

function encodeLine(record: unknown): string {
  const text = JSON.stringify(record);
  return `${crc32(Buffer.from(text, 'utf8')).toString(16).padStart(8, '0')} ${text}\n`;
}

function decodeLine(line: string): unknown {
  const text = line.slice(9);
  if (line[8] !== ' ' || Number.parseInt(line.slice(0, 8), 16) !== crc32(Buffer.from(text, 'utf8')))
    return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // a line whose sum fits and whose JSON does not is damaged all the same
  }
}
