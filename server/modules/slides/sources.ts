import { createHash } from 'node:crypto';
import type { AppError } from '../../../shared/domain/errors';
import { FORMATS } from '../../../shared/domain/intake/formats';
import { ok, type Result } from '../../../shared/lib/result';
import type { BlobStore } from '../../blobs/blobStore';
import type { Db } from '../../db/database';
import type { FrameDecoder } from '../../dicom/codec/decodeFrame';
import type { ByteSource } from '../../dicom/parse/byteSource';
import type { DicomDataSet } from '../../dicom/parse/dicomJson';
import type { PixelLayout } from '../../dicom/pixel/layout';
import { WHOLE_SLIDE_CLASS, type WsiObject } from '../../slide/dicom/wsiInstance';
import { wsiSlide } from '../../slide/dicom/wsiSlide';
import type { Slide } from '../../slide/slide';
import { inspectTiff, tiffSlide } from '../../slide/tiff/tiffSlide';

/** What a source turned out to be: a slide with levels, or a flat picture that needs them made. */
export type Opened = { readonly slide: Slide } | { readonly picture: string };

/** One slide of a record, before it is opened. */
export type SlideSource = {
  readonly slideId: string;
  readonly title: string;
  /** Changes when the bytes of the slide do: hash of the file, or of the series' objects together. */
  readonly key: string;
  readonly kind: 'file' | 'series';
  readonly seriesInstanceUid: string | null;
  /** `null` when there is no slide after all. */
  open(): Promise<Result<Opened | null, AppError>>;
};

export type SourceDeps = {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly decode: FrameDecoder;
};

export type RecordRow = {
  readonly id: string;
  readonly title: string;
  readonly mime: string | null;
  readonly blob_sha256: string | null;
  readonly study_instance_uid: string | null;
};

/** The record, when it is still on the case. */
export async function findRecord(
  db: Db,
  caseId: string,
  recordId: string,
): Promise<RecordRow | null> {
  const row = await db
    .selectFrom('case_record')
    .select(['id', 'title', 'mime', 'blob_sha256', 'study_instance_uid'])
    .where('id', '=', recordId)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export async function sourcesOf(deps: SourceDeps, record: RecordRow): Promise<SlideSource[]> {
  if (record.blob_sha256 !== null)
    return [fileSource(deps, record.blob_sha256, record.title, record.mime)];
  if (record.study_instance_uid === null) return [];
  return seriesSources(deps, { study: record.study_instance_uid });
}

/** Runs with the blob open; every tile is a read of its own, so that no file stays open between them. */
export async function withBlob<T>(
  blobs: BlobStore,
  sha256: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  const reader = await blobs.reader(sha256);
  if (!reader) throw new Error(`blob ${sha256} of a record is not there`);
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

export function fileSource(
  deps: SourceDeps,
  sha256: string,
  title: string,
  mime: string | null,
): SlideSource {
  return {
    slideId: 'file',
    title,
    key: sha256,
    kind: 'file',
    seriesInstanceUid: null,
    async open() {
      if (mime !== FORMATS.tiff.mime) return ok({ picture: sha256 });
      return openTiff(deps, sha256);
    },
  };
}

/** A TIFF file, or the pyramid that was made of a picture. */
export async function openTiff(
  { blobs, decode }: Pick<SourceDeps, 'blobs' | 'decode'>,
  sha256: string,
): Promise<Result<Opened, AppError>> {
  const found = await withBlob(blobs, sha256, inspectTiff);
  if (!found.ok) return found;
  if (found.value.kind === 'picture') return ok({ picture: sha256 });
  const withSource = <T>(use: (source: ByteSource) => Promise<T>) => withBlob(blobs, sha256, use);
  return ok({ slide: tiffSlide(withSource, decode, found.value.pages) });
}

/** Whole slides of a study or of one series: one per series that holds any. */
export async function seriesSources(
  deps: SourceDeps,
  target: { readonly study: string } | { readonly series: string },
): Promise<SlideSource[]> {
  const rows = await deps.db
    .selectFrom('dicom_instance as i')
    .innerJoin('dicom_series as s', 's.series_instance_uid', 'i.series_instance_uid')
    .select(['i.series_instance_uid as series', 'i.blob_sha256 as sha256', 's.series_description'])
    .where('i.sop_class_uid', '=', WHOLE_SLIDE_CLASS)
    .$if('study' in target, (query) =>
      query.where('i.study_instance_uid', '=', 'study' in target ? target.study : ''),
    )
    .$if('series' in target, (query) =>
      query.where('i.series_instance_uid', '=', 'series' in target ? target.series : ''),
    )
    .orderBy('s.series_number')
    .orderBy('i.series_instance_uid')
    .orderBy('i.blob_sha256')
    .execute();
  const series = new Map<string, { title: string; hashes: string[] }>();
  for (const row of rows) {
    const entry = series.get(row.series) ?? { title: row.series_description ?? '', hashes: [] };
    entry.hashes.push(row.sha256);
    series.set(row.series, entry);
  }
  return [...series].map(([uid, { title, hashes }]) => ({
    slideId: uid,
    title,
    key: createHash('sha256').update(hashes.join(' ')).digest('hex'),
    kind: 'series',
    seriesInstanceUid: uid,
    async open() {
      const slide = wsiSlide(await readObjects(deps.db, uid), deps);
      if (!slide.ok) return slide;
      return ok(slide.value ? { slide: slide.value } : null);
    },
  }));
}

async function readObjects(db: Db, series: string): Promise<WsiObject[]> {
  const rows = await db
    .selectFrom('dicom_instance')
    .select(['sop_instance_uid', 'blob_sha256', 'transfer_syntax_uid', 'decodable'])
    .select(['pixels', 'metadata'])
    .where('series_instance_uid', '=', series)
    .where('sop_class_uid', '=', WHOLE_SLIDE_CLASS)
    .orderBy('instance_number')
    .orderBy('sop_instance_uid')
    .execute();
  return rows.flatMap((row) =>
    row.pixels
      ? [
          {
            sopInstanceUid: row.sop_instance_uid,
            sha256: row.blob_sha256,
            transferSyntaxUid: row.transfer_syntax_uid,
            isDecodable: row.decodable,
            pixels: row.pixels as PixelLayout,
            dataSet: JSON.parse(row.metadata) as DicomDataSet,
          },
        ]
      : [],
  );
}
