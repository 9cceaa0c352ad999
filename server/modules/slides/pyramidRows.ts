import { levelPackSchema, type StoredPack } from '../../slide/derive/levelPack';
import { askForLevels, type WantedLevels } from '../../slide/derive/ask';
import type { Db } from '../../db/database';
import type { SlideSource } from './sources';

export type Pyramid =
  | { readonly state: 'levels'; readonly stored: StoredPack }
  | { readonly state: 'picture'; readonly sha256: string }
  | { readonly state: 'waiting'; readonly done: number }
  | { readonly state: 'failed'; readonly reason: string };

/** What is known of the levels of a source; `null` when nobody has asked for any. */
export async function known(db: Db, key: string): Promise<Pyramid | null> {
  const row = await db
    .selectFrom('slide_pyramid')
    .select(['state', 'made_as', 'progress', 'reason', 'blob_sha256', 'size_bytes', 'pack'])
    .where('source_key', '=', key)
    .executeTakeFirst();
  if (!row) return null;
  if (row.state === 'failed') return { state: 'failed', reason: row.reason ?? '' };
  if (row.state === 'waiting' || row.blob_sha256 === null)
    return { state: 'waiting', done: row.progress };
  if (row.made_as === 'picture') return { state: 'picture', sha256: row.blob_sha256 };
  const stored = { sha256: row.blob_sha256, sizeBytes: Number(row.size_bytes ?? 0) };
  return { state: 'levels', stored: { ...stored, pack: levelPackSchema.parse(row.pack) } };
}

/** Says that levels are wanted; said again it changes nothing. */
export const ask = (db: Db, source: SlideSource, madeAs: WantedLevels['madeAs']): Promise<void> =>
  askForLevels(db, { ...source, madeAs });

/** Asked for on arrival, but the slide has all it needs. */
export async function withdraw(db: Db, key: string): Promise<void> {
  await db
    .deleteFrom('slide_pyramid')
    .where('source_key', '=', key)
    .where('state', '=', 'waiting')
    .execute();
}

/** Turns out to be a flat picture rather than a slide without levels. */
export async function becomesPicture(db: Db, key: string): Promise<void> {
  await db
    .updateTable('slide_pyramid')
    .set({ made_as: 'picture' })
    .where('source_key', '=', key)
    .execute();
}

export async function finish(
  db: Db,
  key: string,
  blob: { readonly sha256: string; readonly sizeBytes: number },
  pack: object | null,
): Promise<void> {
  await db
    .updateTable('slide_pyramid')
    .set({
      state: 'made',
      progress: 1,
      leased_until: null,
      blob_sha256: blob.sha256,
      size_bytes: blob.sizeBytes,
      pack: pack && JSON.stringify(pack),
    })
    .where('source_key', '=', key)
    .execute();
}
