import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import sharp from 'sharp';
import type { BlobInfo, BlobStore } from '../../blobs/blobStore';

/** The largest picture levels are made of. Beyond it, a file of a few megabytes could keep the server busy for hours. */
export const MAX_PICTURE_PIXELS = 6_000_000_000;
const TIME_LIMIT_S = 1800;

export class PictureRefused extends Error {
  override readonly name = 'PictureRefused';
}

/**
 * Makes a tiled file with levels out of a flat picture. It streams: memory does not depend on the picture's size. The
 * original stays as it is; what is shown are JPEG tiles of it.
 *
 * @throws PictureRefused when the picture cannot be read to its end.
 */
export async function tileFlatPicture(
  blobs: BlobStore,
  sha256: string,
  workDir: string,
): Promise<BlobInfo> {
  await mkdir(workDir, { recursive: true });
  const source = path.join(workDir, `${randomUUID()}.source`);
  const made = path.join(workDir, `${randomUUID()}.tiff`);
  try {
    const stream = await blobs.open(sha256);
    if (!stream) throw new Error(`blob ${sha256} of a record is not there`);
    await writeFile(source, stream);
    await convert(source, made);
    return await blobs.put(createReadStream(made) as AsyncIterable<Buffer>);
  } finally {
    await rm(source, { force: true });
    await rm(made, { force: true });
  }
}

async function convert(source: string, made: string): Promise<void> {
  try {
    await sharp(source, { limitInputPixels: MAX_PICTURE_PIXELS, sequentialRead: true })
      .timeout({ seconds: TIME_LIMIT_S })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .tiff({
        compression: 'jpeg',
        quality: 92,
        tile: true,
        tileWidth: 512,
        tileHeight: 512,
        pyramid: true,
        bigtiff: true,
      })
      .toFile(made);
  } catch (cause) {
    throw new PictureRefused(cause instanceof Error ? cause.message : 'unreadable', { cause });
  }
}
