import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../../db/schema';
import type { PixelLayout } from '../pixel/layout';
import type { InstanceUids } from './address';

export type StoredInstance = InstanceUids & {
  readonly sopClassUid: string;
  readonly transferSyntaxUid: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly isDecodable: boolean;
  readonly isImage: boolean;
};

/** Whole study, one series or one instance. */
export type Target = {
  readonly study: string;
  readonly series?: string | undefined;
  readonly instance?: string | undefined;
};

export type Repository = {
  /** In order of series and instance number; empty when there is nothing, or nothing this scope may see. */
  instances(target: Target, scope: RawBuilder<boolean>): Promise<StoredInstance[]>;
  metadata(target: Target, scope: RawBuilder<boolean>): Promise<MetadataRow[]>;
  pixels(sopInstanceUid: string): Promise<PixelLayout | null>;
  isInScope(study: string, scope: RawBuilder<boolean>): Promise<boolean>;
};

export type MetadataRow = InstanceUids & { readonly sha256: string; readonly metadata: string };

export function createRepository(db: Kysely<Database>): Repository {
  return {
    async instances(target, scope) {
      const { rows } = await sql<StoredInstance>`
        select i.study_instance_uid as "studyInstanceUid", i.series_instance_uid as "seriesInstanceUid",
          i.sop_instance_uid as "sopInstanceUid", i.sop_class_uid as "sopClassUid",
          i.transfer_syntax_uid as "transferSyntaxUid", i.blob_sha256 as "sha256", i.size_bytes as "sizeBytes",
          i.decodable as "isDecodable", i.pixels is not null as "isImage"
        ${fromTarget(target, scope)}`.execute(db);
      return rows;
    },
    async metadata(target, scope) {
      const { rows } = await sql<MetadataRow>`
        select i.study_instance_uid as "studyInstanceUid", i.series_instance_uid as "seriesInstanceUid",
          i.sop_instance_uid as "sopInstanceUid", i.blob_sha256 as "sha256", i.metadata
        ${fromTarget(target, scope)}`.execute(db);
      return rows;
    },
    async pixels(sopInstanceUid) {
      const row = await db
        .selectFrom('dicom_instance')
        .select('pixels')
        .where('sop_instance_uid', '=', sopInstanceUid)
        .executeTakeFirst();
      return (row?.pixels as PixelLayout | null | undefined) ?? null;
    },
    async isInScope(study, scope) {
      const { rows } = await sql`
        select 1 from dicom_study s where s.study_instance_uid = ${study} and (${scope})`.execute(
        db,
      );
      return rows.length > 0;
    },
  };
}

function fromTarget({ study, series, instance }: Target, scope: RawBuilder<boolean>) {
  return sql`
    from dicom_instance i
    join dicom_series se on se.series_instance_uid = i.series_instance_uid
    join dicom_study s on s.study_instance_uid = i.study_instance_uid
    where s.study_instance_uid = ${study} and (${scope})
      ${series === undefined ? sql`` : sql`and i.series_instance_uid = ${series}`}
      ${instance === undefined ? sql`` : sql`and i.sop_instance_uid = ${instance}`}
    order by se.series_number, se.series_instance_uid, i.instance_number, i.sop_instance_uid`;
}
