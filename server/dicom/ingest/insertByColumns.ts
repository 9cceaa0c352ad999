import { sql, type Insertable, type Transaction } from 'kysely';
import type { Database } from '../../db/schema';

type Row = Insertable<Database['dicom_instance']>;

/** PostgreSQL's type of every column of `dicom_instance`. */
const TYPES: Readonly<Record<keyof Row, string>> = {
  sop_instance_uid: 'text',
  series_instance_uid: 'text',
  study_instance_uid: 'text',
  sop_class_uid: 'text',
  transfer_syntax_uid: 'text',
  instance_number: 'int4',
  rows: 'int4',
  columns: 'int4',
  number_of_frames: 'int4',
  blob_sha256: 'text',
  size_bytes: 'int8',
  decodable: 'bool',
  issues: 'jsonb',
  pixels: 'jsonb',
  metadata: 'text',
  hospital_id: 'uuid',
  uploaded_by: 'uuid',
  received_at: 'timestamptz',
};
const COLUMNS = Object.keys(TYPES) as (keyof Row)[];

/**
 * Inserts instances with one array parameter a column: a statement with a parameter for each cell costs more, here
 * and in PostgreSQL, than everything else about the rows. Rows whose UID is taken are left out.
 *
 * @returns The SOP Instance UIDs that were inserted.
 */
export async function insertByColumns(
  tx: Transaction<Database>,
  rows: readonly Row[],
): Promise<string[]> {
  const arrays = COLUMNS.map(
    (column) => sql`${rows.map((row) => row[column])}::${sql.raw(`${TYPES[column]}[]`)}`,
  );
  const result = await sql<{ sop_instance_uid: string }>`
    insert into dicom_instance (${sql.join(COLUMNS.map((column) => sql.ref(column)))})
    select * from unnest(${sql.join(arrays)})
    on conflict (sop_instance_uid) do nothing
    returning sop_instance_uid`.execute(tx);
  return result.rows.map((row) => row.sop_instance_uid);
}

/** Puts images on the list of those to get a progressive rendition. */
export async function askForRenditions(
  tx: Transaction<Database>,
  sopInstanceUids: readonly string[],
): Promise<void> {
  if (sopInstanceUids.length === 0) return;
  await sql`insert into dicom_rendition (sop_instance_uid) select unnest(${[...sopInstanceUids]}::text[])
    on conflict do nothing`.execute(tx);
}
