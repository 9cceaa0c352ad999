import { dicomJsonSchema, type DicomJson } from '../../../../shared/domain/imaging/dicomJson';
import type { Db } from '../../../db/database';
import type { PixelLayout } from '../../../dicom/pixel/layout';
import type { StoredImage } from '../measuring';

/** The images an author drew on, by SOP Instance UID; those gone from the archive are absent. */
export async function readStoredImages(
  db: Db,
  sopInstanceUids: readonly string[],
): Promise<ReadonlyMap<string, StoredImage>> {
  if (sopInstanceUids.length === 0) return new Map();
  const rows = await db
    .selectFrom('dicom_instance as i')
    .innerJoin('dicom_series as s', 's.series_instance_uid', 'i.series_instance_uid')
    .select([
      'i.sop_instance_uid',
      'i.series_instance_uid',
      'i.blob_sha256',
      'i.transfer_syntax_uid',
    ])
    .select(['i.pixels', 'i.metadata', 's.modality'])
    .where('i.sop_instance_uid', 'in', [...sopInstanceUids])
    .execute();
  const pet = new Map<string, readonly DicomJson[]>();
  for (const { modality, series_instance_uid } of rows) {
    if (modality === 'PT' && !pet.has(series_instance_uid))
      pet.set(series_instance_uid, await readSeries(db, series_instance_uid));
  }
  return new Map(
    rows.map((row): [string, StoredImage] => [
      row.sop_instance_uid,
      {
        sopInstanceUid: row.sop_instance_uid,
        seriesInstanceUid: row.series_instance_uid,
        sha256: row.blob_sha256,
        transferSyntaxUid: row.transfer_syntax_uid,
        pixels: row.pixels as PixelLayout | null,
        instance: parse(row.metadata),
        series: pet.get(row.series_instance_uid) ?? [],
      },
    ]),
  );
}

async function readSeries(db: Db, seriesInstanceUid: string): Promise<readonly DicomJson[]> {
  const rows = await db
    .selectFrom('dicom_instance')
    .select('metadata')
    .where('series_instance_uid', '=', seriesInstanceUid)
    .execute();
  return rows.map(({ metadata }) => parse(metadata));
}

/** Any object of the study, for its patient and study attributes; never one of ours, which was made of the same. */
export async function readReference(db: Db, studyInstanceUid: string): Promise<DicomJson | null> {
  const row = await db
    .selectFrom('dicom_instance')
    .select('metadata')
    .where('study_instance_uid', '=', studyInstanceUid)
    .where('series_instance_uid', 'not in', (eb) =>
      eb.selectFrom('annotation_series').select('series_instance_uid'),
    )
    .orderBy('sop_instance_uid')
    .limit(1)
    .executeTakeFirst();
  return row ? parse(row.metadata) : null;
}

const parse = (metadata: string): DicomJson => dicomJsonSchema.parse(JSON.parse(metadata));
