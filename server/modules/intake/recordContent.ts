import type { Readable } from 'node:stream';
import sharp, { type Sharp } from 'sharp';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { dispositionOf, needsRendition, safeMime } from '../../../shared/domain/intake/formats';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { BlobRange } from '../../blobs/blobStore';
import type { IntakeDeps } from './deps';
import { decodeBmp } from './readers/bmp';
import { MAX_PIXELS } from './readers/picture';

export type ContentRequest = {
  readonly caseId: string;
  readonly recordId: string;
  /** Position of one file of a recording that consists of several. */
  readonly part?: number | undefined;
  /** Convert an image no browser shows, or make any image small. */
  readonly rendition?: 'png' | 'thumbnail' | undefined;
};

/** Something that may leave the server, with everything its response headers need. */
export type RecordContent = {
  readonly mime: string;
  readonly disposition: 'inline' | 'attachment';
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Strong validator: content never changes under it. */
  readonly etag: string;
  open(range?: BlobRange): Promise<Readable | Buffer>;
};

type ContentDeps = Pick<IntakeDeps, 'db' | 'blobs' | 'caseAccess' | 'audit'>;

/**
 * Content of one piece of material, for whoever may see the case. Every access is audited.
 *
 * @returns The content, or what case access refuses, `request.notFound`, `file.damaged` (no rendition possible, also of what is no picture).
 */
export async function readContent(
  deps: ContentDeps,
  actor: Actor,
  request: ContentRequest,
): Promise<Result<RecordContent, AppError>> {
  const allowed = await deps.caseAccess.forView(actor, request.caseId);
  if (!allowed.ok) return allowed;
  const stored = await findStored(deps, request);
  if (!stored) return err(appError('notFound', 'request.notFound'));
  await deps.audit({
    actorId: actor.userId,
    actorRole: actor.role,
    action: 'record.view',
    entity: 'caseRecord',
    entityId: request.recordId,
    caseId: request.caseId,
  });
  if (request.rendition === 'png' && needsRendition(stored.mime))
    return renderPicture(deps, stored, PNG);
  if (request.rendition === 'thumbnail') return renderPicture(deps, stored, THUMBNAIL);
  const mime = safeMime(stored.mime);
  return ok({
    mime,
    disposition: dispositionOf(mime),
    fileName: stored.fileName,
    sizeBytes: stored.sizeBytes,
    etag: `"${stored.sha256}"`,
    open: async (range) => present(await deps.blobs.open(stored.sha256, range)),
  });
}

type Stored = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly mime: string | null;
};

async function findStored(
  { db, blobs }: ContentDeps,
  request: ContentRequest,
): Promise<Stored | null> {
  const row = await db
    .selectFrom('case_record')
    .select(['file_name', 'mime', 'blob_sha256', 'payload'])
    .where('id', '=', request.recordId)
    .where('case_id', '=', request.caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  if (request.part !== undefined) {
    const part = recordPayloadSchema.safeParse(row.payload).data?.parts?.[request.part];
    return part
      ? { sha256: part.sha256, sizeBytes: part.sizeBytes, fileName: part.name, mime: null }
      : null;
  }
  const info = row.blob_sha256 === null ? null : await blobs.stat(row.blob_sha256);
  return info && { ...info, fileName: row.file_name ?? '', mime: row.mime };
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('a stored blob is not there');
  return value;
}

type Rendition = {
  readonly mime: string;
  readonly extension: string;
  readonly make: (picture: Sharp) => Sharp;
};
const PNG: Rendition = {
  mime: 'image/png',
  extension: 'png',
  make: (picture) => picture.png(),
};
/** For lists of material: large enough to tell a page from a film, small enough for twenty of them. */
const THUMBNAIL: Rendition = {
  mime: 'image/jpeg',
  extension: 'thumbnail.jpg',
  make: (picture) =>
    picture.resize(256, 256, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 75 }),
};

async function renderPicture(
  { blobs }: ContentDeps,
  stored: Stored,
  { mime, extension, make }: Rendition,
): Promise<Result<RecordContent, AppError>> {
  const source = present(await blobs.open(stored.sha256));
  const bytes = await rendered(Buffer.concat(await source.toArray()), make);
  if (!bytes) return err(appError('integrity', 'file.damaged', { params: { what: 'picture' } }));
  return ok({
    mime,
    disposition: 'inline',
    fileName: `${stored.fileName}.${extension}`,
    sizeBytes: bytes.length,
    etag: `"${stored.sha256}.${extension}"`,
    open: async (range) =>
      range ? bytes.subarray(range.start, (range.end ?? bytes.length - 1) + 1) : bytes,
  });
}

async function rendered(bytes: Buffer, make: Rendition['make']): Promise<Buffer | null> {
  const bitmap = decodeBmp(bytes);
  try {
    if (!bitmap) {
      const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS }).autoOrient();
      return await make(picture).toBuffer();
    }
    const { rgb, width, height } = bitmap;
    return await make(sharp(rgb, { raw: { width, height, channels: 3 } })).toBuffer();
  } catch {
    return null; // not a picture, or one that is damaged: the caller says so
  }
}
