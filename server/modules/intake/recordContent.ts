import type { Readable } from 'node:stream';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor } from '../../../shared/domain/identity/actor';
import { dispositionOf, needsRendition, safeMime } from '../../../shared/domain/intake/formats';
import { recordPayloadSchema } from '../../../shared/domain/intake/payload';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { BlobRange } from '../../blobs/blobStore';
import type { IntakeDeps } from './deps';
import { pictureView, type PictureRequest } from './view/pictureView';

export type ContentRequest = {
  readonly caseId: string;
  readonly recordId: string;
  /** Position of one file of a recording that consists of several. */
  readonly part?: number | undefined;
  /** `png`: convert an image no browser shows. `view`: a picture as it may be shown, see `pictureView`. `thumbnail`: any made small. */
  readonly rendition?: 'png' | 'view' | 'thumbnail' | undefined;
  readonly page?: number | undefined;
  readonly size?: number | undefined;
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
  const wanted = pictureRequest(request, stored.mime);
  if (wanted) return renderView(deps, stored, wanted);
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

/** For lists of material: large enough to tell a page from a film, small enough for twenty of them. */
const THUMBNAIL_SIDE = 256;

/** What has to be drawn anew; `null` where the stored bytes are the answer. */
function pictureRequest(
  { rendition, page = 0, size }: ContentRequest,
  mime: string | null,
): PictureRequest | null {
  if (rendition === 'thumbnail') return { page, size: THUMBNAIL_SIDE };
  const isPicture = safeMime(mime).startsWith('image/');
  const isWanted = rendition === 'view' || (rendition === 'png' && needsRendition(mime));
  return isPicture && isWanted ? { page, size: size ?? null } : null;
}

/** Larger originals are slides, which have tiles. */
const MAX_BYTES = 512 * 1024 ** 2;

async function renderView(
  { blobs }: ContentDeps,
  stored: Stored,
  request: PictureRequest,
): Promise<Result<RecordContent, AppError>> {
  const source = stored.sizeBytes > MAX_BYTES ? null : present(await blobs.open(stored.sha256));
  const view =
    source &&
    (await pictureView(Buffer.concat(await source.toArray()), safeMime(stored.mime), request));
  if (!view) return err(appError('integrity', 'file.damaged', { params: { what: 'picture' } }));
  const { bytes, mime } = view;
  return ok({
    mime,
    disposition: 'inline',
    fileName: stored.fileName,
    sizeBytes: bytes.length,
    etag: `"${stored.sha256}.${request.page}.${request.size ?? 'whole'}"`,
    open: async (range) =>
      range ? bytes.subarray(range.start, (range.end ?? bytes.length - 1) + 1) : bytes,
  });
}
