import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema';
import { revisionOf, type EcgFileRef } from '../openStored';

/** Puts a recording on the list of those to get an overview; asking again changes nothing. */
export async function askForOverview(
  db: Kysely<Database>,
  files: readonly EcgFileRef[],
): Promise<void> {
  await db
    .insertInto('ecg_derived')
    .values({ revision: revisionOf(files), files: JSON.stringify(files) })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** Files of a record by its columns: of a recording of several files all of them, its header first. */
export const filesOfRecord = (record: {
  readonly fileName: string | null;
  readonly blob: { readonly sha256: string; readonly sizeBytes: number };
  readonly parts: readonly EcgFileRef[];
}): EcgFileRef[] => {
  const { sha256, sizeBytes } = record.blob;
  // only where files find each other by name does a name say anything about the recording
  const name = record.parts.length > 0 ? (record.fileName ?? '') : '';
  return [
    { name, sha256, sizeBytes },
    ...record.parts.map((part) => ({
      name: part.name,
      sha256: part.sha256,
      sizeBytes: part.sizeBytes,
    })),
  ];
};
