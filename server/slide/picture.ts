import sharp from 'sharp';
import { TiffDamage } from './tiff/tiffFile';
import type { RawPixels, SlideTile } from './slide';

/** For tiles whose own compression no browser knows: fine enough that nothing diagnostic is lost, colour not halved. */
const TILE_JPEG = { quality: 95, chromaSubsampling: '4:4:4' } as const;

export const encodeTile = async ({ bytes, width, height }: RawPixels): Promise<SlideTile> => ({
  mime: 'image/jpeg',
  bytes: await sharp(bytes, { raw: { width, height, channels: 3 } })
    .jpeg(TILE_JPEG)
    .toBuffer(),
});

/**
 * Pixels of a picture a browser could show.
 *
 * @param most - Pixels it may have; a small file can announce any number.
 */
export async function decodePicture(encoded: Buffer, most: number): Promise<RawPixels> {
  try {
    const { data, info } = await sharp(encoded, { limitInputPixels: most, failOn: 'error' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { bytes: asRgb(data, info.channels), width: info.width, height: info.height };
  } catch (cause) {
    throw new TiffDamage(
      cause instanceof Error && /pixel limit/i.test(cause.message) ? 'dimensions' : 'tile',
    );
  }
}

function asRgb(bytes: Buffer, channels: number): Buffer {
  if (channels === 3) return bytes;
  const out = Buffer.alloc((bytes.length / channels) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += channels, to += 3)
    out.fill(bytes[from] ?? 0, to, to + 3);
  return out;
}
