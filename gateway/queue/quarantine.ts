import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { createDirectorySync } from '../disk/directorySync';

export type QuarantinedObject = {
  readonly id: string;
  /** Where it lies in the spool; it is moved from there. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly at: string;
  readonly sender: string;
  readonly address: string;
  readonly reason: string;
};

/** What was refused, byte for byte, with a note beside it. Nothing leaves but by a person's hand. */
export type Quarantine = {
  put(object: QuarantinedObject): Promise<void>;
  list(): Promise<readonly QuarantinedObject[]>;
};

export async function createQuarantine(spoolDir: string): Promise<Quarantine> {
  const dir = path.join(spoolDir, 'quarantine');
  await mkdir(dir, { recursive: true });
  const sync = createDirectorySync();
  return {
    async put(object) {
      const name = `${object.id}${path.extname(object.file)}`;
      const note = path.join(dir, `${object.id}.json`);
      await writeSynced(note, JSON.stringify({ ...object, file: `quarantine/${name}` }));
      await rename(path.join(spoolDir, object.file), path.join(dir, name));
      await sync(dir);
    },
    async list() {
      const notes = (await readdir(dir)).filter((name) => name.endsWith('.json')).sort();
      const read = notes.map(async (name) => {
        const text = await readFile(path.join(dir, name), 'utf8');
        return JSON.parse(text) as QuarantinedObject;
      });
      return Promise.all(read);
    },
  };
}

async function writeSynced(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.part`;
  await appendFile(temporary, text);
  const handle = await open(temporary, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}
