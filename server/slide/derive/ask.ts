import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema';
import { FORMATS } from '../../../shared/domain/intake/formats';

export type WantedLevels = {
  readonly key: string;
  readonly kind: 'file' | 'series';
  readonly seriesInstanceUid: string | null;
  readonly madeAs: 'picture' | 'levels';
};

/** Puts a slide on the list of those whose missing levels are to be made; said again it changes nothing. */
export async function askForLevels(db: Kysely<Database>, wanted: WantedLevels): Promise<void> {
  await db
    .insertInto('slide_pyramid')
    .values({
      source_key: wanted.key,
      source_kind: wanted.kind,
      series_instance_uid: wanted.seriesInstanceUid,
      made_as: wanted.madeAs,
      reason: null,
      leased_until: null,
      blob_sha256: null,
      size_bytes: null,
      pack: null,
    })
    .onConflict((oc) => oc.column('source_key').doNothing())
    .execute();
}

/** A file that has just arrived. Whether a TIFF lacks levels, or is one flat picture, is found out by whoever takes it up. */
export const levelsOfFile = (sha256: string, mime: string | null): WantedLevels => ({
  key: sha256,
  kind: 'file',
  seriesInstanceUid: null,
  madeAs: mime === FORMATS.tiff.mime ? 'levels' : 'picture',
});
