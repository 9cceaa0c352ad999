import sharp, { type Sharp } from 'sharp';
import type { PaperSourcePage } from '../../../shared/api/paper';
import { FORMATS } from '../../../shared/domain/intake/formats';
import { decodeBmp } from '../../picture/bmp';
import type { PaperDeps } from './deps';

/** The file pages are taken from. */
export type Original = {
  readonly id: string;
  readonly title: string;
  readonly mime: string;
  readonly sha256: string;
};

/** A larger file is a slide or a film; those have benches of their own. */
const MAX_BYTES = 512 * 1024 ** 2;
/** A photo of 48 million pixels and a sheet of A3 at 600 dpi fit. */
const MAX_PIXELS = 150_000_000;

const PICTURES: ReadonlySet<string> = new Set(
  [FORMATS.jpeg, FORMATS.png, FORMATS.tiff, FORMATS.bmp, FORMATS.webp].map(({ mime }) => mime),
);
export const isPaper = (mime: string | null): mime is string =>
  mime !== null && (PICTURES.has(mime) || mime === FORMATS.pdf.mime);

export async function findOriginal(
  { db }: Pick<PaperDeps, 'db'>,
  { caseId, recordId }: { readonly caseId: string; readonly recordId: string },
): Promise<Original | null> {
  const row = await db
    .selectFrom('case_record')
    .select(['id', 'title', 'mime', 'blob_sha256'])
    .where('id', '=', recordId)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row || row.blob_sha256 === null || !isPaper(row.mime)) return null;
  return { id: row.id, title: row.title, mime: row.mime, sha256: row.blob_sha256 };
}

type Source = Pick<PaperDeps, 'blobs' | 'pdf'>;

async function bytesOf({ blobs }: Source, { sha256 }: Original): Promise<Buffer | null> {
  const info = await blobs.stat(sha256);
  const stream = info && info.sizeBytes <= MAX_BYTES ? await blobs.open(sha256) : null;
  return stream && Buffer.concat(await stream.toArray());
}

/** The pages there are; `null` when the file cannot be read at all. One damaged page is only found when it is drawn. */
export async function pagesOf(
  source: Source,
  original: Original,
): Promise<PaperSourcePage[] | null> {
  const bytes = await bytesOf(source, original);
  if (!bytes) return null;
  if (original.mime === FORMATS.pdf.mime) {
    const count = await source.pdf.pageCount(bytes);
    return count === null
      ? null
      : Array.from({ length: count }, (_, page) => ({ page, width: null, height: null }));
  }
  try {
    const count = await pictureCount(bytes, original.mime);
    return await Promise.all(
      Array.from({ length: count }, async (_, page) => ({
        page,
        ...(await sizeOf(await pictureAt(bytes, original.mime, page))),
      })),
    );
  } catch {
    return null;
  }
}

/** Only TIFF has pages; frames of an animation are none. */
async function pictureCount(bytes: Buffer, mime: string): Promise<number> {
  if (mime !== FORMATS.tiff.mime) return 1;
  const { pages = 1 } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
  return Math.min(pages, 1000);
}

async function sizeOf(picture: Sharp): Promise<{ width: number | null; height: number | null }> {
  try {
    const { autoOrient } = await picture.metadata();
    return { width: autoOrient.width, height: autoOrient.height };
  } catch {
    return { width: null, height: null }; // its picture will say that it cannot be read
  }
}

async function pictureAt(bytes: Buffer, mime: string, page: number): Promise<Sharp> {
  if (mime === FORMATS.bmp.mime) {
    const bitmap = decodeBmp(bytes);
    if (!bitmap) throw new Error('not a bitmap');
    const { rgb, width, height } = bitmap;
    return sharp(rgb, { raw: { width, height, channels: 3 } });
  }
  return sharp(bytes, {
    limitInputPixels: MAX_PIXELS,
    failOn: 'error',
    ...(mime === FORMATS.tiff.mime ? { page } : {}),
  });
}

/** One page, upright as the camera held it, RGB on white, ready to be worked on. @throws when it cannot be read. */
export async function openPage(source: Source, original: Original, page: number): Promise<Sharp> {
  const bytes = await bytesOf(source, original);
  if (!bytes) throw new Error('too large');
  if (original.mime === FORMATS.pdf.mime) {
    const drawn = await source.pdf.page(bytes, page);
    if (!drawn) throw new Error('the page cannot be drawn');
    const { samples, width, height } = drawn;
    const { buffer, byteOffset, byteLength } = samples;
    const raw = { width, height, channels: 4 } as const;
    return sharp(Buffer.from(buffer, byteOffset, byteLength), { raw })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb');
  }
  const picture = await pictureAt(bytes, original.mime, page);
  return picture.autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb');
}
